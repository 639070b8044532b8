import { rollUp } from "../genealogy/roll-up.ts";
import type { ClosingContext } from "./closing.ts";

/** New volume of the left and the right leg of each person, by canonical number, each epoch in its own tree. */
export function slotVolumes(
  { world, forest, sales }: Pick<ClosingContext, "world" | "forest" | "sales">,
  treeId: string,
  volume: string,
): readonly [bigint[], bigint[]] {
  const sides: [bigint[], bigint[]] = [
    new Array<bigint>(world.ids.length).fill(0n),
    new Array<bigint>(world.ids.length).fill(0n),
  ];
  for (const [epoch, values] of sales.ownIn(treeId).get(volume)?.byEpoch ?? []) {
    const tree = forest(treeId).tree(epoch);
    const group = rollUp(tree, values);
    for (let number = 0; number < tree.canon.length; number += 1) {
      const above = tree.parent[number] ?? -1;
      const side = sides[tree.slot[number] === 1 ? 1 : 0];
      if (above < 0) continue;
      const owner = tree.canon[above] ?? 0;
      side[owner] = (side[owner] ?? 0n) + BigInt(group[tree.canon[number] ?? 0] ?? 0);
    }
  }
  return sides;
}
