import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { column, valueAt } from "../genealogy/roll-up.ts";
import { type NumberedTree, numberTree } from "../genealogy/tree.ts";
import { RUNS } from "../testing.ts";
import { type LegPick, legColumn, nearGroup, openSides, pickLeg, stoppedSides } from "./sides.ts";

const BIG = 2n ** 60n;
const IDS = ["a", "b", "c", "d"];
const PICKS: readonly LegPick[] = ["strongest", "weakest", "allButStrongest", 1, 2, 3];

type Seats = Readonly<Record<string, readonly [parent: string | null, slot?: number]>>;

const treeOf = (seats: Seats) =>
  numberTree(IDS, new Map(Object.entries(seats).map(([id, [parent, slot = null]]) => [id, { parent, slot }])));
const always = (tree: NumberedTree) => ({ last: 0, tree: () => tree });
const ownOf = (values: readonly bigint[]) => ({ byEpoch: new Map([[0, column(values)]]), total: column(values) });

/** b and c under a, d not in the tree. */
const PAIR = treeOf({ a: [null], b: ["a", 0], c: ["a", 1] });

describe("the leg that a metric asks for", () => {
  test.each<[LegPick, boolean, readonly bigint[], bigint]>([
    ["strongest", false, [], 0n],
    ["strongest", false, [5n, 3n, 1n], 5n],
    ["weakest", false, [5n, 3n, 1n], 1n],
    ["weakest", false, [5n], 5n],
    ["weakest", false, [], 0n],
    ["allButStrongest", false, [5n, 3n, 1n], 4n],
    ["allButStrongest", true, [5n], 0n],
    [1, false, [5n, 3n], 5n],
    [2, false, [5n, 3n], 3n],
    [3, false, [5n, 3n], 0n],
    ["weakest", true, [5n], 0n],
    ["weakest", true, [5n, 3n], 3n],
    ["weakest", true, [-5n], -5n],
    ["strongest", true, [-5n], 0n],
    ["strongest", true, [-5n, -7n], -5n],
    ["strongest", false, [-5n], -5n],
    [2, true, [-5n], -5n],
    ["strongest", true, [], 0n],
  ])("%s, binary %s, of %s is %s", (pick, isBinary, legs, volume) => {
    expect(pickLeg(legs, pick, isBinary)).toBe(volume);
  });
});

