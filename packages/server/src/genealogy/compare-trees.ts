import { type DistributorStatus, distributorStatus } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { desc, lte } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { type PersonRef, refsIn } from "./person-refs.ts";
import { InTree, type TreeView, treeView } from "./tree-view.ts";

export const Compare = z.strictObject({
  tree: InTree.shape.tree,
  from: z.iso.date(),
  /** Left out: today. */
  to: z.iso.date().nullish(),
  limit: z.int().min(1).max(500).default(100),
});

/** Where somebody hangs: under whom (null: on top), and in which seat of a tree with seats. */
interface Place {
  readonly parent: PersonRef | null;
  readonly slot: number | null;
}

/** What is different between two days of one tree. Days count as they ended. */
export async function compareTrees(deps: Deps, { tree, from, to, limit }: z.output<typeof Compare>) {
  const [before, after] = [await treeView(deps, { tree, on: from }), await treeView(deps, { tree, on: to })];
  const { joined, moved } = changesBetween(before, after);
  const left = await leftBetween(deps, before, after);
  const shown = { joined: joined.slice(0, limit), moved: moved.slice(0, limit), left: left.slice(0, limit) };
  const parents = [...shown.joined, ...shown.moved].flatMap((id) => {
    return [before.index.parentOf(id), after.index.parentOf(id)].filter((parent) => parent !== null);
  });
  const refs = await refsIn(deps, after, [...parents, ...shown.joined, ...shown.moved, ...shown.left]);
  const placeIn = ({ index }: TreeView, id: DistributorId): Place => {
    const parentId = index.parentOf(id);
    return { parent: parentId === null ? null : (refs.get(parentId) ?? null), slot: index.slotOf(id) };
  };
  const withPerson = <Row>(ids: readonly DistributorId[], more: (id: DistributorId) => Row) =>
    ids.flatMap((id) => {
      const person = refs.get(id);
      return person ? [{ person, ...more(id) }] : [];
    });
  return {
    from: before.on ?? from,
    to: after.on,
    sizes: { before: before.index.ids.length, after: after.index.ids.length },
    joined: {
      count: joined.length,
      rows: withPerson(shown.joined, (id) => ({ at: after.index.since(id), to: placeIn(after, id) })),
    },
    moved: {
      count: moved.length,
      rows: withPerson(shown.moved, (id) => ({
        at: after.index.since(id),
        from: placeIn(before, id),
        to: placeIn(after, id),
        /** People who moved along, below. */
        teamCount: after.index.teamSize(id),
      })),
    },
    left: { count: left.length, rows: withPerson(shown.left, () => ({})) },
  };
}

/** Who is new in the tree, and who hangs elsewhere; in the order in which it happened. */
function changesBetween({ index: before }: TreeView, { index: after }: TreeView) {
  const joined: DistributorId[] = [];
  const moved: DistributorId[] = [];
  for (const id of after.ids) {
    if (!before.has(id)) joined.push(id);
    else if (before.parentOf(id) !== after.parentOf(id) || before.slotOf(id) !== after.slotOf(id)) moved.push(id);
  }
  const at = (id: DistributorId): Instant | "" => after.since(id) ?? "";
  const byMoment = (a: DistributorId, b: DistributorId) => (at(a) === at(b) ? 0 : at(a) < at(b) ? -1 : 1);
  return { joined: joined.sort(byMoment), moved: moved.sort(byMoment) };
}

const GONE = new Set<DistributorStatus>(["terminated", "merged"]);

/** Whose agreement ended in between: nobody leaves a tree, his place stays and is passed over. */
async function leftBetween(deps: Deps, before: TreeView, after: TreeView): Promise<DistributorId[]> {
  const was = await goneBy(deps, before.at);
  return [...(await goneBy(deps, after.at))].filter((id) => !was.has(id) && after.index.has(id)).sort();
}

async function goneBy({ db }: Deps, at: Instant): Promise<Set<DistributorId>> {
  const rows = await db
    .selectDistinctOn([distributorStatus.distributorId], {
      id: distributorStatus.distributorId,
      status: distributorStatus.status,
    })
    .from(distributorStatus)
    .where(lte(distributorStatus.fromAt, at))
    .orderBy(distributorStatus.distributorId, desc(distributorStatus.fromAt), desc(distributorStatus.seq));
  return new Set(rows.filter(({ status }) => GONE.has(status)).map(({ id }) => id));
}
