import { genealogyMove } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { desc } from "drizzle-orm";
import { peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { whyNotUndoable } from "./undo-move.ts";

const MOST_SHOWN = 100;

/** Recorded moves, newest first, each with whether it can be undone and else why not. */
export async function listMoves(deps: Deps) {
  const rows = await deps.db.select().from(genealogyMove).orderBy(desc(genealogyMove.seq)).limit(MOST_SHOWN);
  const ids = rows.flatMap(({ distributorId, fromParentId, toParentId }) => [distributorId, fromParentId, toParentId]);
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
      recordedAt: row.recordedAt,
      reason: row.reason,
      undoneAt: row.undoneAt,
      undoReason: row.undoReason,
      whyNotUndoable: await whyNotUndoable(deps, row),
    });
  }
  return { moves };
}
