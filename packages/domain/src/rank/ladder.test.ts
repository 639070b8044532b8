import { describe, expect, it } from "vitest";
import { numberTree } from "../genealogy/tree.ts";
import type { Visitor } from "./counts.ts";
import { rankAll } from "./ladder.ts";

/** a over b, b over c; d on top beside a; e stands nowhere. */
const ids = ["a", "b", "c", "d", "e"];
const under = (parent: string | null) => ({ parent, slot: null });
const tree = numberTree(
  ids,
  new Map([
    ["a", under(null)],
    ["b", under("a")],
    ["c", under("b")],
    ["d", under(null)],
  ]),
);
const who = (...names: string[]) => {
  return (canonical: number) => names.includes(ids[canonical] ?? "?");
};

function ranked(ladder: readonly ((canonical: number) => boolean)[], counters: readonly Visitor[] = []): string {
  const ranks = new Uint8Array(ids.length).fill(9);
  rankAll(tree, ladder, ranks, counters);
  return ranks.join("");
}

describe("the rank each qualifies for", () => {
  it("is the highest whose condition holds, whatever the ones below say", () => {
    expect(ranked([() => true, who("a", "b"), who("b", "c", "e"), who("e")])).toBe("12203");
  });

  it("is the lowest where nothing holds, also when its own condition would not", () => {
    expect(ranked([() => false, () => false])).toBe("00000");
  });

  it("asks nobody about the lowest", () => {
    const lowest = () => {
      throw new Error("the lowest rank is not asked about");
    };
    expect(ranked([lowest, who("d")])).toBe("00010");
  });

  it("is decided below first: a condition reads the ranks of descendants", () => {
    const seen = new Set<number>();
    const counter: Visitor = { visit: (number) => void seen.add(number) };
    const isBelowKnown = (canonical: number) => {
      const number = tree.bfs[canonical] ?? -1;
      if (number < 0) return seen.size === 4;
      for (let child = tree.childAt[number] ?? 0; child < (tree.childAt[number + 1] ?? 0); child += 1) {
        if (!seen.has(child)) return false;
      }
      return true;
    };
    expect(ranked([() => true, isBelowKnown], [counter])).toBe("11111");
    expect([...seen].toSorted()).toEqual([0, 1, 2, 3]);
  });

  it("asks once about each, and never about anybody else", () => {
    const asked: number[] = [];
    ranked([
      () => true,
      (canonical) => {
        asked.push(canonical);
        return false;
      },
    ]);
    expect(asked.toSorted()).toEqual([0, 1, 2, 3, 4]);
  });
});
