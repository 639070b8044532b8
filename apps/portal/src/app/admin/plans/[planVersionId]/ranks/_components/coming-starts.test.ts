import { meadowAndOak } from "@upline/domain";
import { expect, test } from "vitest";
import { comingStarts } from "./coming-starts";

const plan = meadowAndOak(3);
const every = (cadence: "week" | "quarter" | "year" | "day") => ({
  ...plan,
  periods: [{ id: "month", every: cadence, weekStart: 1 as const, cutoffDays: 0 }],
});

test("months begin with the next one, never with today", () => {
  expect(comingStarts(plan, "2026-03-18").slice(0, 2)).toEqual(["2026-04-01", "2026-05-01"]);
  expect(comingStarts(plan, "2026-12-01")[0]).toBe("2027-01-01");
});

test("weeks begin on their day, quarters and years on their first", () => {
  expect(comingStarts(every("week"), "2026-03-18")[0]).toBe("2026-03-23");
  expect(comingStarts(every("week"), "2026-03-23")[0]).toBe("2026-03-30");
  expect(comingStarts(every("quarter"), "2026-03-18")[0]).toBe("2026-04-01");
  expect(comingStarts(every("year"), "2026-03-18")[0]).toBe("2027-01-01");
  expect(comingStarts(every("day"), "2026-03-31")[0]).toBe("2026-04-01");
});
