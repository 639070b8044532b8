import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { children, numberTree, upline } from "./tree.ts";

const edges = (of: Record<string, [parent: string | null, slot?: number]>) =>
  new Map(Object.entries(of).map(([id, [parent, slot = null]]) => [id, { parent, slot }]));

describe("a numbered tree", () => {
  //        b        a       (roots in canonical order: a, b; f is not placed)
  //      / | \      |
  //     c  e  g     d
  const tree = numberTree(
    ["a", "b", "c", "d", "e", "f", "g"],
    edges({ a: [null], b: [null], c: ["b"], d: ["a"], e: ["b"], g: ["b"] }),
  );
  const idOf = (number: number) => tree.ids[tree.canon[number] ?? -1];

  test("is numbered breadth first, roots and children by id", () => {
    expect([...tree.canon].map((_, number) => idOf(number))).toEqual(["a", "b", "d", "c", "e", "g"]);
    expect([...tree.depth]).toEqual([0, 0, 1, 1, 1, 1]);
    expect([...tree.parent]).toEqual([-1, -1, 0, 1, 1, 1]);
    expect([...tree.childAt]).toEqual([2, 3, 6, 6, 6, 6, 6]);
  });

  test("knows who is not placed", () => {
    expect([...tree.bfs]).toEqual([0, 1, 3, 2, 4, -1, 5]);
  });

  test("gives the frontline and the upline of a person", () => {
    expect([...children(tree, 1)].map(idOf)).toEqual(["c", "e", "g"]);
    expect([...children(tree, 5)]).toEqual([]);
    expect([...upline(tree, 5)].map(idOf)).toEqual(["b"]);
  });

  test("orders children by slot before id", () => {
    const binary = numberTree(["a", "b", "c"], edges({ a: [null], b: ["a", 1], c: ["a", 0] }));
    expect([...binary.canon].map((canon) => binary.ids[canon])).toEqual(["a", "c", "b"]);
    expect([...binary.slot]).toEqual([-1, 0, 1]);
  });

  test.each([
    { name: "in their order", slots: [0, 1, 2, 3], order: ["b", "c", "d", "e"] },
    { name: "the other way round", slots: [3, 2, 1, 0], order: ["e", "d", "c", "b"] },
    { name: "crossed", slots: [2, 0, 3, 1], order: ["c", "e", "b", "d"] },
    { name: "two of them twice", slots: [1, 0, 1, 0], order: ["c", "e", "b", "d"] },
    { name: "all the same", slots: [1, 1, 1, 1], order: ["b", "c", "d", "e"] },
  ])("orders four by slot, $name", ({ slots: [b = 0, c = 0, d = 0, e = 0], order }) => {
    const seats = edges({ a: [null], b: ["a", b], c: ["a", c], d: ["a", d], e: ["a", e] });
    const matrix = numberTree(["a", "b", "c", "d", "e"], seats);
    expect([...children(matrix, 0)].map((number) => matrix.ids[matrix.canon[number] ?? -1])).toEqual(order);
  });

  test("may be empty", () => {
    expect(numberTree([], new Map()).childAt).toEqual(new Int32Array([0]));
    expect([...numberTree(["a"], new Map()).bfs]).toEqual([-1]);
  });

  test.each([
    { name: "ids out of order", ids: ["b", "a"], of: edges({}) },
    { name: "an id twice", ids: ["a", "a"], of: edges({}) },
    { name: "an unknown parent", ids: ["a"], of: edges({ a: ["x"] }) },
    { name: "an unknown parent beside a top", ids: ["a", "b"], of: edges({ a: [null], b: ["x"] }) },
    { name: "an empty id", ids: ["", "a"], of: edges({}) },
    { name: "an unplaced parent", ids: ["a", "b"], of: edges({ b: ["a"] }) },
    { name: "a circle", ids: ["a", "b", "c"], of: edges({ a: [null], b: ["c"], c: ["b"] }) },
    { name: "somebody under himself", ids: ["a"], of: edges({ a: ["a"] }) },
  ])("is refused for $name", ({ ids, of }) => {
    expect(() => numberTree(ids, of)).toThrow(InvariantError);
  });
});
