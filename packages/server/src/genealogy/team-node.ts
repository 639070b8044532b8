import { distributor, estimateStanding } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { and, eq, inArray } from "drizzle-orm";
import { nameAt } from "../auth/can-view.ts";
import { isAdmin, standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { openPeriod } from "../plans/open-period.ts";
import { treeIndex } from "./tree-index.ts";

/** A person of a team as a viewer above sees it. Volumes in hundredths; what the person earns is never part of it. */
export interface TeamNode {
  readonly id: DistributorId;
  readonly number: string;
  readonly name: string;
  /** Steps below the viewer; for the back office, below the root. */
  readonly level: number;
  readonly status: string;
  readonly isActive: boolean;
  readonly rankId: string;
  readonly rankLabel: string;
  readonly pv: bigint;
  readonly gv: bigint;
  readonly childCount: number;
  readonly teamCount: number;
  readonly legCount: number;
  /** Legs whose top is active. */
  readonly activeLegs: number;
  readonly joinedAt: Instant;
  /** Joined within the last 30 days. */
  readonly isNew: boolean;
}

const NEW_FOR_MS = 30 * 86_400_000;

/** The nodes of some people, in the order given; two queries, whatever their number. */
export async function teamNodes(deps: Deps, ids: readonly DistributorId[]): Promise<TeamNode[]> {
  if (ids.length === 0) return [];
  const tree = await treeIndex(deps);
  const { period, plan } = await openPeriod(deps);
  const tops = ids.flatMap((id) => tree.childrenOf(id));
  const people = await deps.db
    .select()
    .from(distributor)
    .where(inArray(distributor.id, [...ids]));
  const standings = await deps.db
    .select()
    .from(estimateStanding)
    .where(and(eq(estimateStanding.periodId, period.id), inArray(estimateStanding.distributorId, [...ids, ...tops])));
  const personOf = new Map(people.map((person) => [person.id, person]));
  const standingOf = new Map(standings.map((standing) => [standing.distributorId, standing]));
  const labels = new Map(plan.ranks.map(({ id, label }) => [id, label]));
  const lowest = plan.ranks[0]?.id ?? "";
  const levelOf = levelsFor(deps, tree);

  return ids.flatMap((id) => {
    const person = personOf.get(id);
    if (!person) return [];
    const standing = standingOf.get(id);
    const children = tree.childrenOf(id);
    const level = levelOf(id);
    const rankId = standing?.paidAs ?? lowest;
    return [
      {
        id,
        number: person.number,
        name: nameAt(isAdmin(deps.viewer) ? 0 : level, person.name),
        level,
        status: person.status,
        isActive: standing?.isActive ?? false,
        rankId,
        rankLabel: labels.get(rankId) ?? rankId,
        pv: standing?.pv ?? 0n,
        gv: standing?.gv ?? 0n,
        childCount: children.length,
        teamCount: tree.teamSize(id),
        legCount: children.length,
        activeLegs: children.filter((child) => standingOf.get(child)?.isActive).length,
        joinedAt: person.joinedAt,
        isNew: Date.parse(deps.clock.now()) - Date.parse(person.joinedAt) < NEW_FOR_MS,
      },
    ];
  });
}

function levelsFor(deps: Deps, tree: Awaited<ReturnType<typeof treeIndex>>): (id: DistributorId) => number {
  const own = standpointOf(deps.viewer);
  if (own !== null) return (id) => tree.levelBelow(own, id) ?? 0;
  return (id) => {
    let level = 0;
    for (let at = tree.parentOf(id); at !== null; at = tree.parentOf(at)) level += 1;
    return level;
  };
}
