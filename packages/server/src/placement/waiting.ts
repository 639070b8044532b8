import { distributor, selectRows } from "@upline/db";
import { type DistributorId, type Instant, instant } from "@upline/domain";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { standpointOf } from "../auth/viewer.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { freeSeat } from "./free-seat.ts";
import { deadlineOf, type PlacementTree, placementTrees } from "./placement-trees.ts";

export const ListWaiting = z.strictObject({ tree: z.string().max(100).nullish() });

/** Somebody without a seat, in the order of joining. */
export interface Waiting {
  readonly id: DistributorId;
  readonly joinedAt: Instant;
}

const MOST_SHOWN = 100;

/** Everybody who is to have a seat of a tree and has none, by the moment and then the id of joining. */
export async function waitingFor(deps: Deps, { id: tree }: PlacementTree): Promise<readonly Waiting[]> {
  const rows = await selectRows<{ id: DistributorId; at: string }>(
    deps.db,
    sql`select d.id, to_char(d.joined_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from ${distributor} d
      where d.status in ('good', 'pending', 'suspended')
        and not exists (select 1 from placement_seat s where s.tree = ${tree} and s.distributor_id = d.id)
      order by d.joined_at, d.id`,
  );
  return rows.map(({ id, at }) => ({ id, joinedAt: instant(at) }));
}

/**
 * Who waits for a seat, the earliest deadline first: everybody for the back office, for a distributor those whom he
 * sponsored himself. Each with the seat that the rule proposes now.
 *
 * @returns `tree` null when no plan has a placement tree; `isPlaced` false for a distributor without a seat of his own, who can
 *   give none
 */
export async function listWaiting(deps: Deps, { tree: named }: z.output<typeof ListWaiting>) {
  const trees = await placementTrees(deps);
  const tree = trees.find(({ id }) => id === named) ?? trees[0];
  const shown = trees.map(({ id, label, width, rule }) => ({ id, label, width, rule }));
  if (!tree) return { trees: shown, tree: null, isPlaced: false, count: 0, rows: [] };
  const now = deps.clock.now();
  const own = standpointOf(deps.viewer);
  const sponsors = await treeIndex(deps);
  const all = (await waitingFor(deps, tree)).filter(({ id }) => own === null || sponsors.parentOf(id) === own);
  const found = [];
  for (const { id, joinedAt } of all.slice(0, MOST_SHOWN)) {
    const deadlineAt = await deadlineOf(deps, tree, joinedAt);
    found.push({ id, joinedAt, deadlineAt, isOverdue: deadlineAt <= now, seat: await freeSeat(deps, tree, id) });
  }
  const ids = found.flatMap(({ id, seat }) => [id, sponsors.parentOf(id), seat.parentId]);
  const people = await peopleSeen(deps, ids);
  const personOf = (id: DistributorId | null) => (id === null ? null : (people.get(id) ?? null));
  return {
    trees: shown,
    tree: { id: tree.id, label: tree.label, width: tree.width, rule: tree.rule },
    isPlaced: own === null || (await treeIndex(deps, { tree: tree.id, at: now })).has(own),
    count: all.length,
    rows: found.map(({ id, seat, ...row }) => ({
      ...row,
      id,
      person: personOf(id),
      sponsor: personOf(sponsors.parentOf(id)),
      seat: { parent: personOf(seat.parentId), slot: seat.slot },
    })),
  };
}
