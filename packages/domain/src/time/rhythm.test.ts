import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyInstant, anyZone, RUNS } from "../testing.ts";
import { instant, plusMs } from "./instant.ts";
import { nextSlots, type Rhythm, slotAt } from "./rhythm.ts";

const nightly: Rhythm = { every: "day", at: "02:30" };

describe("the next starts of a timed run", () => {
  test.each([
    {
      name: "in New York, over the night without half past two",
      zone: "America/New_York",
      rhythm: nightly,
      now: "2026-03-07T12:00:00Z",
      next: ["2026-03-08T07:00:00.000Z", "2026-03-09T06:30:00.000Z", "2026-03-10T06:30:00.000Z"],
    },
    {
      name: "in New York, over the night with one o'clock twice",
      zone: "America/New_York",
      rhythm: { every: "day", at: "01:30" } as const,
      now: "2026-10-31T12:00:00Z",
      next: ["2026-11-01T05:30:00.000Z", "2026-11-02T06:30:00.000Z", "2026-11-03T06:30:00.000Z"],
    },
    {
      name: "in Vienna, over the end of summer time",
      zone: "Europe/Vienna",
      rhythm: nightly,
      now: "2026-10-24T12:00:00Z",
      next: ["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z", "2026-10-27T01:30:00.000Z"],
    },
    {
      name: "on Lord Howe, where half an hour is skipped",
      zone: "Australia/Lord_Howe",
      rhythm: { every: "day", at: "02:15" } as const,
      now: "2026-10-03T03:00:00Z",
      next: ["2026-10-03T15:30:00.000Z", "2026-10-04T15:15:00.000Z", "2026-10-05T15:15:00.000Z"],
    },
    {
      name: "in Kolkata, where the clocks never change",
      zone: "Asia/Kolkata",
      rhythm: { every: "week", on: 1, at: "06:00" } as const,
      now: "2026-03-08T23:00:00Z",
      next: ["2026-03-09T00:30:00.000Z", "2026-03-16T00:30:00.000Z", "2026-03-23T00:30:00.000Z"],
    },
    {
      name: "of each month, over February",
      zone: "America/New_York",
      rhythm: { every: "month", on: 28, at: "03:00" } as const,
      now: "2026-01-28T08:00:00Z",
      next: ["2026-02-28T08:00:00.000Z", "2026-03-28T07:00:00.000Z", "2026-04-28T07:00:00.000Z"],
    },
    {
      name: "of every five minutes",
      zone: "Asia/Kolkata",
      rhythm: { every: "minutes", minutes: 5 } as const,
      now: "2026-03-08T23:58:00Z",
      next: ["2026-03-09T00:00:00.000Z", "2026-03-09T00:05:00.000Z", "2026-03-09T00:10:00.000Z"],
    },
  ])("$name", ({ zone, rhythm, now, next }) => {
    expect(nextSlots(rhythm, instant(now), zone, 3)).toEqual(next);
  });

  const anyTime = fc.constantFrom("00:00", "01:30", "02:15", "02:30", "23:59") as fc.Arbitrary<`${number}:${number}`>;
  const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
    fc.record({ every: fc.constant("minutes"), minutes: fc.constantFrom(1, 5, 10, 15, 30, 60) }),
    fc.record({ every: fc.constant("day"), at: anyTime }),
    fc.record({ every: fc.constant("week"), on: fc.constantFrom(1, 2, 3, 4, 5, 6, 7), at: anyTime }),
    fc.record({ every: fc.constant("month"), on: fc.integer({ min: 1, max: 28 }), at: anyTime }),
  );

  test("are the times at which it starts: the printed ones become the slot, each at its own moment and not before", () => {
    const law = fc.property(anyRhythm, anyInstant, anyZone, (rhythm, now, zone) => {
      const slot = slotAt(rhythm, now, zone);
      const [first = now, second = now, third = now] = nextSlots(rhythm, now, zone, 3);
      expect([slot <= now, now < first, first < second, second < third]).toEqual([true, true, true, true]);
      expect(slotAt(rhythm, first, zone)).toBe(first);
      expect(slotAt(rhythm, plusMs(first, -1), zone)).toBe(slot);
      expect(slotAt(rhythm, plusMs(second, -1), zone)).toBe(first);
    });
    fc.assert(law, RUNS);
  });
});
