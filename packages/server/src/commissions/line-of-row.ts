import {
  type Exact,
  type Explain,
  exact,
  floor,
  isMoney,
  type Line,
  parseDecimal,
  parseLineKey,
  type Step,
} from "@upline/domain";
import type { LineRow } from "./post-lines.ts";

const stepOf = <K extends Step["kind"]>({ steps }: Explain, kind: K): Extract<Step, { kind: K }> | undefined =>
  steps.find((step): step is Extract<Step, { kind: K }> => step.kind === kind);

/** A posted line as the engine knows it, read back from its explanation. Holds end with the original, so it has none. */
export function lineOfRow(row: LineRow, minorDigits: number): Line {
  const { because, amountMinor: minor } = row;
  const { segment, part } = parseLineKey(row.lineKey);
  const source = stepOf(because, "source");
  const rounding = stepOf(because, "round");
  return {
    key: row.lineKey,
    bonusId: row.bonusId,
    earnerId: row.earnerId,
    sourceKey: row.sourceKey,
    segment,
    level: row.level,
    part,
    periodId: row.periodId,
    planVersion: row.planVersion,
    minor,
    exact: rounding ? minorOf(rounding.exact, minorDigits) : exact(minor),
    base: baseOf(source, minorDigits),
    volume: source?.volume ?? "",
    rate: millionths(stepOf(because, "rate")?.rate ?? "0"),
    because,
    orderIds: source?.orders ?? (source?.what === "order" ? [source.ref] : []),
    holdDays: 0,
    ...(row.settle === "credit" ? { settle: "credit" as const } : {}),
  };
}

/** Hundredths of a volume, or minor units. What is no number ("1 of 12" instalments) takes nothing back, and is 0. */
function baseOf(source: Extract<Step, { kind: "source" }> | undefined, minorDigits: number): bigint {
  if (!source) return 0n;
  const isAmount = source.volume === undefined ? source.what === "tier" : isMoney(source.volume);
  return parseDecimal(source.base, isAmount ? minorDigits : 2) ?? 0n;
}

/** A rate as its whole millionths; one that is a fraction of them is written `n/d`. */
function millionths(text: string): bigint {
  const fraction = /^(-?\d+)\/(\d+)$/.exec(text);
  if (!fraction) return parseDecimal(text, 6) ?? 0n;
  return floor(exact(BigInt(fraction[1] ?? "0") * 1_000_000n, BigInt(fraction[2] ?? "1")));
}

/** Exact minor units from decimal text in major units, or from `n/d minor`. */
function minorOf(text: string, minorDigits: number): Exact {
  const fraction = /^(-?\d+)\/(\d+) minor$/.exec(text);
  if (fraction) return exact(BigInt(fraction[1] ?? "0"), BigInt(fraction[2] ?? "1"));
  const [whole = "0", digits = ""] = text.split(".");
  return exact(BigInt(whole + digits) * 10n ** BigInt(minorDigits), 10n ** BigInt(digits.length));
}
