import { payoutMethod } from "@upline/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Deps, inTransaction } from "../deps.ts";
import { defineOutboundJob, GiveUp } from "../jobs/job.ts";
import { notify } from "../live/notify.ts";
import { unwrapAccount } from "./account-secret.ts";
import { payoutProvider } from "./providers/registry.ts";

/** Asks the provider whether an account can be paid. Where payouts leave as a file, its check digits have to do. */
export const checkMethodJob = defineOutboundJob({
  name: "payouts.checkMethod",
  payload: z.object({ methodId: z.templateLiteral(["pmt_", z.string()]) }),
  retry: { limit: 10, firstAfterSeconds: 10, atMostSeconds: 3600 },

  async run(deps: Deps, { methodId }) {
    const [row] = await deps.db.select().from(payoutMethod).where(eq(payoutMethod.id, methodId));
    if (!row) throw new GiveUp(`no payout method ${methodId}`);
    if (row.verifiedAt !== null || row.replacedAt !== null) return;
    const account = unwrapAccount(row.wrapped, row.id, deps.config);
    const verdict = (await payoutProvider(deps)?.checkAccount(deps, account)) ?? { refusedBecause: null };
    const { refusedBecause } = verdict;
    const change = refusedBecause === null ? { verifiedAt: deps.clock.now() } : { refusedBecause };
    await inTransaction(deps, async (tx) => {
      await tx.db.update(payoutMethod).set(change).where(eq(payoutMethod.id, methodId));
      await notify(tx, [row.distributorId, "admin"], "payouts");
    });
  },
});
