import { z } from "zod";
import { assertReason, requestApproval } from "../approvals/request-approval.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { checkedMove, sponsorEdges } from "./move-situation.ts";
import { bodyOf, MOVE } from "./move-subject.ts";
import { Wanted } from "./preview-move.ts";

export const RequestMove = z.strictObject({ ...Wanted, reason: z.string().max(500) });

/**
 * Asks a second person to hang somebody under another sponsor.
 *
 * @throws DomainError `move_…` when it cannot be, `reason_too_short`, `second_factor_required`, `not_found`
 */
export async function requestMove(
  deps: Deps,
  { reason, ...wanted }: z.output<typeof RequestMove>,
): Promise<{ readonly approvalId: string; readonly fingerprint: string }> {
  assertReason(reason);
  return inTransaction(deps, async (tx) => {
    const edges = await sponsorEdges(tx);
    const move = await checkedMove(tx, wanted, edges);
    return requestApproval(tx, {
      action: "moves.request",
      subject: MOVE,
      subjectId: wanted.distributorId,
      reason,
      body: bodyOf(wanted, move, edges),
    });
  });
}
