import { type Approval, genealogyMove, openApprovals } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { desc } from "drizzle-orm";
import { isExpired, namesOf } from "../approvals/approval-state.ts";
import { actorOf } from "../auth/viewer.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { MOVE, wantedOf } from "./move-subject.ts";
import { whyNotUndoable } from "./undo-move.ts";

const MOST_SHOWN = 100;

/** What waits for a second person, and recorded moves, newest first, each with why it cannot be undone, if so. */
export async function listMoves(deps: Deps) {
  const rows = await deps.db.select().from(genealogyMove).orderBy(desc(genealogyMove.seq)).limit(MOST_SHOWN);
  const open = (await openApprovals(deps.db)).filter((one) => one.subject === MOVE && !isExpired(one, deps));
  const ids = [
    ...rows.flatMap(({ distributorId, fromParentId, toParentId }) => [distributorId, fromParentId, toParentId]),
    ...open
      .map(wantedOf)
      .flatMap(({ distributorId, fromParentId, parentId }) => [distributorId, fromParentId, parentId]),
  ];
  const people = await peopleSeen(deps, ids);
  const personOf = (id: DistributorId | null) => (id === null ? null : (people.get(id) ?? null));
  const moves = [];
  for (const row of rows) {
    moves.push({
      id: row.id,
      person: personOf(row.distributorId),
      from: personOf(row.fromParentId),
      to: personOf(row.toParentId),
      effectiveAt: row.effectiveAt,
      reason: row.reason,
      undoneAt: row.undoneAt,
      whyNotUndoable: await whyNotUndoable(deps, row),
    });
  }
  const nameOf = await namesOf(deps, open);
  return { moves, open: open.map((approval) => openOne(deps, approval, { personOf, nameOf })) };
}

interface Names {
  readonly personOf: (id: DistributorId | null) => { readonly id: DistributorId; readonly name: string } | null;
  readonly nameOf: (userId: string | null) => string | null;
}

function openOne(deps: Deps, approval: Approval, { personOf, nameOf }: Names) {
  const { distributorId, fromParentId, parentId, fromDay } = wantedOf(approval);
  return {
    approvalId: approval.id as `apr_${string}`,
    fingerprint: approval.fingerprint,
    wanted: { distributorId, parentId, fromDay },
    person: personOf(distributorId),
    from: personOf(fromParentId),
    to: personOf(parentId),
    fromDay,
    reason: approval.reason,
    requestedBy: nameOf(approval.requestedBy),
    requestedAt: approval.requestedAt,
    isOwn: approval.requestedBy === actorOf(deps.viewer).id,
  };
}
