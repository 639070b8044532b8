import { describe, expect, test } from "vitest";
import { column, highestBelow, legsOf, rollUp, valueAt } from "./roll-up.ts";
import { numberTree, upline } from "./tree.ts";

const edges = (of: Record<string, string | null>) =>
  new Map(Object.entries(of).map(([id, parent]) => [id, { parent, slot: null }]));
const ids = ["ann", "bob", "cyd", "dee", "eve", "fay"];
//  ann ─ bob ─ dee ─ eve      fay is not placed
//      └ cyd
const tree = numberTree(ids, edges({ ann: null, bob: "ann", cyd: "ann", dee: "bob", eve: "dee" }));
const own = column([1_00n, 2_00n, 4_00n, 8_00n, 16_00n, 32_00n]);
const all = (values: Float64Array | BigInt64Array) => ids.map((_, canonical) => valueAt(values, canonical));
const only = (...marked: string[]) => Uint8Array.from(ids, (id) => Number(marked.includes(id)));

describe("a column", () => {
  test("holds numbers while every sum is exact, 64-bit integers beyond", () => {
    expect(column([2n ** 52n, -(2n ** 52n) + 1n])).toBeInstanceOf(Float64Array);
    expect(column([2n ** 52n, -(2n ** 52n)])).toBeInstanceOf(BigInt64Array);
    expect(column([])).toBeInstanceOf(Float64Array);
  });

  test("refuses more than 64 bits", () => {
    expect(() => column([2n ** 63n])).toThrow("the volume of a period fits 64 bits");
  });
});

describe("rollUp", () => {
  test.each([
    { name: "adds everybody below", limits: {}, group: [31_00n, 26_00n, 4_00n, 24_00n, 16_00n, 32_00n] },
    { name: "adds one level", limits: { maxDepth: 1 }, group: [7_00n, 10_00n, 4_00n, 24_00n, 16_00n, 32_00n] },
    { name: "adds two levels", limits: { maxDepth: 2 }, group: [15_00n, 26_00n, 4_00n, 24_00n, 16_00n, 32_00n] },
    { name: "adds no level", limits: { maxDepth: 0 }, group: [1_00n, 2_00n, 4_00n, 8_00n, 16_00n, 32_00n] },
    {
      name: "leaves a stopped leg to its top",
      limits: { stops: only("dee") },
      group: [7_00n, 2_00n, 4_00n, 24_00n, 16_00n, 32_00n],
    },
    {
      name: "leaves it out of a few levels too",
      limits: { stops: only("dee"), maxDepth: 9 },
      group: [7_00n, 2_00n, 4_00n, 24_00n, 16_00n, 32_00n],
    },
  ])("$name", ({ limits, group }) => {
    expect(all(rollUp(tree, own, limits))).toEqual(group);
    expect(all(own)).toEqual([1_00n, 2_00n, 4_00n, 8_00n, 16_00n, 32_00n]);
  });

  test("is the same beyond the numbers", () => {
    const big = 2n ** 55n + 1n;
    const group = rollUp(tree, column([1n, big, 0n, 1n, 0n, 0n]));

    expect(group).toBeInstanceOf(BigInt64Array);
    expect(all(group)).toEqual([big + 2n, big + 1n, 0n, 1n, 0n, 0n]);
  });
});

describe("legs", () => {
  test("are the groups of the frontline", () => {
    const { strongest, second, sum, count } = legsOf(tree, rollUp(tree, own));

    expect(all(strongest)).toEqual([26_00n, 24_00n, 0n, 16_00n, 0n, 0n]);
    expect(all(second)).toEqual([4_00n, 0n, 0n, 0n, 0n, 0n]);
    expect(all(sum)).toEqual([30_00n, 24_00n, 0n, 16_00n, 0n, 0n]);
    expect([...count]).toEqual([2, 1, 0, 1, 0, 0]);
  });

  test("may be in debt; a missing leg is not", () => {
    const { strongest, second } = legsOf(tree, column([0n, -5n, -7n, -9n, 0n, 0n]));
    expect([valueAt(strongest, 0), valueAt(second, 0)]).toEqual([-5n, -7n]);
    expect([valueAt(strongest, 1), valueAt(second, 1)]).toEqual([-9n, 0n]);
  });

  test("end where somebody has broken away", () => {
    const { sum, count } = legsOf(tree, rollUp(tree, own), only("bob"));
    expect([valueAt(sum, 0), count[0]]).toEqual([4_00n, 1]);
  });
});

test("the highest rank of a group is found in one pass", () => {
  const ranks = Uint8Array.from([1, 0, 2, 0, 3, 9]);
  expect([...highestBelow(tree, ranks)]).toEqual([3, 3, 2, 3, 3, 9]);
});

test("the highest rank of a group is not that of another top, and what was given stays as it was", () => {
  const two = numberTree(ids, edges({ ann: null, bob: "ann", cyd: "ann", dee: null, eve: "dee" }));
  const ranks = Uint8Array.from([1, 2, 4, 7, 5, 9]);
  expect([...highestBelow(two, ranks)]).toEqual([4, 2, 4, 7, 5, 9]);
  expect([...ranks]).toEqual([1, 2, 4, 7, 5, 9]);
});

test("a chain of 100,000 people is no deeper than a bush", () => {
  const size = 100_000;
  const chain = Array.from({ length: size }, (_, n) => `dst_${String(n).padStart(6, "0")}`);
  const links = new Map(chain.map((id, n) => [id, { parent: n === 0 ? null : (chain[n - 1] ?? null), slot: null }]));
  const deep = numberTree(chain, links);
  const group = rollUp(deep, column(chain.map(() => 1n)));

  expect(valueAt(group, 0)).toBe(BigInt(size));
  expect(valueAt(legsOf(deep, group).strongest, 0)).toBe(BigInt(size - 1));
  expect([...upline(deep, size - 1)]).toHaveLength(size - 1);
});
