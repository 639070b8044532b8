import { describe, expect, it } from "vitest";
import { numberTree } from "../genealogy/tree.ts";
import type { CountCond } from "../plan/plan-version.ts";
import { counterOf, visitAll } from "./counts.ts";

/** a over b, c and g; b over d and e; d over f. h stands nowhere. */
const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
const parents: Record<string, string | null> = { a: null, b: "a", c: "a", d: "b", e: "b", f: "d", g: "a" };
const tree = numberTree(ids, new Map(Object.entries(parents).map(([id, parent]) => [id, { parent, slot: null }])));

type TreeCount = Exclude<CountCond, { customers: unknown }>;
const always = { always: true } as const;
const legs = (at: "somewhere" | "top", maxDepth?: number): TreeCount => {
  return { legs: { tree: "sponsor", at, where: always, ...(maxDepth ? { maxDepth } : {}) } };
};
const members = (from: number, to: number | "infinity"): TreeCount => {
  return { members: { tree: "sponsor", from, to, where: always } };
};
const counter = (of: TreeCount, frontline: string, deeper: string) =>
  visitAll(
    counterOf(of, tree, {
      frontline: (canonical) => frontline.includes(ids[canonical] ?? "?"),
      deeper: (canonical) => deeper.includes(ids[canonical] ?? "?"),
    }),
    tree,
  );

describe("what is counted below everybody", () => {
  it.each<[string, TreeCount, readonly [frontline: string, deeper: string], string]>([
    ["legs with somebody who counts", legs("somewhere"), ["f", "f"], "11010000"],
    ["legs within two levels", legs("somewhere", 2), ["f", "f"], "01010000"],
    ["legs within three levels", legs("somewhere", 3), ["f", "f"], "11010000"],
    ["legs with somebody on top", legs("top"), ["bf", "bf"], "10010000"],
    ["legs whose top counts for the one above only", legs("somewhere"), ["e", ""], "01000000"],
    ["legs whose top counts for those further up only", legs("somewhere"), ["", "e"], "10000000"],
    ["all legs", legs("somewhere"), ["abcdefgh", "abcdefgh"], "32010000"],
    ["people on every level", members(1, "infinity"), ["abcdefgh", "abcdefgh"], "63010000"],
    ["people on the first level", members(1, 1), ["abcdefgh", "abcdefgh"], "32010000"],
    ["people on the second level", members(2, 2), ["abcdefgh", "abcdefgh"], "21000000"],
    ["people on the second and third", members(2, 3), ["abcdefgh", "abcdefgh"], "31000000"],
    ["people from the second on", members(2, "infinity"), ["abcdefgh", "abcdefgh"], "31000000"],
    ["people from the third on", members(3, "infinity"), ["abcdefgh", "abcdefgh"], "10000000"],
    ["people below the deepest", members(4, "infinity"), ["abcdefgh", "abcdefgh"], "00000000"],
    ["people who count for the one above only", members(1, "infinity"), ["bf", ""], "10010000"],
    ["people who count for those further up only", members(1, "infinity"), ["", "bf"], "11000000"],
    ["people of the first level by what counts there", members(1, 2), ["b", "cd"], "20000000"],
  ])("%s", (...[, of, [frontline, deeper], expected]) => {
    const { count } = counter(of, frontline, deeper);
    expect(ids.map((_, canonical) => count(canonical)).join("")).toBe(expected);
  });

  it("names each leg by its top, and says nothing of legs where people are counted", () => {
    const { legs: legsOf } = counter(legs("somewhere"), "f", "f");
    expect(legsOf(0)).toEqual([
      { top: 1, counts: true },
      { top: 2, counts: false },
      { top: 6, counts: false },
    ]);
    expect(legsOf(5)).toEqual([]);
    expect(legsOf(7)).toEqual([]);
    expect(counter(members(1, 1), "b", "b").legs(0)).toBeNull();
  });
});
