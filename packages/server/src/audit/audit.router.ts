import { adminProcedure, router } from "../trpc/trpc.ts";
import { ListAudit, listAudit } from "./audit.queries.ts";

export const auditRouter = router({
  /** What people did, newest first. */
  list: adminProcedure()
    .input(ListAudit)
    .query(({ ctx, input }) => listAudit(ctx, input)),
});