describe("the column of a leg", () => {
  test.each<[LegPick, boolean, readonly bigint[], readonly bigint[]]>([
    ["strongest", true, [1n, 20n, 30n, 9n], [30n, 0n, 0n, 0n]],
    [1, true, [1n, 20n, 30n, 9n], [30n, 0n, 0n, 0n]],
    ["weakest", true, [1n, 20n, 30n, 9n], [20n, 0n, 0n, 0n]],
    ["allButStrongest", false, [1n, 20n, 30n, 9n], [20n, 0n, 0n, 0n]],
    ["strongest", false, [1n, BIG + 1n, BIG, 0n], [BIG + 1n, 0n, 0n, 0n]],
    ["weakest", true, [1n, BIG + 1n, BIG, 0n], [BIG, 0n, 0n, 0n]],
    ["allButStrongest", false, [1n, BIG + 1n, BIG - 1n, 0n], [BIG - 1n, 0n, 0n, 0n]],
  ])("%s, binary %s, of %s is %s", (pick, isBinary, own, legs) => {
    const found = legColumn(always(PAIR), ownOf(own), pick, isBinary);
    expect(found && IDS.map((_, at) => valueAt(found, at))).toEqual(legs);
  });

  test.each<[string, bigint, LegPick, readonly [isBinary: boolean, leg: bigint]]>([
    ["that brought something is above the one that is missing", 20n, "weakest", [true, 0n]],
    ["in debt is below the one that is missing", -20n, "weakest", [true, -20n]],
    ["that brought something is the strongest", 20n, "strongest", [true, 20n]],
    ["in debt is not the strongest beside the one that is missing", -20n, "strongest", [true, 0n]],
    ["in debt is not the first beside the one that is missing", -20n, 1, [true, 0n]],
    ["in debt is the strongest where none is missing", -20n, "strongest", [false, -20n]],
  ])("the only one %s", (_, volume, pick, [isBinary, leg]) => {
    const one = treeOf({ a: [null], b: ["a", 0] });
    const found = legColumn(always(one), ownOf([0n, volume, 0n, 0n]), pick, isBinary);
    expect(found && valueAt(found, 0)).toBe(leg);
  });

  test.each<[string, LegPick, boolean, NumberedTree]>([
    ["the second", 2, true, PAIR],
    ["the weakest of many", "weakest", false, PAIR],
    ["two in one slot", "strongest", false, treeOf({ a: [null], b: ["a", 0], c: ["a", 0] })],
  ])("is not told for %s", (_, pick, isBinary, tree) => {
    expect(legColumn(always(tree), ownOf([0n, 0n, 0n, 0n]), pick, isBinary)).toBeNull();
  });

  test.each([
    ["two trees", [0, 1]],
    ["an earlier tree", [1]],
    ["no tree", []],
  ])("is not told for volume of %s", (_, epochs) => {
    const total = new Float64Array(4);
    const byEpoch = new Map(epochs.map((epoch) => [epoch, total]));
    expect(legColumn(always(PAIR), { byEpoch, total }, "strongest", true)).toBeNull();
  });

  test.each<[string, NumberedTree]>([
    ["one slot under two parents", treeOf({ a: [null], b: ["a", 0], c: ["b", 0] })],
    ["one slot under neighbours", treeOf({ a: [null], b: [null], c: ["a", 0], d: ["b", 0] })],
    ["no slots", treeOf({ a: [null], b: ["a"], c: ["a"] })],
  ])("is told for %s", (_, tree) => {
    expect(legColumn(always(tree), ownOf([0n, 0n, 0n, 0n]), "strongest", false)).not.toBeNull();
  });

  test("is what a look at each person's legs gives", () => {
    const anySlot = fc.constantFrom(0, 1);
    const anyPlace = fc.tuple(anySlot, anySlot, anySlot);
    const anyVolume = fc.oneof(fc.bigInt(-9n, 9n), fc.bigInt(-BIG, BIG));
    const anyOwn = fc.array(anyVolume, { minLength: 4, maxLength: 4 });
    const law = fc.property(
      anyPlace,
      anyOwn,
      fc.constantFrom(...PICKS),
      fc.boolean(),
      ([b, c, d], own, pick, isBinary) => {
        const tree = treeOf({ a: [null], b: ["a", b], c: b === c ? ["b", c] : ["a", c], d: ["c", d] });
        const found = legColumn(always(tree), ownOf(own), pick, isBinary);
        const sides = openSides(always(tree), ownOf(own));
        if (found === null) return;
        for (const person of IDS.keys()) {
          expect(valueAt(found, person)).toBe(pickLeg(sides.legs(person), pick, isBinary));
        }
      },
    );
    fc.assert(law, RUNS);
  });
});

describe("legs", () => {
  test("are strongest first, and keep a slot together over two trees", () => {
    const before = treeOf({ a: [null], b: ["a", 0], c: ["a", 1] });
    const after = treeOf({ a: [null], c: ["a", 1], d: ["a", 0] });
    const own = {
      byEpoch: new Map([
        [0, column([0n, 5n, 7n, 0n])],
        [1, column([1n, 100n, 2n, 6n])],
      ]),
      total: column([1n, 105n, 9n, 6n]),
    };
    const sides = openSides({ last: 1, tree: (epoch) => (epoch === 0 ? before : after) }, own);
    expect(sides.legs(0)).toEqual([11n, 9n]);
    expect([sides.group(0), sides.group(1), sides.group(2)]).toEqual([21n, 105n, 9n]);
    expect(sides.legs(1)).toEqual([]);
  });

  test("without volume are there all the same", () => {
    const none = { byEpoch: new Map<number, Float64Array>(), total: new Float64Array(4) };
    const sides = openSides(always(PAIR), none);
    expect(sides.legs(0)).toEqual([0n, 0n]);
    expect([sides.group(0), sides.group(3)]).toEqual([0n, 0n]);
  });

  test("of those who are not in the tree are none, also where others stop", () => {
    const own = column([0n, 5n, 7n, 9n]);
    const sides = stoppedSides(PAIR, own, () => false);
    for (let number = PAIR.canon.length - 1; number >= 0; number -= 1) sides.visit(number);
    expect(IDS.map((_, person) => sides.legs(person))).toEqual([[7n, 5n], [], [], []]);
    expect(IDS.map((_, person) => sides.group(person))).toEqual([12n, 5n, 7n, 9n]);
    expect(stoppedSides(PAIR, own, (person) => person === 2).legs(0)).toEqual([5n]);
  });
});

test("the near group of somebody outside the tree is his own volume", () => {
  const near = nearGroup(PAIR, column([1n, 5n, 7n, 9n]), { isStopped: () => false, maxDepth: 3 });
  expect(IDS.map((_, person) => near(person))).toEqual([13n, 5n, 7n, 9n]);
});
