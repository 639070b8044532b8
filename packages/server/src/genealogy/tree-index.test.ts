import type { DistributorId } from "@upline/domain";
import { describe, expect, test } from "vitest";
import { buildIndex } from "./tree-index.ts";

const id = (name: string): DistributorId => `dst_${name}`;
const edge = (name: string, parent: string | null) => ({ id: id(name), parentId: parent === null ? null : id(parent) });
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
});
