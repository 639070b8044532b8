import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { anyInstant, RUNS } from "../testing.ts";
import { epochMs, fromUnixSeconds, instant, isBefore, isInstant, plusMs, toUnixSeconds } from "./instant.ts";

describe("instant", () => {
  test.each([
    { given: "2026-06-30T21:59:59.999Z", canonical: "2026-06-30T21:59:59.999Z" },
    { given: "2026-06-30T21:59:59Z", canonical: "2026-06-30T21:59:59.000Z" },
    { given: "2026-06-30t21:59:59.5z", canonical: "2026-06-30T21:59:59.500Z" },
    { given: "2026-06-30T23:59:59.9999+02:00", canonical: "2026-06-30T21:59:59.999Z" },
    { given: "2026-03-01T00:30:00+05:30", canonical: "2026-02-28T19:00:00.000Z" },
    { given: "2024-02-28T23:00:00-02:00", canonical: "2024-02-29T01:00:00.000Z" },
    { given: "2026-06-30 21:59:59.123456+00:00", canonical: "2026-06-30T21:59:59.123Z" },
    { given: 0, canonical: "1970-01-01T00:00:00.000Z" },
    { given: -1, canonical: "1969-12-31T23:59:59.999Z" },
    { given: 951_782_400_000, canonical: "2000-02-29T00:00:00.000Z" },
    { given: 4_107_542_399_999, canonical: "2100-02-28T23:59:59.999Z" },
    { given: 4_107_542_400_000, canonical: "2100-03-01T00:00:00.000Z" },
  ])("$given is $canonical", ({ given, canonical }) => {
    expect(instant(given)).toBe(canonical);
  });

  test.each([
    "2026-06-30",
    "2026-06-30T21:59:59",
    "2026-02-29T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00+24:00",
    "0000-01-01T00:00:00+01:00",
    "next Tuesday",
    "",
    0.5,
    Number.NaN,
    8.64e15,
  ])("refuses %j", (given) => {
    expect(() => instant(given)).toThrow(expect.objectContaining({ code: "instant_malformed" }));
  });

  test("has one form per millisecond, the one of the calendar", () => {
    const law = fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (ms) => {
      expect(instant(ms)).toBe(Temporal.Instant.fromEpochMilliseconds(ms).toString({ fractionalSecondDigits: 3 }));
      expect(epochMs(instant(ms))).toBe(ms);
      expect(isInstant(instant(ms))).toBe(true);
    });
    fc.assert(law, RUNS);
  });

  test("sorts as text as it does in time", () => {
    const law = fc.property(anyInstant, anyInstant, (a, b) => isBefore(a, b) === epochMs(a) < epochMs(b));
    fc.assert(law, RUNS);
  });

  test("goes to whole seconds and back, cut off downwards", () => {
    expect(toUnixSeconds(instant("2026-06-30T21:59:59.999Z"))).toBe(1_782_856_799);
    expect(fromUnixSeconds(1_782_856_799)).toBe("2026-06-30T21:59:59.000Z");
    expect(() => fromUnixSeconds(1.5)).toThrow(expect.objectContaining({ code: "instant_malformed" }));
    expect(plusMs(instant(0), 1500)).toBe("1970-01-01T00:00:01.500Z");
  });

  test("is told from other forms of the same moment", () => {
    expect(isInstant("2026-06-30T21:59:59Z")).toBe(false);
    expect(isInstant("2026-06-30")).toBe(false);
  });
});
