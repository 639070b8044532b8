import { type Column, emptyLike, rollUp, sumColumns } from "../genealogy/roll-up.ts";
import type { NumberedTree } from "../genealogy/tree.ts";
import type { ClosingContext } from "./closing.ts";

/** New volume of the left and the right leg of each person, by canonical number, each epoch in its own tree. */
export function slotVolumes(
  { world, forest, sales }: Pick<ClosingContext, "world" | "forest" | "sales">,
  treeId: string,
  volume: string,
): readonly [Column, Column] {
  const epochs = [...(sales.ownIn(treeId).get(volume)?.byEpoch ?? [])].map(([epoch, values]) => {
    const tree = forest(treeId).tree(epoch);
    return sidesIn(tree, rollUp(tree, values));
  });
  const size = world.ids.length;
  return [
    sumColumns(
      size,
      epochs.map(([left]) => left),
    ),
    sumColumns(
      size,
      epochs.map(([, right]) => right),
    ),
  ];
}

function sidesIn(tree: NumberedTree, group: Column): readonly [Column, Column] {
  const sides = [emptyLike(group), emptyLike(group)] as const;
  for (let number = 0; number < tree.canon.length; number += 1) {
    const above = tree.parent[number] ?? -1;
    const side = sides[tree.slot[number] === 1 ? 1 : 0];
    if (above < 0) continue;
    const owner = tree.canon[above] ?? 0;
    side[owner] = (side[owner] as number) + (group[tree.canon[number] ?? 0] as number);
  }
  return sides;
}
