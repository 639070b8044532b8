import { distributor } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { inArray } from "drizzle-orm";
import { nameAt } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { standingsIn, statusesAt } from "./standings.ts";
import { levelIn, type TreeView } from "./tree-view.ts";

/** A person of a team as a viewer above sees it. Volumes in hundredths; what the person earns is never part of it. */
export interface TeamNode {
  readonly id: DistributorId;
  readonly number: string;
  readonly name: string;
  /** Steps below the viewer; for the back office, below the top of the tree. */
  readonly level: number;
  /** The seat under the parent; null in a tree without seats. */
  readonly slot: number | null;
  readonly status: string;
  readonly isActive: boolean;
  readonly rankId: string;
  readonly rankLabel: string;
  /** Its place on the ladder, counted from 1. */
  readonly rankBars: number;
  readonly pv: bigint;
  /** Null where the plan has no group volume over this tree. */
  readonly gv: bigint | null;
  readonly childCount: number;
  readonly teamCount: number;
  readonly legCount: number;
  /** Legs whose top is active. */
  readonly activeLegs: number;
  readonly joinedAt: Instant;
  /** Joined within the 30 days before the moment of the view. */
  readonly isNew: boolean;
}

const NEW_FOR_MS = 30 * 86_400_000;

/** The nodes of some people of a view, in the order given; a few queries, whatever their number. */
export async function teamNodes(deps: Deps, view: TreeView, ids: readonly DistributorId[]): Promise<TeamNode[]> {
  if (ids.length === 0) return [];
  const { index, at, own } = view;
  const tops = ids.flatMap((id) => index.childrenOf(id));
  const people = await deps.db
    .select()
    .from(distributor)
    .where(inArray(distributor.id, [...ids]));
  const standings = await standingsIn(deps, view, [...ids, ...tops]);
  const statuses = await statusesAt(deps, view, ids);
  const personOf = new Map(people.map((person) => [person.id, person]));
  const ladder = new Map(standings.plan.ranks.map(({ id, label }, place) => [id, { label, bars: place + 1 }]));
  const lowest = standings.plan.ranks[0]?.id ?? "";

  return ids.flatMap((id) => {
    const person = personOf.get(id);
    if (!person) return [];
    const standing = standings.of(id);
    const children = index.childrenOf(id);
    const level = levelIn(view, id);
    const rankId = standing?.rankId ?? lowest;
    return [
      {
        id,
        number: person.number,
        name: nameAt(level, person.name),
        level: own === null ? index.depthOf(id) : level,
        slot: index.slotOf(id),
        status: statuses.get(id) ?? person.status,
        isActive: standing?.isActive ?? false,
        rankId,
        rankLabel: ladder.get(rankId)?.label ?? rankId,
        rankBars: ladder.get(rankId)?.bars ?? 0,
        pv: standing?.pv ?? 0n,
        gv: standing ? standing.gv : standings.hasGroup ? 0n : null,
        childCount: children.length,
        teamCount: index.teamSize(id),
        legCount: children.length,
        activeLegs: children.filter((child) => standings.of(child)?.isActive).length,
        joinedAt: person.joinedAt,
        isNew: Date.parse(at) - Date.parse(person.joinedAt) < NEW_FOR_MS,
      },
    ];
  });
}
