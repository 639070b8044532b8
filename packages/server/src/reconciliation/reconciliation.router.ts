import { audit } from "../audit/audit.ts";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { listChecks } from "./reconciliation.queries.ts";
import { runReconciliation } from "./run-reconciliation.ts";

export const reconciliationRouter = router({
  /** Every check with what its newest comparison found. */
  list: adminProcedure().query(({ ctx }) => listChecks(ctx)),

  /** Compares everything now; a check that agrees again no longer freezes payouts. */
  run: adminProcedure("finance").mutation(async ({ ctx }) => {
    const results = await runReconciliation(ctx);
    const faults = results.reduce((sum, result) => sum + result.faults.length, 0);
    const after = { checks: results.length, faults };
    await audit(ctx, { action: "reconciliation.run", subjectType: "reconciliation", subjectId: "all", after });
    return after;
  }),
});
