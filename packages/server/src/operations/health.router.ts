import { adminProcedure, router } from "../trpc/trpc.ts";
import { readHealth } from "./health.ts";

export const healthRouter = router({
  /** How the installation stands: database, queue, jobs, mails, ledger, clocks. */
  get: adminProcedure().query(({ ctx }) => readHealth(ctx)),
});
