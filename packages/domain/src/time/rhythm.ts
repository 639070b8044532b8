import { Temporal } from "temporal-polyfill";
import { epochMs, type Instant, instant } from "./instant.ts";
import { fromLocal, zoned } from "./period.ts";

/** `03:30`, on the clocks of the company's zone. */
export type LocalTime = `${number}:${number}`;

/** When a timed run starts. Minutes and hours are of the world's clock, days and longer of the company's. */
export type Rhythm =
  | { readonly every: "minutes"; readonly minutes: 1 | 5 | 10 | 15 | 30 | 60 }
  | { readonly every: "day"; readonly at: LocalTime }
  | { readonly every: "week"; readonly on: 1 | 2 | 3 | 4 | 5 | 6 | 7; readonly at: LocalTime }
  | { readonly every: "month"; readonly on: number; readonly at: LocalTime };

type Dated = Exclude<Rhythm, { readonly every: "minutes" }>;

/**
 * The newest start that is not after `now`. A local time that a change of the clocks skips is its first instant after the
 * gap; one that comes twice is the first of the two.
 */
export function slotAt(rhythm: Rhythm, now: Instant, zone: string): Instant {
  if (rhythm.every === "minutes") return multipleAt(rhythm.minutes, now);
  return startOn(rhythm, dateOfSlot(rhythm, now, zone), zone);
}

/** The next `count` starts after `now`, in order. */
export function nextSlots(rhythm: Rhythm, now: Instant, zone: string, count: number): readonly Instant[] {
  if (rhythm.every === "minutes") {
    const last = epochMs(multipleAt(rhythm.minutes, now));
    return Array.from({ length: count }, (_, index) => instant(last + (index + 1) * rhythm.minutes * 60_000));
  }
  const last = dateOfSlot(rhythm, now, zone);
  return Array.from({ length: count }, (_, index) => startOn(rhythm, step(rhythm, last, index + 1), zone));
}

function multipleAt(minutes: number, now: Instant): Instant {
  const length = minutes * 60_000;
  return instant(Math.floor(epochMs(now) / length) * length);
}

function dateOfSlot(rhythm: Dated, now: Instant, zone: string): Temporal.PlainDate {
  const date = dateNotAfter(rhythm, zoned(now, zone).toPlainDate());
  return startOn(rhythm, date, zone) <= now ? date : step(rhythm, date, -1);
}

function startOn({ at }: Dated, date: Temporal.PlainDate, zone: string): Instant {
  return fromLocal(date.toPlainDateTime(Temporal.PlainTime.from(at)), zone);
}

function dateNotAfter(rhythm: Dated, date: Temporal.PlainDate): Temporal.PlainDate {
  switch (rhythm.every) {
    case "day":
      return date;
    case "week":
      return date.subtract({ days: (date.dayOfWeek - rhythm.on + 7) % 7 });
    case "month": {
      const inMonth = date.with({ day: rhythm.on });
      return Temporal.PlainDate.compare(inMonth, date) <= 0 ? inMonth : step(rhythm, inMonth, -1);
    }
  }
}

function step(rhythm: Dated, date: Temporal.PlainDate, times: number): Temporal.PlainDate {
  switch (rhythm.every) {
    case "day":
      return date.add({ days: times });
    case "week":
      return date.add({ days: 7 * times });
    case "month":
      // From the first of the month, so that a short month does not shift the day of those after it.
      return date.with({ day: 1 }).add({ months: times }).with({ day: rhythm.on });
  }
}
