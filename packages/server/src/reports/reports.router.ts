import { adminProcedure, router } from "../trpc/trpc.ts";
import { overview, salesThisWeek } from "./overview.ts";

export const reportsRouter = router({
  /** What the back office sees first. */
  overview: adminProcedure().query(({ ctx }) => overview(ctx)),

  /** Sales of the current week, asked now. */
  salesThisWeek: adminProcedure().query(async ({ ctx }) => {
    const startedAt = performance.now();
    const sales = await salesThisWeek(ctx);
    return { ...sales, answeredMs: Math.round(performance.now() - startedAt) };
  }),
});
