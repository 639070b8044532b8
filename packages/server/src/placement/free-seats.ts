import type { DistributorId } from "@upline/domain";
import { z } from "zod";
import { notFound } from "../auth/can-view.ts";
import { standpointOf } from "../auth/viewer.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { slotsOf } from "./free-seat.ts";
import { placementTrees } from "./placement-trees.ts";

const Id = z.templateLiteral(["dst_", z.string().max(40)]);
export const SeatsBelow = z.strictObject({ tree: z.string().max(100), parentId: Id.nullable() });

/**
 * The seats below one person, each with who has it, and the way up from him: what somebody browses who looks for a free
 * one. Without a person it is the top, for a distributor he himself.
 *
 * @throws DomainError `not_found` for a person without a seat, or one whom the viewer does not see
 */
export async function seatsBelow(deps: Deps, { tree: named, parentId }: z.output<typeof SeatsBelow>) {
  const tree = (await placementTrees(deps)).find(({ id }) => id === named);
  if (!tree) throw notFound();
  const index = await treeIndex(deps, { tree: tree.id, at: deps.clock.now() });
  const own = standpointOf(deps.viewer);
  const top = own ?? index.roots[0] ?? null;
  const at = parentId ?? top;
  if (at === null || !index.has(at)) {
    if (parentId !== null) throw notFound();
    return { path: [], seats: [] };
  }
  if (top === null || index.levelBelow(top, at) === null) throw notFound();
  const path = index.pathFrom(top, at);
  const below = slotsOf(index).get(at) ?? [];
  const people = await peopleSeen(deps, [...path, ...(below as (DistributorId | null)[])]);
  return {
    path: path.map((id) => people.get(id) ?? { id, number: "", name: "" }),
    seats: Array.from({ length: tree.width }, (_, slot) => {
      const id = (below[slot] ?? null) as DistributorId | null;
      return {
        slot,
        person: id === null ? null : (people.get(id) ?? null),
        team: id === null ? 0 : index.teamSize(id),
      };
    }),
  };
}
