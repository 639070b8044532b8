import { z } from "zod";
import { assertReason } from "../approvals/request-approval.ts";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { cancelPayout } from "./cancel-payout.ts";

export const CancelOne = z.strictObject({
  payoutId: z.templateLiteral(["pyt_", z.string().max(40)]),
  reason: z.string().max(500),
});

/**
 * Takes one payout out of its batch before it is sent; an approval that was asked for is void then.
 *
 * @throws DomainError `payout_not_found`, `payout_state_changed`, `reason_too_short`
 */
export async function cancelOne(deps: Deps, { payoutId, reason }: z.output<typeof CancelOne>): Promise<void> {
  assertReason(reason);
  await inTransaction(deps, async (tx) => {
    await cancelPayout(tx, payoutId, "cancelled_by_person");
    await audit(tx, { action: "payouts.cancel", subjectType: "payout", subjectId: payoutId, reason });
  });
}
