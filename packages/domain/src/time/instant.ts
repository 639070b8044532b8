import { DomainError } from "../errors/domain-error.ts";

declare const form: unique symbol;

/** A moment as UTC text to the millisecond, `2026-06-30T21:59:59.999Z`: one canonical form, so text order is time order. */
export type Instant = string & { readonly [form]: "canonical UTC instant" };

const DAY_MS = 86_400_000;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
/** 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: outside, the text would lose its order. */
const [FIRST_MS, LAST_MS] = [-62_167_219_200_000, 253_402_300_799_999];

/**
 * The canonical instant of RFC 3339 text with a zone, or of milliseconds since 1970. Finer digits are cut off.
 *
 * @throws DomainError `instant_malformed` for other text, for a date that does not exist, and for a fraction of a millisecond
 */
export function instant(given: string | number): Instant {
  const ms = typeof given === "number" ? given : parse(given);
  if (ms === null || !Number.isInteger(ms) || ms < FIRST_MS || ms > LAST_MS) {
    throw new DomainError("instant_malformed", "A moment is written like 2026-06-30T21:59:59Z.");
  }
  return format(ms);
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMs(at: Instant): number {
  const days = daysFromCivil(Number(at.slice(0, 4)), Number(at.slice(5, 7)), Number(at.slice(8, 10)));
  const seconds = (Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16))) * 60 + Number(at.slice(17, 19));
  return days * DAY_MS + seconds * 1000 + Number(at.slice(20, 23));
}

/** Whole seconds since 1970, cut off downwards. */
export function toUnixSeconds(at: Instant): number {
  return Math.floor(epochMs(at) / 1000);
}

/** @throws DomainError `instant_malformed` for a fraction of a second */
export function fromUnixSeconds(seconds: number): Instant {
  return instant(Number.isInteger(seconds) ? seconds * 1000 : Number.NaN);
}

export function isInstant(text: string): text is Instant {
  const ms = parse(text);
  return ms !== null && format(ms) === text;
}

export function isBefore(a: Instant, b: Instant): boolean {
  return a < b;
}

export function isAfter(a: Instant, b: Instant): boolean {
  return a > b;
}

export function earlier(a: Instant, b: Instant): Instant {
  return a <= b ? a : b;
}

export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}

/** Moves by exact milliseconds; for days on a calendar see `addDays` in period.ts. */
export function plusMs(at: Instant, ms: number): Instant {
  return instant(epochMs(at) + ms);
}

function parse(text: string): number | null {
  const match = RFC_3339.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;
  const ms = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (match[8] === "-" ? -1 : 1);
  return daysFromCivil(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offset;
}

function format(ms: number): Instant {
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  const { year, month, day } = civilFromDays(days);
  const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map((part) => digits(Math.floor(part), 2));
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${time.join(":")}.${digits(rest % 1000, 3)}Z` as Instant;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01 of a proleptic Gregorian date; years are counted from March, so the leap day comes last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  // 719,468 days lie between 0000-03-01 and 1970-01-01; months from March on have 30.6 days to the nearest day.
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  // The estimate is at most one year off in either direction.
  let year = 1970 + Math.floor(days / 365.2425);
  if (daysFromCivil(year, 1, 1) > days) year -= 1;
  if (daysFromCivil(year + 1, 1, 1) <= days) year += 1;
  let month = 1;
  while (month < 12 && daysFromCivil(year, month + 1, 1) <= days) month += 1;
  return { year, month, day: days - daysFromCivil(year, month, 1) + 1 };
}
