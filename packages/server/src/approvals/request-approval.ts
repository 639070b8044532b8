import { type ApprovalBody, insertApproval } from "@upline/db";
import { DomainError } from "@upline/domain";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { assertMayDecide } from "./may-decide.ts";

const SHORTEST_REASON = 10;

/** Something that two people decide. */
export interface Asked {
  /** The procedure that asks, as its audit row is called: `adjustments.request`. */
  readonly action: string;
  /** The kind of thing, a key of `SUBJECTS`. */
  readonly subject: string;
  readonly subjectId: string;
  readonly reason: string;
  /** Exactly what is asked for; a ledger transaction's names its approval, so it is made with the id. */
  readonly body: ApprovalBody | ((approvalId: string) => ApprovalBody);
}

/** @throws DomainError `reason_too_short` */
export function assertReason(reason: string): void {
  if (reason.trim().length >= SHORTEST_REASON) return;
  throw new DomainError(
    "reason_too_short",
    "Give a reason of at least ten characters. The second person reads it, and it is kept.",
  );
}

/**
 * Asks a second person for exactly this body, in the caller's transaction.
 *
 * @throws DomainError `reason_too_short`, `second_factor_required`
 */
export async function requestApproval(
  tx: Deps,
  { action, subject, subjectId, reason, body }: Asked,
): Promise<{ readonly approvalId: string; readonly fingerprint: string }> {
  assertReason(reason);
  const by = assertMayDecide(tx);
  const approvalId = tx.newId("apr");
  const fingerprint = await insertApproval(tx.db, {
    id: approvalId,
    subject,
    subjectId,
    reason: reason.trim(),
    body: typeof body === "function" ? body(approvalId) : body,
    requestedBy: actorOf(by).id,
    requestedAt: tx.clock.wall(),
    requestedFrom: by.address,
  });
  await audit(tx, {
    action,
    subjectType: "approval",
    subjectId: approvalId,
    reason,
    after: { subject, subjectId, fingerprint },
  });
  await notify(tx, "admin", "approvals");
  return { approvalId, fingerprint };
}
