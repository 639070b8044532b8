import { type Approval, decidedApprovals, openApprovals, user } from "@upline/db";
import { inArray } from "drizzle-orm";
import { actorOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { isExpired } from "./decide-approval.ts";

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

export type ApprovalState = "open" | "expired" | "approved" | "declined";

export function stateOf(approval: Approval, deps: Pick<Deps, "clock">): ApprovalState {
  if (approval.approvedBy !== null) return "approved";
  if (approval.declinedBy !== null) return "declined";
  return isExpired(approval, deps) ? "expired" : "open";
}

/** Names of the people who asked and decided. */
export async function namesOf(
  deps: Deps,
  approvals: readonly Approval[],
): Promise<(id: string | null) => string | null> {
  const ids = approvals.flatMap(({ requestedBy, approvedBy, declinedBy }) => [requestedBy, approvedBy, declinedBy]);
  const known = ids.filter((id): id is string => id !== null);
  if (known.length === 0) return (id) => id;
  const rows = await deps.db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, [...new Set(known)]));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? id));
}
