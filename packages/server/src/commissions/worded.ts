import { type Instant, money, moneyText } from "@upline/domain";

// Making a formatter costs as much as a query, and a payment words several amounts and days.
const amountFormats = new Map<string, Intl.NumberFormat>();
const dayFormats = new Map<string, Intl.DateTimeFormat>();
const DAY = { day: "numeric", month: "long", year: "numeric" } as const;
const MONTH = { month: "long", year: "numeric" } as const;

/** An amount as people read it: "$14.18", "−$4.73". */
export function amountWords(minor: bigint, code: string, locale = "en"): string {
  const key = `${locale} ${code}`;
  const format = amountFormats.get(key) ?? new Intl.NumberFormat(locale, { style: "currency", currency: code });
  amountFormats.set(key, format);
  // The formatter takes decimal text as it is; a number would pass through a float.
  return format.format(moneyText(money(minor, code)) as `${number}`);
}

/** A calendar day as people read it in the company's zone: "1 April 2026". */
export function dayWords(at: Instant, timeZone: string, locale = "en"): string {
  return dateFormat(DAY, timeZone, locale).format(new Date(at));
}

/** A period in words: "March 2026", "Week of March 16, 2026", the first day for other cadences. */
export function periodWords(start: Instant, cadence: string, timeZone: string, locale = "en"): string {
  if (cadence === "week") return `Week of ${dayWords(start, timeZone, locale)}`;
  if (cadence !== "month") return dayWords(start, timeZone, locale);
  return dateFormat(MONTH, timeZone, locale).format(new Date(start));
}

function dateFormat(parts: typeof DAY | typeof MONTH, timeZone: string, locale: string): Intl.DateTimeFormat {
  const key = `${"day" in parts ? "day" : "month"} ${locale} ${timeZone}`;
  const format = dayFormats.get(key) ?? new Intl.DateTimeFormat(locale, { ...parts, timeZone });
  dayFormats.set(key, format);
  return format;
}
