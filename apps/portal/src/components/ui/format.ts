/** Display of exact values. Nothing here computes: a minor-unit bigint becomes a decimal string, and that is formatted. */

const LOCALE = "en-US";
const MINUS = "−";

/** How many minor digits the currency has (JPY 0, USD 2, KWD 3), as ISO 4217 states it. */
export function minorDigitsOf(currency: string): number {
  return new Intl.NumberFormat(LOCALE, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `-1250n` with two digits is "-12.50"; the form that Intl and `<data value>` read without a float. */
export function decimalText(units: bigint, digits: number): string {
  const sign = units < 0n ? "-" : "";
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The minor units of decimal text: "-4.73" with two digits is -473n; null for anything else. */
export function minorOf(decimal: string, digits: number): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match || (match[3]?.length ?? 0) > digits) return null;
  return BigInt(`${match[1]}${match[2]}${(match[3] ?? "").padEnd(digits, "0")}`);
}

export interface MoneyParts {
  readonly isNegative: boolean;
  /** Currency sign and whole units, without the sign of the amount: "$1,240". */
  readonly major: string;
  /** Separator and minor digits: ".50"; empty for a currency without them. */
  readonly minor: string;
}

/** The parts of an amount as they are set: sign apart, minor units apart. */
export function moneyParts(minor: bigint, currency: string): MoneyParts {
  const digits = minorDigitsOf(currency);
  const absolute = decimalText(minor < 0n ? -minor : minor, digits) as `${number}`;
  const format = new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    useGrouping: "always",
  });
  let major = "";
  let small = "";
  for (const { type, value } of format.formatToParts(absolute)) {
    if (type === "decimal" || type === "fraction") small += value;
    else major += value;
  }
  return { isNegative: minor < 0n, major, minor: small };
}

/** An amount as one text: "−$12.50"; with `isSigned` also "+$12.50". */
export function moneyText(minor: bigint, currency: string, isSigned = false): string {
  const parts = moneyParts(minor, currency);
  const sign = parts.isNegative ? MINUS : isSigned && minor > 0n ? "+" : "";
  return `${sign}${parts.major}${parts.minor}`;
}

/** An amount as it is read aloud: "minus 12.50 US dollars". */
export function moneySpoken(minor: bigint, currency: string): string {
  const digits = minorDigitsOf(currency);
  const text = decimalText(minor < 0n ? -minor : minor, digits) as `${number}`;
  const spoken = new Intl.NumberFormat(LOCALE, { style: "currency", currency, currencyDisplay: "name" }).format(text);
  return minor < 0n ? `minus ${spoken}` : spoken;
}

/** Hundredths of a point as text: 124000n is "1,240.00"; in prose ("1,240") a whole number loses its zeros. */
export function volumeText(hundredths: bigint, style: "table" | "prose" = "table"): string {
  const isWhole = hundredths % 100n === 0n;
  const fraction = style === "prose" && isWhole ? 0 : 2;
  const text = decimalText(hundredths, 2) as `${number}`;
  return new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
    useGrouping: "always",
  })
    .format(text)
    .replace("-", MINUS);
}

/** A rate in millionths as the plan states it: 40000n is "4 %", 37500n is "3.75 %". */
export function rateText(millionths: bigint): string {
  return `${decimalText(millionths, 4)
    .replace(/\.?0+$/, "")
    .replace("-", MINUS)} %`;
}

/** A decimal rate as a plan holds it, "0.0375", as percent: "3.75 %". Other text is returned as it is. */
export function rateFromDecimal(decimal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = "", whole = "0", fraction = ""] = match;
  return rateText(BigInt(`${sign}${whole}${fraction.padEnd(6, "0")}`));
}

/** Decimal text of the server with its digits kept and its whole part grouped: "1240.00" is "1,240.00". */
export function decimalGrouped(decimal: string): string {
  const fraction = /^-?\d+(?:\.(\d+))?$/.exec(decimal);
  if (!fraction) return decimal;
  const digits = fraction[1]?.length ?? 0;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: "always" } as const;
  return new Intl.NumberFormat(LOCALE, options).format(decimal as `${number}`).replace("-", MINUS);
}

/** A plain count, grouped: 2914 is "2,914". */
export function countText(count: number | bigint): string {
  return new Intl.NumberFormat(LOCALE, { useGrouping: "always" }).format(count);
}

/** Milliseconds as the lab prints them: "0.4 ms", "61 ms", "5.6 s". */
export function millisecondsText(ms: number): string {
  const digits = ms < 10 ? 1 : 0;
  if (ms < 1000) return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(ms)} ms`;
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(ms / 1000)} s`;
}

/** The city of a zone: "America/New_York" is "New York". */
export function zoneName(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

export type InstantStyle = "time" | "seconds" | "day" | "weekday" | "short" | "full" | "date" | "month";

const STYLES: Readonly<Record<InstantStyle, Intl.DateTimeFormatOptions>> = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
  short: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  },
  date: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
};

/** An instant in a zone: "18 Mar, 10:04". */
export function instantText(at: string, zone: string, style: InstantStyle): string {
  return tidy(new Intl.DateTimeFormat("en-GB", { ...STYLES[style], timeZone: zone }).format(new Date(at)));
}

/** "Wed, 18 Sept" as we write it: "Wed 18 Sep". */
function tidy(text: string): string {
  return text
    .replace("Sept ", "Sep ")
    .replace(/Sept(?=$|,)/, "Sep")
    .replace(/^(\p{L}{3}), /u, "$1 ");
}

/** The long form for a tooltip: company zone with its offset, then the reader's clock. */
export function instantTooltip(at: string, companyZone: string, readerZone: string): string {
  const offset = new Intl.DateTimeFormat("en-GB", { timeZone: companyZone, timeZoneName: "shortOffset" })
    .formatToParts(new Date(at))
    .find(({ type }) => type === "timeZoneName")
    ?.value.replace("GMT", "UTC")
    .replace("-", MINUS);
  const company = `${instantText(at, companyZone, "full")} ${zoneName(companyZone)} (${offset ?? "UTC"})`;
  return readerZone === companyZone ? company : `${company} · ${instantText(at, readerZone, "seconds")} for you`;
}

/** A local calendar date, `2026-03-18` or a period id's start, as words: "18 Mar". No zone is involved. */
export function dateText(date: string, style: "day" | "weekday" | "month" | "long" = "day"): string {
  const options: Record<typeof style, Intl.DateTimeFormatOptions> = {
    day: { day: "numeric", month: "short" },
    weekday: { weekday: "short", day: "numeric", month: "short" },
    month: { month: "long", year: "numeric" },
    long: { day: "numeric", month: "long", year: "numeric" },
  };
  return tidy(
    new Intl.DateTimeFormat("en-GB", { ...options[style], timeZone: "UTC" }).format(new Date(`${date}T00:00Z`)),
  );
}

/** The local date of an instant in a zone, `2026-03-18`; the key of a day head. */
export function localDate(at: string, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(at),
  );
}

/** A period as it stands in a sentence: `month:2026-03-01` is "March"; another cadence keeps its label. */
export function periodName({ id, label }: { readonly id: string; readonly label: string }): string {
  return id.startsWith("month:") ? periodText(id) : label;
}

/** The month of a period id in words: `month:2026-03-01` is "March"; with the year when asked. */
export function periodText(periodId: string, withYear = false): string {
  const start = periodId.split(":")[1] ?? periodId;
  const options: Intl.DateTimeFormatOptions = withYear ? { month: "long", year: "numeric" } : { month: "long" };
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(`${start}T00:00Z`));
}
