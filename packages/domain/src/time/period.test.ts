import { describe, expect, test } from "vitest";
import { epochMs, instant } from "./instant.ts";
import {
  addDays,
  isIn,
  isTimeZone,
  localDate,
  nextPeriod,
  periodById,
  periodOf,
  previousPeriod,
  startOfDate,
} from "./period.ts";

const vienna = "Europe/Vienna";
const hoursOf = ({ start, end }: ReturnType<typeof periodOf>) => (epochMs(end) - epochMs(start)) / 3_600_000;

describe("periodOf", () => {
  test.each([
    { cadence: "month", at: "2026-03-31T21:59:59.999Z", zone: vienna, id: "month:2026-03-01" },
    { cadence: "month", at: "2026-03-31T22:00:00Z", zone: vienna, id: "month:2026-04-01" },
    { cadence: "month", at: "2026-03-31T22:00:00Z", zone: "UTC", id: "month:2026-03-01" },
    { cadence: "day", at: "2026-03-29T22:30:00Z", zone: vienna, id: "day:2026-03-30" },
    { cadence: "week", at: "2026-03-15T22:59:59Z", zone: vienna, id: "week:2026-03-09" },
    { cadence: "week", at: "2026-03-15T23:00:00Z", zone: vienna, id: "week:2026-03-16" },
    { cadence: "quarter", at: "2026-06-30T12:00:00Z", zone: "UTC", id: "quarter:2026-04-01" },
    { cadence: "quarter", at: "2026-12-31T12:00:00Z", zone: "UTC", id: "quarter:2026-10-01" },
    { cadence: "year", at: "2026-12-31T23:30:00Z", zone: vienna, id: "year:2027-01-01" },
  ] as const)("$at in $zone is in $id", ({ cadence, at, zone, id }) => {
    expect(periodOf(cadence, instant(at), zone).id).toBe(id);
  });

  test("has weeks that start on the day the plan names", () => {
    const sundays = { id: "sales_week", every: "week", weekStart: 7 } as const;

    expect(periodOf(sundays, instant("2026-03-14T12:00:00Z"), "UTC").id).toBe("sales_week:2026-03-08");
    expect(periodOf(sundays, instant("2026-03-15T00:00:00Z"), "UTC").id).toBe("sales_week:2026-03-15");
  });

  test("has days of 23, 24 and 25 hours", () => {
    const days = ["2026-03-29T12:00:00Z", "2026-03-30T12:00:00Z", "2026-10-25T12:00:00Z"];
    expect(days.map((at) => hoursOf(periodOf("day", instant(at), vienna)))).toEqual([23, 24, 25]);
  });

  test("starts a date without midnight at its first instant", () => {
    const day = periodOf("day", instant("2018-11-04T12:00:00Z"), "America/Sao_Paulo");
    expect(day).toMatchObject({ start: "2018-11-04T03:00:00.000Z", end: "2018-11-05T02:00:00.000Z" });
  });

  test("steps over a date that a zone left out", () => {
    const before = periodOf("day", instant("2011-12-29T20:00:00Z"), "Pacific/Apia");
    expect(nextPeriod("day", before, "Pacific/Apia").id).toBe("day:2011-12-31");
  });

  test("refuses a zone that is none", () => {
    expect(() => periodOf("month", instant(0), "Middle/Earth")).toThrow(
      expect.objectContaining({ code: "time_zone_unknown" }),
    );
  });
});

describe("periodById", () => {
  test("finds the period that has the id", () => {
    const march = periodOf("month", instant("2026-03-15T00:00:00Z"), vienna);
    expect(periodById("month", "month:2026-03-01", vienna)).toEqual(march);
  });

  test.each([
    { cadence: "month", id: "month:2026-03-02" },
    { cadence: "month", id: "week:2026-03-02" },
    { cadence: "week", id: "week:2026-03-01" },
    { cadence: "month", id: "month:2026-13-01" },
    { cadence: "month", id: "month:2026-3-1" },
    { cadence: "quarter", id: "quarter:2026-02-01" },
    { cadence: "month", id: "" },
  ] as const)("refuses $id as a $cadence", ({ cadence, id }) => {
    expect(() => periodById(cadence, id, "UTC")).toThrow(expect.objectContaining({ code: "period_malformed" }));
  });
});

describe("neighbouring periods", () => {
  test("meet at one instant, which belongs to the later one", () => {
    const march = periodById("month", "month:2026-03-01", vienna);
    const april = nextPeriod("month", march, vienna);

    expect(april).toMatchObject({ id: "month:2026-04-01", start: march.end });
    expect(previousPeriod("month", april, vienna)).toEqual(march);
    expect([isIn(march, march.end), isIn(april, march.end), isIn(march, march.start)]).toEqual([false, true, true]);
  });
});

describe("addDays", () => {
  test.each([
    {
      name: "keeps the local time across summer time",
      at: "2026-03-28T09:00:00Z",
      days: 1,
      zone: vienna,
      lands: "2026-03-29T08:00:00.000Z",
    },
    { name: "goes back too", at: "2026-03-29T08:00:00Z", days: -1, zone: vienna, lands: "2026-03-28T09:00:00.000Z" },
    {
      name: "takes the first instant after a gap",
      at: "2026-03-07T07:30:00Z",
      days: 1,
      zone: "America/New_York",
      lands: "2026-03-08T07:00:00.000Z",
    },
    {
      name: "takes the earlier of two in an overlap",
      at: "2026-10-24T00:30:00Z",
      days: 1,
      zone: vienna,
      lands: "2026-10-25T00:30:00.000Z",
    },
    {
      name: "counts sixty calendar days",
      at: "2026-01-31T12:00:00Z",
      days: 60,
      zone: "UTC",
      lands: "2026-04-01T12:00:00.000Z",
    },
    {
      name: "lands after a date that a zone left out",
      at: "2011-12-29T20:00:00Z",
      days: 1,
      zone: "Pacific/Apia",
      lands: "2011-12-30T10:00:00.000Z",
    },
  ])("$name", ({ at, days, zone, lands }) => {
    expect(addDays(instant(at), days, zone)).toBe(lands);
  });
});

describe("local days", () => {
  test("are those of the zone", () => {
    expect(localDate(instant("2026-03-31T22:30:00Z"), vienna)).toBe("2026-04-01");
    expect(startOfDate("2026-04-01", vienna)).toBe("2026-03-31T22:00:00.000Z");
    expect(() => startOfDate("2026-02-30", vienna)).toThrow(expect.objectContaining({ code: "period_malformed" }));
  });

  test.each([
    { zone: "Europe/Vienna", known: true },
    { zone: "UTC", known: true },
    { zone: "+02:00", known: false },
    { zone: "Mars/Olympus", known: false },
    { zone: "", known: false },
  ])("$zone is a zone: $known", ({ zone, known }) => {
    expect(isTimeZone(zone)).toBe(known);
  });
});
