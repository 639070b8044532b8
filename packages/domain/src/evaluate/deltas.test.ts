import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { RUNS } from "../testing.ts";
import { deltas } from "./deltas.ts";

const line = (key: string, minor: bigint) => ({ key, minor });

describe("deltas", () => {
  test.each([
    { name: "a new line is posted whole", target: [line("a", 5n)], posted: {}, is: ["a 5"] },
    { name: "a line as it was posted is left alone", target: [line("a", 5n)], posted: { a: 5n }, is: [] },
    { name: "a changed line is posted by its difference", target: [line("a", 5n)], posted: { a: 7n }, is: ["a -2"] },
    { name: "a line that is no more is taken back", target: [], posted: { a: 5n }, is: ["a -5"] },
    { name: "a line that was taken back is left alone", target: [], posted: { a: 0n }, is: [] },
    {
      name: "the target's order comes first, vanished lines follow by key",
      target: [line("c", 1n), line("b", 1n)],
      posted: { z: 1n, a: 1n },
      is: ["c 1", "b 1", "a -1", "z -1"],
    },
  ])("$name", ({ target, posted, is }) => {
    const found = deltas(target, new Map(Object.entries(posted)));
    expect(found.map(({ key, minor }) => `${key} ${minor}`)).toEqual(is);
  });

  test("carry the line as it shall be", () => {
    const [change, gone] = deltas([line("a", 5n)], new Map(Object.entries({ a: 7n, b: 1n })));
    expect(change).toEqual({ key: "a", minor: -2n, target: 5n, posted: 7n, line: { key: "a", minor: 5n } });
    expect(gone).toEqual({ key: "b", minor: -1n, target: 0n, posted: 1n, line: null });
  });

  test("refuse a key that is in the target twice", () => {
    expect(() => deltas([line("a", 1n), line("a", 2n)], new Map())).toThrow(InvariantError);
  });

  test("posted once make the target, and leave nothing to post", () => {
    const anyKey = fc.constantFrom("a", "b", "c", "d", "e");
    const anyMinor = fc.bigInt(-5n, 5n);
    const anyTarget = fc.uniqueArray(fc.record({ key: anyKey, minor: anyMinor }), { selector: ({ key }) => key });
    const law = fc.property(anyTarget, fc.dictionary(anyKey, anyMinor), (target, before) => {
      const posted = new Map(Object.entries(before));
      for (const { key, minor } of deltas(target, posted)) posted.set(key, (posted.get(key) ?? 0n) + minor);

      expect(deltas(target, posted)).toEqual([]);
      for (const { key, minor } of target) expect(posted.get(key) ?? 0n).toBe(minor);
    });
    fc.assert(law, RUNS);
  });
});
