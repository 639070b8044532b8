import { describe, expect, test } from "vitest";
import { nextDay, startOfDay } from "./zone-day";

describe("the start of a company day", () => {
  test.each([
    ["winter", "2026-01-15", "America/New_York", "2026-01-15T05:00:00.000Z"],
    ["summer", "2026-07-15", "America/New_York", "2026-07-15T04:00:00.000Z"],
    ["the day of 23 hours", "2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z"],
    ["the day after it", "2026-03-09", "America/New_York", "2026-03-09T04:00:00.000Z"],
    ["the day of 25 hours", "2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z"],
    ["half an hour off", "2026-03-18", "Asia/Kolkata", "2026-03-17T18:30:00.000Z"],
  ])("%s", (_, date, zone, at) => {
    expect(startOfDay(date, zone)).toBe(at);
  });

  test.each(["", "18.03.2026", "2026-13-40"])("%j is no day", (text) => {
    expect(startOfDay(text, "America/New_York")).toBeNull();
  });

  test("the next day crosses a month", () => {
    expect(nextDay("2026-02-28")).toBe("2026-03-01");
  });
});
