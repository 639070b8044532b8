import { distributor } from "@upline/db";
import {
  canMove,
  type DistributorId,
  DomainError,
  type EdgeIndex,
  edgeAt,
  edgeIndex,
  type Instant,
  type MoveRefusal,
  startOfDate,
} from "@upline/domain";
import { inArray } from "drizzle-orm";
import { notFound } from "../auth/can-view.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { treeHistory } from "../genealogy/tree-history.ts";
import { SPONSOR } from "../genealogy/tree-index.ts";
import type { TreeMove } from "./move-impact.ts";

/** What is asked for: somebody gets another sponsor, at once or from a day of the company on. */
export interface WantedMove {
  readonly distributorId: DistributorId;
  /** Null: on top. */
  readonly parentId: DistributorId | null;
  /** `YYYY-MM-DD`, a day of the company, which begins at its midnight; null: as soon as it is approved. */
  readonly fromDay: string | null;
}

const SENTENCES: Readonly<Record<Exclude<MoveRefusal, "move_under_own_downline">, string>> = {
  move_in_past: "This day has begun already. Choose a later one, or let the move begin when it is approved.",
  move_target_removed: "The new sponsor is terminated, was merged, or had not joined by then. Choose another one.",
  move_slot_invalid: "This seat is none of the tree.",
  move_no_change: "This is the sponsor already. Nothing would change.",
  move_slot_taken: "This seat is taken.",
};

/** The sponsor tree with everything on record, also what begins later. */
export async function sponsorEdges(deps: Deps): Promise<EdgeIndex> {
  const { edges } = await treeHistory(deps, SPONSOR);
  return edgeIndex(
    edges.map(({ id, parentId, slot, fromAt, seq }) => {
      return { distributor: id, parent: parentId, slot, from: fromAt, seq: Number(seq) };
    }),
  );
}

/**
 * The move as it would be recorded now.
 *
 * @param since  the moment that an undone move began, for the way back from it

 * @throws DomainError one of `MoveRefusal`, `not_found`
 */
export async function checkedMove(
  deps: Deps,
  wanted: WantedMove,
  edges: EdgeIndex,
  since?: Instant,
): Promise<TreeMove> {
  const { distributorId, parentId } = wanted;
  const now = since ?? deps.clock.now();
  const from = wanted.fromDay === null ? now : await midnightOf(deps, wanted.fromDay);
  const named = [distributorId, ...(parentId === null ? [] : [parentId])];
  const known = await deps.db
    .select({ id: distributor.id, status: distributor.status })
    .from(distributor)
    .where(inArray(distributor.id, named));
  if (known.length < new Set(named).size || !edges.has(distributorId)) throw notFound();
  const removed = new Set(known.filter(({ status }) => isRemoved(status)).map(({ id }) => id as string));
  const move: TreeMove = { tree: SPONSOR, distributor: distributorId, parent: parentId, slot: null, from };
  const answer = canMove(move, { edges, width: null, removed, now });
  if (!answer.ok) throw await refusal(deps, answer.reason, move, edges);
  return move;
}

const isRemoved = (status: string) => status === "terminated" || status === "merged";

async function midnightOf(deps: Deps, day: string): Promise<Instant> {
  return startOfDate(day, (await companyOf(deps)).timeZone);
}

/** A circle is told with everybody on it. */
async function refusal(deps: Deps, reason: MoveRefusal, move: TreeMove, edges: EdgeIndex): Promise<DomainError> {
  if (reason !== "move_under_own_downline") return new DomainError(reason, SENTENCES[reason]);
  const { distributor: id, parent, from } = move;
  if (parent === id) return new DomainError(reason, "Nobody can be their own sponsor. Choose somebody else.");
  const path: string[] = [];
  for (let at = parent; at !== null && at !== id && path.length <= edges.size; ) {
    path.unshift(at);
    at = edgeAt(edges, at, from)?.parent ?? null;
  }
  const people = await peopleSeen(deps, [id as DistributorId, ...(path as DistributorId[])]);
  const names = [id, ...path, id].map((one) => people.get(one)?.name ?? one);
  const [first, below] = [names[0], names.at(-2)];
  return new DomainError(
    reason,
    `${below} is below ${first}, so this would make a circle: ${names.join(" → ")}. Choose somebody else.`,
  );
}
