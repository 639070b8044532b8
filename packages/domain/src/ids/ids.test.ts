import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { RUNS } from "../testing.ts";
import { isId, makeId } from "./ids.ts";

const bytes = (...values: number[]) => Uint8Array.from({ length: 10 }, (_, at) => values[at] ?? 0);
const ff = Uint8Array.from({ length: 10 }, () => 255);

describe("makeId", () => {
  test.each([
    { prefix: "dst", ms: 0, random: bytes(), id: "dst_0000000000e008000000000000" },
    { prefix: "ord", ms: 2 ** 48 - 1, random: ff, id: "ord_7zzzzzzzzzfzzvzzzzzzzzzzzz" },
    { prefix: "mail", ms: 1_700_000_000_000, random: bytes(), id: "mail_01hf7yat00e008000000000000" },
  ] as const)("makes $id", ({ prefix, ms, random, id }) => {
    expect(makeId(prefix, ms, random)).toBe(id);
  });

  test("holds a version 7 UUID of its time and its random bits", () => {
    const law = fc.property(
      fc.integer({ min: 0, max: 2 ** 48 - 1 }),
      fc.uint8Array({ minLength: 10, maxLength: 10 }),
      (ms, random) => {
        const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        const digits = [...makeId("evt", ms, random).slice(4)];
        const uuid = digits.reduce((bits, digit) => (bits << 5n) | BigInt(alphabet.indexOf(digit)), 0n);

        expect(digits.length).toBe(26);
        expect(uuid >> 80n).toBe(BigInt(ms));
        expect([(uuid >> 76n) & 15n, (uuid >> 62n) & 3n]).toEqual([7n, 2n]);
        const kept = (((uuid >> 64n) & 0xfffn) << 62n) | (uuid & ((1n << 62n) - 1n));
        expect(kept).toBe(random.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n) & ((1n << 74n) - 1n));
      },
    );
    fc.assert(law, RUNS);
  });

  test("sorts as its time does", () => {
    const law = fc.property(fc.nat(), fc.nat(), (a, b) => {
      const [first, second] = [makeId("dst", a, ff), makeId("dst", b, bytes())];
      return a < b ? first < second : a > b ? first > second : true;
    });
    fc.assert(law, RUNS);
  });

  test("needs ten bytes and a time of 48 bits", () => {
    expect(() => makeId("dst", 0, new Uint8Array(9))).toThrow(InvariantError);
    expect(() => makeId("dst", 2 ** 48, ff)).toThrow(InvariantError);
  });
});

describe("isId", () => {
  test.each([
    { text: "dst_0000000000e008000000000000", is: true },
    { text: "dst_1", is: true },
    { text: "ord_1", is: false },
    { text: "dst_", is: false },
    { text: "dst_A", is: false },
    { text: "dst_1|2", is: false },
    { text: "xdst_1", is: false },
  ])("$text names a distributor: $is", ({ text, is }) => {
    expect(isId("dst", text)).toBe(is);
  });
});
