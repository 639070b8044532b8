import { type Approval, approvalById, approveApproval, declineApproval, fingerprintOf } from "@upline/db";
import { type DistributorId, DomainError } from "@upline/domain";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type AdminViewer, actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { isExpired } from "./approval-state.ts";
import { assertMayDecide, hasRole, isConcerned } from "./may-decide.ts";
import { assertReason } from "./request-approval.ts";
import type { ApprovalSubject } from "./subject.ts";
import { SUBJECTS } from "./subjects.ts";

const One = { approvalId: z.templateLiteral(["apr_", z.string().max(40)]) };
/** The fingerprint is of what the approver has seen. */
export const Approve = z.strictObject({ ...One, fingerprint: z.string().length(64) });
export const Decline = z.strictObject({ ...One, reason: z.string().max(500) });

/**
 * A second person says yes, and it happens at once: the approval is used in the same transaction, for exactly the body
 * that was asked for.
 *
 * @throws DomainError `approver_is_requester`, `approval_outdated`, `approval_expired`, `already_decided`, `not_allowed`,
 *   `second_factor_required`, `approval_not_found`, and what the thing itself refuses
 */
export async function approve(deps: Deps, { approvalId, fingerprint }: z.output<typeof Approve>): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const { approval, subject } = await openRequest(tx, approvalId);
    const approver = assertMayDecide(tx);
    assertRole(approver, subject);
    if (approval.requestedBy === approver.userId) {
      throw new DomainError("approver_is_requester", "You asked for this, so someone else must approve it.");
    }
    if (isExpired(approval, deps)) {
      throw new DomainError("approval_expired", "This request is older than seven days. Ask again.");
    }
    await assertNotConcerned(tx, approver, await subject.beneficiaries(tx, approval));
    const now = await fingerprintOf(tx.db, await subject.bodyNow(tx, approval));
    if (fingerprint !== approval.fingerprint || now !== approval.fingerprint) {
      throw new DomainError(
        "approval_outdated",
        "What was asked for has changed since. Nothing was approved. Look at it again, then ask anew.",
      );
    }
    const { id: by } = actorOf(approver);
    await approveApproval(tx.db, { id: approvalId, by, at: tx.clock.wall(), from: approver.address });
    await audit(tx, {
      action: "approvals.approve",
      subjectType: "approval",
      subjectId: approvalId,
      reason: approval.reason,
      after: { subject: approval.subject, subjectId: approval.subjectId, fingerprint },
    });
    await subject.act(tx, approval);
    await notify(tx, "admin", "approvals");
  });
}

/**
 * Says no, or takes one's own request back.
 *
 * @throws DomainError `already_decided`, `reason_too_short`, `not_allowed`, `approval_not_found`
 */
export async function decline(deps: Deps, { approvalId, reason }: z.output<typeof Decline>): Promise<void> {
  assertReason(reason);
  await inTransaction(deps, async (tx) => {
    const { approval, subject } = await openRequest(tx, approvalId);
    const who = assertMayDecide(tx);
    if (approval.requestedBy !== who.userId) assertRole(who, subject);
    await declineApproval(tx.db, { id: approvalId, by: who.userId, at: tx.clock.wall(), reason: reason.trim() });
    await subject.onDecline?.(tx, approval);
    await audit(tx, {
      action: "approvals.decline",
      subjectType: "approval",
      subjectId: approvalId,
      reason,
      after: { subject: approval.subject, subjectId: approval.subjectId },
    });
    await notify(tx, "admin", "approvals");
  });
}

async function openRequest(tx: Deps, id: string): Promise<{ approval: Approval; subject: ApprovalSubject }> {
  const approval = await approvalById(tx.db, id, true);
  const subject = SUBJECTS.get(approval?.subject ?? "");
  if (!approval || !subject) throw new DomainError("approval_not_found", "There is no such request.");
  if (approval.approvedBy !== null || approval.declinedBy !== null) {
    throw new DomainError("already_decided", "Somebody has decided this already. Load the page again to see how.");
  }
  return { approval, subject };
}

function assertRole({ role }: AdminViewer, { roles }: ApprovalSubject): void {
  if (hasRole(role, roles)) return;
  throw new DomainError("not_allowed", `This is decided by the role ${[...roles, "owner"].join(" or ")}.`);
}

/** Nobody approves what gives money to himself or to his own line, upwards or downwards. */
async function assertNotConcerned(tx: Deps, approver: AdminViewer, of: readonly DistributorId[]): Promise<void> {
  if (!(await isConcerned(tx, approver, of))) return;
  throw new DomainError("not_allowed", "It concerns you or somebody of your own line, so another person must decide.");
}
