import { type Instant, money, moneyText } from "@upline/domain";

/** An amount as people read it: "$14.18", "−$4.73". */
export function amountWords(minor: bigint, code: string, locale = "en"): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency: code });
  // The formatter takes decimal text as it is; a number would pass through a float.
  return format.format(moneyText(money(minor, code)) as `${number}`);
}

/** A calendar day as people read it in the company's zone: "1 April 2026". */
export function dayWords(at: Instant, timeZone: string, locale = "en"): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone }).format(
    new Date(at),
  );
}

/** The month of a base period in words, "March 2026"; for other cadences the first day. */
export function periodWords(start: Instant, cadence: string, timeZone: string, locale = "en"): string {
  if (cadence !== "month") return dayWords(start, timeZone, locale);
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone }).format(new Date(start));
}
