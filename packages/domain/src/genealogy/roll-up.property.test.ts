import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyParents, indexOf, nthDistributor, RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { edgesAt, uplineAt } from "./edges.ts";
import { type Column, column, legsOf, rollUp, valueAt } from "./roll-up.ts";
import { numberTree, upline } from "./tree.ts";

const start = instant(0);
/** Ordinary volumes with odd hundredths, or ones beyond the guard, so that both kinds of column are tried. */
const anyOwn = fc.oneof(
  fc.array(fc.bigInt(-1_000_00n, 1_000_01n), { minLength: 40, maxLength: 40 }),
  fc.array(fc.bigInt(-(2n ** 56n), 2n ** 56n), { minLength: 40, maxLength: 40 }),
);
const anyMarks = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });

function treeOf(parents: readonly (number | null)[]) {
  const index = indexOf(parents, start);
  const ids = parents.map((_, n) => nthDistributor(n));
  return { index, tree: numberTree(ids, edgesAt(index, start)) };
}

interface Model {
  readonly parents: readonly (number | null)[];
  readonly own: readonly bigint[];
  readonly stops: readonly boolean[];
}

/** The naive model: own value plus the children's, by definition, on bigints. */
function groupOf(who: number, model: Model, depth = 99): bigint {
  const { parents, own, stops } = model;
  const below = depth === 0 ? [] : parents.flatMap((parent, n) => (parent === who && !stops[n] ? [n] : []));
  return below.reduce((sum, n) => sum + groupOf(n, model, depth - 1), own[who] ?? 0n);
}

const read = (values: Column, count: number) => Array.from({ length: count }, (_, n) => valueAt(values, n));

describe("rolled-up volume", () => {
  test("P30: is what a naive count over the tree gives, whatever stops and however deep", () => {
    const anyDepth = fc.option(fc.nat(5), { nil: undefined });
    const law = fc.property(anyParents(), anyOwn, anyMarks, anyDepth, (parents, owned, stops, maxDepth) => {
      const own = owned.slice(0, parents.length);
      const limits = { stops: Uint8Array.from(parents, (_, n) => Number(stops[n])) };
      const group = rollUp(
        treeOf(parents).tree,
        column(own),
        maxDepth === undefined ? limits : { ...limits, maxDepth },
      );

      expect(read(group, parents.length)).toEqual(own.map((_, n) => groupOf(n, { parents, own, stops }, maxDepth)));
    });
    fc.assert(law, RUNS);
  });

  test("P1: is own volume plus the legs, and over all tops the volume of the period", () => {
    const law = fc.property(anyParents(), anyOwn, (parents, owned) => {
      const own = owned.slice(0, parents.length);
      const { tree } = treeOf(parents);
      const group = rollUp(tree, column(own));
      const legs = read(legsOf(tree, group).sum, parents.length);

      expect(read(group, parents.length)).toEqual(own.map((volume, n) => volume + (legs[n] ?? 0n)));
      const tops = parents.flatMap((parent, n) => (parent === null ? [valueAt(group, n)] : []));
      expect(tops.reduce((a, b) => a + b, 0n)).toBe(own.reduce((a, b) => a + b, 0n));
    });
    fc.assert(law, RUNS);
  });

  test("has in its strongest and second leg the two largest of the frontline", () => {
    const law = fc.property(anyParents(), anyOwn, (parents, owned) => {
      const { tree } = treeOf(parents);
      const group = rollUp(tree, column(owned.slice(0, parents.length)));
      const { strongest, second, count } = legsOf(tree, group);

      for (const who of parents.keys()) {
        const legs = parents.flatMap((parent, n) => (parent === who ? [valueAt(group, n)] : []));
        const [first = 0n, next = 0n] = legs.sort((a, b) => (a === b ? 0 : a > b ? -1 : 1));
        expect([valueAt(strongest, who), valueAt(second, who), count[who]]).toEqual([first, next, legs.length]);
      }
    });
    fc.assert(law, RUNS);
  });
});

describe("a numbered tree", () => {
  test("P31: has the upline that the edges have", () => {
    const law = fc.property(anyParents(), (parents) => {
      const { index, tree } = treeOf(parents);
      for (const [number, canonical] of tree.canon.entries()) {
        const line = [...upline(tree, number)].map((above) => tree.ids[tree.canon[above] ?? -1]);
        expect(line).toEqual(uplineAt(index, nthDistributor(canonical), start));
      }
    });
    fc.assert(law, RUNS);
  });

  test("numbers parents before children and neighbours together", () => {
    const law = fc.property(anyParents(), (parents) => {
      const { tree } = treeOf(parents);
      for (const [number, parent] of tree.parent.entries()) {
        expect(parent).toBeLessThan(number);
        expect(tree.depth[number]).toBe(parent < 0 ? 0 : (tree.depth[parent] ?? 0) + 1);
        if (parent >= 0)
          expect([tree.childAt[parent], tree.childAt[parent + 1]]).toSatisfy(
            ([from, to]) => from <= number && number < to,
          );
      }
    });
    fc.assert(law, RUNS);
  });
});
