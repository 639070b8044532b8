import { distributor } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { inArray } from "drizzle-orm";
import { nameAt } from "../auth/can-view.ts";
import { isAdmin, standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";

/** Who stands where, as the viewer may read it. */
export interface PersonRef {
  readonly id: DistributorId;
  readonly number: string;
  readonly name: string;
}

/** People by id: full names down to level 3 below the viewer, then first names; the back office reads all of them. */
export async function peopleSeen(
  deps: Deps,
  ids: Iterable<DistributorId | null>,
): Promise<ReadonlyMap<string, PersonRef>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await deps.db
    .select({ id: distributor.id, number: distributor.number, name: distributor.name })
    .from(distributor)
    .where(inArray(distributor.id, wanted));
  const own = isAdmin(deps.viewer) || deps.viewer.kind === "system" ? null : standpointOf(deps.viewer);
  if (own === null) return new Map(rows.map((row) => [row.id, row]));
  const tree = await treeIndex(deps);
  return new Map(rows.map((row) => [row.id, { ...row, name: nameAt(tree.levelBelow(own, row.id), row.name) }]));
}
