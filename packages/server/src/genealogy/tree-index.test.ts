import { type DistributorId, instant } from "@upline/domain";
import { describe, expect, test } from "vitest";
import { buildIndex } from "./tree-index.ts";

const id = (name: string): DistributorId => `dst_${name}`;
const edge = (name: string, parent: string | null, slot: number | null = null) => ({
  id: id(name),
  parentId: parent === null ? null : id(parent),
  slot,
  fromAt: instant("2025-01-01T00:00:00Z"),
});
const index = buildIndex([
  edge("ann", null),
  edge("bob", "ann"),
  edge("cyd", "bob"),
  edge("dee", "ann"),
  edge("lone", null),
]);

describe("the tree index", () => {
  test.each([
    { top: "ann", who: "ann", level: 0, path: ["ann"] },
    { top: "ann", who: "cyd", level: 2, path: ["ann", "bob", "cyd"] },
    { top: "bob", who: "ann", level: null, path: [] },
    { top: "dee", who: "cyd", level: null, path: [] },
    { top: "ann", who: "lone", level: null, path: [] },
  ])("says that $who is $level below $top", ({ top, who, level, path }) => {
    expect(index.levelBelow(id(top), id(who))).toBe(level);
    expect(index.pathFrom(id(top), id(who))).toEqual(path.map(id));
  });

  test("counts everybody below, not the person", () => {
    expect([index.teamSize(id("ann")), index.teamSize(id("bob")), index.teamSize(id("lone"))]).toEqual([3, 1, 0]);
  });

  test("walks a chain of 100,000 people without recursion", () => {
    const name = (n: number) => String(n).padStart(6, "0");
    const chain = buildIndex(Array.from({ length: 100_000 }, (_, n) => edge(name(n), n === 0 ? null : name(n - 1))));
    expect(chain.teamSize(id(name(0)))).toBe(99_999);
    expect(chain.levelBelow(id(name(0)), id(name(99_999)))).toBe(99_999);
  });

  test("of several edges of one person the last one counts", () => {
    const moved = buildIndex([edge("ann", null), edge("bob", "ann"), edge("cyd", "bob"), edge("cyd", "ann")]);
    expect(moved.parentOf(id("cyd"))).toBe(id("ann"));
    expect(moved.childrenOf(id("ann"))).toEqual([id("bob"), id("cyd")]);
    expect(moved.levelBelow(id("bob"), id("cyd"))).toBeNull();
  });

  test("children come by seat, then id", () => {
    const seated = buildIndex([edge("ann", null), edge("bob", "ann", 1), edge("cyd", "ann", 0)]);
    expect(seated.childrenOf(id("ann"))).toEqual([id("cyd"), id("bob")]);
    expect(["ann", "bob", "cyd"].map((name) => seated.slotOf(id(name)))).toEqual([null, 1, 0]);
  });

  test("whoever hangs under somebody that is not in the tree yet stands on top", () => {
    const early = buildIndex([edge("ann", null), edge("bob", "zoe")]);
    expect(early.roots).toEqual([id("ann"), id("bob")]);
  });

  test("agrees with a walk, for 80 random trees with moves", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let run = 0; run < 80; run += 1) {
      const count = 1 + random(30);
      const names = Array.from({ length: count }, (_, n) => `p${String(n).padStart(2, "0")}`);
      const parents = new Map(
        names.map((name, n) => [name, n === 0 || random(6) === 0 ? null : (names[random(n)] ?? null)]),
      );
      const edges = [...names.map((name) => edge(name, names[0] === name ? null : (names[0] ?? null)))];
      edges.push(...[...parents].map(([name, parent]) => edge(name, parent)));
      const tree = buildIndex(edges);
      const upTo = (name: string) => {
        const line = [name];
        for (let at = parents.get(name) ?? null; at !== null; at = parents.get(at) ?? null) line.push(at);
        return line;
      };
      for (const top of names) {
        const below = names.filter((name) => name !== top && upTo(name).includes(top));
        expect(tree.teamSize(id(top))).toBe(below.length);
        expect([...tree.below(id(top))].sort()).toEqual(below.map(id));
        for (const name of names) {
          const level = upTo(name).indexOf(top);
          expect(tree.levelBelow(id(top), id(name))).toBe(level < 0 ? null : level);
          expect(tree.pathFrom(id(top), id(name))).toEqual(
            level < 0
              ? []
              : upTo(name)
                  .slice(0, level + 1)
                  .reverse()
                  .map(id),
          );
        }
      }
    }
  });
});
