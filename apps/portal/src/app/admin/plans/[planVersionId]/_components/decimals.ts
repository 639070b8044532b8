import { decimalText, parseDecimal, type Unit } from "@upline/domain/browser";
import { decimalForPeople } from "../ranks/_components/decimal";

const PERCENT_DIGITS = 4;
const PLAN_DIGITS = 6;
const POINT_DIGITS = 2;

/** A decimal of the plan as people write it: a share of "0.05" is "5", 2500 points are "2,500". */
export function decimalToText(value: string, unit: Unit): string {
  if (unit.kind !== "percent") return decimalForPeople(value);
  const millionths = parseDecimal(value, PLAN_DIGITS);
  return millionths === null ? value : trimmed(decimalText(millionths, PERCENT_DIGITS));
}

/**
 * What people typed as a decimal of the plan: "5 %", "5%" and "5" of a share are "0.05", "1 000.50" points are "1000.5".
 *
 * @returns null for what is no number of that kind: below zero, or finer than the unit goes
 */
export function decimalFromText(text: string, unit: Unit): string | null {
  const bare = text
    .replace(/%\s*$/, "")
    .replaceAll(/[\s\u00a0,]/g, (found) => (found === "," && isFraction(text) ? "." : ""));
  const digits = digitsOf(unit);
  const match = new RegExp(`^(\\d{1,12})(?:\\.(\\d{1,${Math.max(1, digits)}}))?$`).exec(bare);
  if (!match || (digits === 0 && match[2])) return null;
  const units = BigInt(`${match[1]}${(match[2] ?? "").padEnd(digits, "0")}`);
  return unit.kind === "percent" ? trimmed(decimalText(units, PLAN_DIGITS)) : trimmed(decimalText(units, digits));
}

/** A single comma with one or two digits behind it is a fraction, as in "2,5 %"; any other groups thousands. */
const isFraction = (text: string): boolean => /^[\s\d]*\d,\d{1,2}\s*%?\s*$/.test(text);

function digitsOf(unit: Unit): number {
  if (unit.kind === "percent") return PERCENT_DIGITS;
  if (unit.kind === "money") return unit.digits;
  return unit.kind === "points" ? POINT_DIGITS : PLAN_DIGITS;
}

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** What stands behind the number. */
export function unitText(unit: Unit): string {
  if (unit.kind === "percent") return "%";
  if (unit.kind === "money") return unit.currency;
  return unit.kind === "points" ? unit.volume : "";
}
