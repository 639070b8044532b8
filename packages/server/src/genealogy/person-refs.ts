import { distributor } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { inArray } from "drizzle-orm";
import { nameAt } from "../auth/can-view.ts";
import { standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "./tree-index.ts";
import type { TreeView } from "./tree-view.ts";

/** Who stands where, as somebody may read it. */
export interface PersonRef {
  readonly id: DistributorId;
  readonly number: string;
  readonly name: string;
}

/** People as the viewer may read them, in the order asked for; unknown ids are left out. */
export async function personRefs(deps: Deps, ids: readonly DistributorId[]): Promise<PersonRef[]> {
  if (ids.length === 0) return [];
  const tree = await treeIndex(deps);
  const rows = await deps.db
    .select({ id: distributor.id, number: distributor.number, name: distributor.name })
    .from(distributor)
    .where(inArray(distributor.id, [...new Set(ids)]));
  const own = standpointOf(deps.viewer);
  const refs = new Map(
    rows.map((row) => [row.id, own === null ? row : { ...row, name: nameAt(tree.levelBelow(own, row.id), row.name) }]),
  );
  return ids.flatMap((id) => refs.get(id) ?? []);
}

/** People of a view as the viewer may read them there. */
export async function refsIn(
  deps: Deps,
  { index, own }: TreeView,
  ids: readonly DistributorId[],
): Promise<ReadonlyMap<DistributorId, PersonRef>> {
  if (ids.length === 0) return new Map();
  const rows = await deps.db
    .select({ id: distributor.id, number: distributor.number, name: distributor.name })
    .from(distributor)
    .where(inArray(distributor.id, [...new Set(ids)]));
  const levelOf = (id: DistributorId) => (own === null ? 0 : index.levelBelow(own, id));
  return new Map(rows.map((row) => [row.id, { ...row, name: nameAt(levelOf(row.id), row.name) }]));
}
