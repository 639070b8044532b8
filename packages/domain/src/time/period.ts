import { Temporal } from "temporal-polyfill";
import { DomainError, invariant } from "../errors/domain-error.ts";
import { epochMs, type Instant, instant } from "./instant.ts";

export type CadenceUnit = "day" | "week" | "month" | "quarter" | "year";

/** A rhythm of a plan. Its id is the first half of the ids of its periods; a bare unit stands for itself. */
export interface Cadence {
  readonly id: string;
  readonly every: CadenceUnit;
  /** 1 = Monday … 7 = Sunday; Monday when absent. */
  readonly weekStart?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined;
}

/** `<cadence>:<local start date>`, e.g. `month:2026-03-01`. */
export type PeriodId = `${string}:${string}`;

/** A half-open stretch of time `[start, end)`; both edges are local midnights (or the first instant of the date). */
export interface Period {
  readonly id: PeriodId;
  readonly cadence: string;
  readonly start: Instant;
  readonly end: Instant;
}

type AnyCadence = Cadence | CadenceUnit;

/** The period of the cadence that holds the instant, in the IANA zone. @throws DomainError `time_zone_unknown` */
export function periodOf(cadence: AnyCadence, at: Instant, zone: string): Period {
  const known = cadenceOf(cadence);
  return periodFrom(known, startDate(known, zoned(at, zone).toPlainDate()), zone);
}

/**
 * The period with that id.
 *
 * @throws DomainError `period_malformed` when the id is of another cadence or its date starts no period of it
 */
export function periodById(cadence: AnyCadence, id: string, zone: string): Period {
  const known = cadenceOf(cadence);
  const date = id.startsWith(`${known.id}:`) ? plainDate(id.slice(known.id.length + 1)) : null;
  if (date === null || !startDate(known, date).equals(date)) {
    throw new DomainError("period_malformed", `This is no ${known.every} of the plan.`, { period: id });
  }
  return periodFrom(known, date, zone);
}

/** The period that starts where this one ends. */
export function nextPeriod(cadence: AnyCadence, period: Period, zone: string): Period {
  return periodOf(cadence, period.end, zone);
}

/** The period that ends where this one starts. */
export function previousPeriod(cadence: AnyCadence, period: Period, zone: string): Period {
  return periodOf(cadence, instant(epochMs(period.start) - 1), zone);
}

export function isIn(period: Period, at: Instant): boolean {
  return period.start <= at && at < period.end;
}

/**
 * The same local time `days` calendar days later (earlier when negative). In a gap of the zone it is the first
 * instant that exists, in an overlap the earlier of the two.
 */
export function addDays(at: Instant, days: number, zone: string): Instant {
  return fromLocal(zoned(at, zone).toPlainDateTime().add({ days }), zone);
}

/** The instant of a local time: in a gap of the zone the first instant that exists, in an overlap the earlier of the two. */
export function fromLocal(local: Temporal.PlainDateTime, zone: string): Instant {
  const before = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (before.toPlainDateTime().equals(local)) return fromZoned(before);
  const edge = before.getTimeZoneTransition("next");
  invariant(edge !== null, "a local time that does not exist has a transition after it");
  return fromZoned(edge);
}

/** The first instant of a local date. @throws DomainError `period_malformed` for text that is no date */
export function startOfDate(date: string, zone: string): Instant {
  const day = plainDate(date);
  if (day === null) throw new DomainError("period_malformed", "A date is written like 2026-03-01.", { date });
  return dayStart(day, zone);
}

/** The calendar day at that instant in the zone, `2026-03-01`. */
export function localDate(at: Instant, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** Whether the text names an IANA time zone; a bare offset is none. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

function cadenceOf(cadence: AnyCadence): Cadence {
  return typeof cadence === "string" ? { id: cadence, every: cadence } : cadence;
}

function periodFrom(cadence: Cadence, start: Temporal.PlainDate, zone: string): Period {
  const id: PeriodId = `${cadence.id}:${start.toString()}`;
  return { id, cadence: cadence.id, start: dayStart(start, zone), end: dayStart(start.add(lengthOf(cadence)), zone) };
}

function lengthOf({ every }: Cadence): Temporal.DurationLike {
  switch (every) {
    case "day":
      return { days: 1 };
    case "week":
      return { days: 7 };
    case "month":
      return { months: 1 };
    case "quarter":
      return { months: 3 };
    case "year":
      return { years: 1 };
  }
}

function startDate({ every, weekStart = 1 }: Cadence, date: Temporal.PlainDate): Temporal.PlainDate {
  switch (every) {
    case "day":
      return date;
    case "week":
      return date.subtract({ days: (date.dayOfWeek - weekStart + 7) % 7 });
    case "month":
      return date.with({ day: 1 });
    case "quarter":
      return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
    case "year":
      return date.with({ month: 1, day: 1 });
  }
}

export function zoned(at: Instant, zone: string): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(epochMs(at)).toZonedDateTimeISO(zone);
  } catch {
    throw new DomainError("time_zone_unknown", "This is not the name of a time zone, such as Europe/Vienna.", { zone });
  }
}

function dayStart(date: Temporal.PlainDate, zone: string): Instant {
  return fromZoned(date.toZonedDateTime({ timeZone: zone }));
}

function fromZoned(at: Temporal.ZonedDateTime): Instant {
  return instant(at.epochMilliseconds);
}

function plainDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return null;
  }
}
