import { describe, expect, it } from "vitest";
import { numberTree } from "../genealogy/tree.ts";
import type { CountCond } from "../plan/plan-version.ts";
import { placementCounter } from "./placement-counts.ts";

/**
 * 0 over 1; a over b and c; b over d and e; d over f; x over y; z nowhere.
 * Sponsored by 0: 1. By a: b, f, y, z. By b: e. By x: d.
 */
const ids = ["0", "1", "a", "b", "c", "d", "e", "f", "x", "y", "z"];
const under = (parent: string | null) => ({ parent, slot: null });
const tree = numberTree(
  ids,
  new Map([
    ["0", under(null)],
    ["1", under("0")],
    ["a", under(null)],
    ["b", under("a")],
    ["c", under("a")],
    ["d", under("b")],
    ["e", under("b")],
    ["f", under("d")],
    ["x", under(null)],
    ["y", under("x")],
  ]),
);
const sponsorOf: Record<string, string> = { "1": "0", b: "a", f: "a", y: "a", z: "a", e: "b", d: "x" };
const sponsors = Int32Array.from(ids, (id) => ids.indexOf(sponsorOf[id] ?? "nobody"));

type TreeCount = Exclude<CountCond, { customers: unknown }>;
const always = { always: true } as const;
const legs = (at: "somewhere" | "top", maxDepth?: number): TreeCount => {
  return { legs: { tree: "legs", at, where: always, ...(maxDepth ? { maxDepth } : {}) } };
};
const members = (from: number, to: number | "infinity"): TreeCount => {
  return { members: { tree: "legs", from, to, where: always } };
};

/** What everybody counts to, when these count for their sponsor and those for everybody else. */
function counts(of: TreeCount, sponsored: string, others: string): string {
  const where = {
    frontline: (canonical: number) => sponsored.includes(ids[canonical] ?? "?"),
    deeper: (canonical: number) => others.includes(ids[canonical] ?? "?"),
  };
  const counter = placementCounter(of, tree, where, sponsors);
  return ids.map((id, n) => `${id}${counter.count(n)}`).join(" ");
}

describe("counts in a placement tree that ask who was sponsored by oneself", () => {
  it.each<[string, TreeCount, string, string, string]>([
    ["members at any level", members(1, "infinity"), ids.join(""), "", "01 10 a2 b1 c0 d0 e0 f0 x0 y0 z0"],
    ["members on the first level", members(1, 1), ids.join(""), "", "01 10 a1 b1 c0 d0 e0 f0 x0 y0 z0"],
    ["members on the third", members(3, 3), ids.join(""), "", "00 10 a1 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["members on the second", members(2, 2), ids.join(""), "", "00 10 a0 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["members from the second on", members(2, "infinity"), ids.join(""), "", "00 10 a1 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["members who meet it alone", members(1, "infinity"), "f", "", "00 10 a1 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["members sponsored by others", members(1, "infinity"), "", ids.join(""), "00 10 a3 b2 c0 d1 e0 f0 x1 y0 z0"],
    ["both kinds together", members(1, "infinity"), "b", "e", "00 10 a2 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["legs with one of them", legs("somewhere"), ids.join(""), "", "01 10 a1 b1 c0 d0 e0 f0 x0 y0 z0"],
    ["legs with one of them, within a level", legs("somewhere", 1), "f", "", "00 10 a0 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["legs with one of them, within three levels", legs("somewhere", 3), "f", "", "00 10 a1 b0 c0 d0 e0 f0 x0 y0 z0"],
    ["legs with one of them on top", legs("top"), ids.join(""), "", "01 10 a1 b1 c0 d0 e0 f0 x0 y0 z0"],
    ["legs with somebody else's on top", legs("top"), "", ids.join(""), "00 10 a1 b1 c0 d1 e0 f0 x1 y0 z0"],
    ["legs with somebody else's", legs("somewhere"), "", ids.join(""), "00 10 a2 b1 c0 d1 e0 f0 x1 y0 z0"],
  ])("%s", (...[, of, sponsored, others, expected]) => {
    expect(counts(of, sponsored, others)).toBe(expected);
  });

  it("names each leg by its top, and says nothing of legs where people are counted", () => {
    const where = { frontline: (n: number) => ids[n] === "f", deeper: () => false };
    const counter = placementCounter(legs("somewhere"), tree, where, sponsors);
    expect(counter.legs(2)).toEqual([
      { top: 3, counts: true },
      { top: 4, counts: false },
    ]);
    expect(counter.legs(10)).toEqual([]);
    expect(counter.legs(7)).toEqual([]);
    expect(placementCounter(members(1, 1), tree, where, sponsors).legs(2)).toBeNull();
  });
});
