import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { instant } from "../time/instant.ts";
import { type Edge, edgeIndex, edgesAt, parentAt, uplineAt } from "./edges.ts";

const day = (n: number) => instant(`2026-03-${String(n).padStart(2, "0")}T00:00:00Z`);
const edge = (distributor: string, parent: string | null, from: number, seq: number): Edge => {
  return { distributor, parent, slot: null, from: day(from), seq };
};
/** cyd hangs under ann, from the 10th under bob; two edges of the 20th put him under dee, then under ann again. */
const edges = edgeIndex([
  edge("cyd", "ann", 20, 9),
  edge("cyd", "dee", 20, 8),
  edge("ann", null, 1, 1),
  edge("bob", "ann", 2, 2),
  edge("cyd", "bob", 10, 4),
  edge("cyd", "ann", 3, 3),
  edge("dee", "bob", 4, 5),
]);

describe("the parent of a distributor", () => {
  test.each([
    { name: "is none before the first edge", who: "cyd", on: 2, parent: undefined },
    { name: "is there from the very moment of the edge", who: "cyd", on: 3, parent: "ann" },
    { name: "stays until the next edge", who: "cyd", on: 9, parent: "ann" },
    { name: "changes with the next edge", who: "cyd", on: 10, parent: "bob" },
    { name: "is the one recorded last, of two at one moment", who: "cyd", on: 20, parent: "ann" },
    { name: "is null on top", who: "ann", on: 5, parent: null },
    { name: "is none for somebody unknown", who: "eve", on: 5, parent: undefined },
  ])("$name", ({ who, on, parent }) => {
    expect(parentAt(edges, who, day(on))).toBe(parent);
  });
});

describe("the upline", () => {
  test.each([
    { who: "cyd", on: 5, line: ["ann"] },
    { who: "cyd", on: 15, line: ["bob", "ann"] },
    { who: "ann", on: 15, line: [] },
    { who: "eve", on: 15, line: [] },
  ])("of $who on day $on is $line", ({ who, on, line }) => {
    expect(uplineAt(edges, who, day(on))).toEqual(line);
  });

  test("is refused when the edges form a circle", () => {
    const circle = edgeIndex([edge("a", "b", 1, 1), edge("b", "a", 1, 2)]);
    expect(() => uplineAt(circle, "a", day(1))).toThrow(InvariantError);
  });
});

test("everybody in the tree has one edge in force", () => {
  const inForce = edgesAt(edges, day(4));
  expect(Object.fromEntries([...inForce].map(([id, { parent }]) => [id, parent]))).toEqual({
    ann: null,
    bob: "ann",
    cyd: "ann",
    dee: "bob",
  });
});
