import { genealogyEdge, genealogyMove, salesOrder } from "@upline/db";
import { type DistributorId, DomainError, type Instant, plusMs } from "@upline/domain";
import { and, desc, eq, gte, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { assertReason } from "../approvals/request-approval.ts";
import { audit } from "../audit/audit.ts";
import { notFound } from "../auth/can-view.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { basePeriodOf, frozenPeriods } from "../periods/counts-in.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { checkedMove, sponsorEdges } from "./move-situation.ts";
import { tellOfMove } from "./move-subject.ts";

export const UndoMove = z.strictObject({
  moveId: z.templateLiteral(["mov_", z.string().max(40)]),
  reason: z.string().max(500),
});

/** A move may be undone this long after it took effect. */
export const UNDO_MS = 86_400_000;

/**
 * Makes a move as if it had never been: from its own instant on the person hangs under the old sponsor again. Only while
 * nothing has been made of it: within a day, before the period is frozen, and before an order of the team was paid.
 *
 * @throws DomainError `move_not_undoable`, `reason_too_short`, `not_found`, `move_…` when the old seat is no more
 */
export async function undoMove(deps: Deps, { moveId, reason }: z.output<typeof UndoMove>): Promise<void> {
  assertReason(reason);
  await inTransaction(deps, async (tx) => {
    await lockForPosting(tx);
    const [move] = await tx.db.select().from(genealogyMove).where(eq(genealogyMove.id, moveId)).for("update");
    if (!move) throw notFound();
    await assertUndoable(tx, move);
    const { tree, distributorId, fromParentId: parentId, effectiveAt: fromAt } = move;
    await checkedMove(tx, { distributorId, parentId, fromDay: null }, await sponsorEdges(tx), fromAt);
    const recordedAt = tx.clock.now();
    await tx.db
      .insert(genealogyEdge)
      .values({ tree, distributorId, parentId, slot: null, fromAt, recordedAt, causeId: `${moveId}.undo` });
    const undoneBy = actorOf(tx.viewer).id;
    await tx.db
      .update(genealogyMove)
      .set({ undoneAt: recordedAt, undoneBy, undoReason: reason.trim() })
      .where(eq(genealogyMove.id, moveId));
    await audit(tx, {
      action: "moves.undo",
      subjectType: "distributor",
      subjectId: distributorId,
      reason,
      before: { parentId: move.toParentId },
      after: { parentId, fromAt },
    });
    await tellOfMove(tx, [distributorId, parentId, move.toParentId]);
  });
}

type MoveRow = typeof genealogyMove.$inferSelect;

async function assertUndoable(tx: Deps, move: MoveRow): Promise<void> {
  const why = await whyNotUndoable(tx, move);
  if (why !== null) throw new DomainError("move_not_undoable", why);
}

/** Why a move cannot be undone any more, as a sentence; null while it can. */
export async function whyNotUndoable(deps: Deps, move: MoveRow): Promise<string | null> {
  const { id, distributorId, effectiveAt } = move;
  if (move.undoneAt !== null) return "This move was undone already.";
  if (deps.clock.now() >= plusMs(effectiveAt, UNDO_MS)) {
    return "A move can be undone for a day. Move the person back with a new move.";
  }
  const [last] = await deps.db
    .select({ id: genealogyMove.id })
    .from(genealogyMove)
    .where(and(eq(genealogyMove.distributorId, distributorId), isNull(genealogyMove.undoneAt)))
    .orderBy(desc(genealogyMove.seq))
    .limit(1);
  if (last?.id !== id) return "This person was moved again since. Undo the newer move first.";
  const { plan } = await planInForce(deps, deps.clock.now());
  if ((await frozenPeriods(deps)).has(basePeriodOf(plan, effectiveAt).id)) {
    return "The period of this move is frozen or closed. Move the person back with a new move.";
  }
  const paid = await paidSince(deps, distributorId, effectiveAt);
  if (paid === 0) return null;
  const orders = paid === 1 ? "One order of this team was" : `${paid} orders of this team were`;
  return `${orders} paid since the move, and their commissions stand. Move the person back with a new move.`;
}

/** Orders of the person and everybody below that count from the move on: their live lines went up the new line. */
async function paidSince(deps: Deps, top: DistributorId, at: Instant): Promise<number> {
  const tree = await treeIndex(deps);
  const team = new Set<string>([top, ...tree.below(top)]);
  const rows = await deps.db
    .select({ by: salesOrder.creditedTo })
    .from(salesOrder)
    .where(and(isNotNull(salesOrder.periodId), gte(salesOrder.effectiveAt, at)));
  return rows.filter(({ by }) => team.has(by)).length;
}
