import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyInstant, anyZone, RUNS } from "../testing.ts";
import {
  addDays,
  type CadenceUnit,
  isIn,
  localDate,
  nextPeriod,
  periodById,
  periodOf,
  previousPeriod,
} from "./period.ts";

const anyUnit = fc.constantFrom<CadenceUnit>("day", "week", "month", "quarter", "year");

describe("the periods of a cadence", () => {
  test("cover every instant exactly once, without gaps", () => {
    const law = fc.property(anyUnit, anyInstant, anyZone, (unit, at, zone) => {
      const period = periodOf(unit, at, zone);
      const [before, after] = [previousPeriod(unit, period, zone), nextPeriod(unit, period, zone)];

      expect([before, period, after].map((each) => isIn(each, at))).toEqual([false, true, false]);
      expect([before.end, after.start]).toEqual([period.start, period.end]);
    });
    fc.assert(law, RUNS);
  });

  test("are found again by their id", () => {
    const law = fc.property(anyUnit, anyInstant, anyZone, (unit, at, zone) => {
      const period = periodOf(unit, at, zone);
      expect(periodById(unit, period.id, zone)).toEqual(period);
      expect(period.id).toBe(`${unit}:${localDate(period.start, zone)}`);
    });
    fc.assert(law, RUNS);
  });
});

describe("addDays", () => {
  test("never goes back in time for a later day", () => {
    const law = fc.property(anyInstant, anyZone, fc.integer({ min: 0, max: 400 }), (at, zone, days) => {
      expect(addDays(at, days, zone) <= addDays(at, days + 1, zone)).toBe(true);
    });
    fc.assert(law, RUNS);
  });
});
