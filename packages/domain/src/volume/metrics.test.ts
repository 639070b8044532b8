import { describe, expect, test } from "vitest";
import { valueAt } from "../genealogy/roll-up.ts";
import { numberTree } from "../genealogy/tree.ts";
import { groupVolume, ownVolumeTally } from "./metrics.ts";

const IDS = ["a", "b", "c"];
const tree = numberTree(
  IDS,
  new Map(Object.entries({ a: null, b: "a", c: "b" }).map(([id, parent]) => [id, { parent, slot: null }])),
);

describe("group volume", () => {
  test.each([
    { name: "of few points", unit: 1n },
    { name: "beyond the numbers", unit: 2n ** 58n },
  ])("$name has own volume in it, or not, and so many levels", ({ unit }) => {
    const tally = ownVolumeTally(3);
    for (const [canonical, times] of [1n, 2n, 4n].entries()) tally.add(0, canonical, times * unit);
    tally.add(1, 0, unit);
    const own = tally.finish();
    const groupOf = (limits: Parameters<typeof groupVolume>[2]) => {
      const group = groupVolume(own, () => tree, limits);
      return IDS.map((_, canonical) => valueAt(group, canonical) / unit);
    };
    expect(groupOf({ includeSelf: true })).toEqual([8n, 6n, 4n]);
    expect(groupOf({ includeSelf: false })).toEqual([6n, 4n, 0n]);
    expect(groupOf({ includeSelf: true, maxDepth: 1 })).toEqual([4n, 6n, 4n]);
  });
});
