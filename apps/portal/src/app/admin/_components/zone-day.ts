/**
 * The instant at which a calendar day starts in a zone, as canonical text; null for a text that is no date.
 * For filters only: periods are cut on the server.
 */
export function startOfDay(date: string, zone: string): string | null {
  const wanted = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  // Twice, because the offset of the first guess may lie on the other side of a clock change.
  let at = wanted - offsetMs(wanted, zone);
  at = wanted - offsetMs(at, zone);
  return new Date(at).toISOString();
}

/** The calendar day of an instant in a zone, as `2026-03-20`. */
export function dayIn(at: string, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date(at));
}

/** The day after a calendar day. */
export function nextDay(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : new Date(at + 86_400_000).toISOString().slice(0, 10);
}

function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local - Math.floor(at / 1000) * 1000;
}
