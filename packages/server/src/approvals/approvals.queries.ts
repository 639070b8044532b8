import { type Approval, decidedApprovals, openApprovals } from "@upline/db";
import { actorOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { isExpired, namesOf, stateOf } from "./approval-state.ts";

const DECIDED_SHOWN = 50;

/** What waits for a second person, and what was decided lately. */
export async function listApprovals(deps: Deps) {
  const [open, decided] = [await openApprovals(deps.db), await decidedApprovals(deps.db, DECIDED_SHOWN)];
  const nameOf = await namesOf(deps, [...open, ...decided]);
  const own = actorOf(deps.viewer).id;
  const shown = (approval: Approval) => ({
    id: approval.id,
    subject: approval.subject,
    subjectId: approval.subjectId,
    reason: approval.reason,
    body: JSON.stringify(approval.body),
    fingerprint: approval.fingerprint,
    requestedBy: nameOf(approval.requestedBy),
    requestedAt: approval.requestedAt,
    decidedBy: nameOf(approval.approvedBy ?? approval.declinedBy),
    decidedAt: approval.approvedAt ?? approval.declinedAt,
    declineReason: approval.declineReason,
    state: stateOf(approval, deps),
    isOwn: approval.requestedBy === own,
  });
  return { open: open.map(shown), decided: decided.map(shown) };
}

/** How many requests wait. */
export async function countOpen(deps: Deps): Promise<number> {
  return (await openApprovals(deps.db)).filter((one) => !isExpired(one, deps)).length;
}
