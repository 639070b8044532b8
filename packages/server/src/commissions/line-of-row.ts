import { type Exact, type Explain, exact, type Line, parseLineKey, rate, type Step, volume } from "@upline/domain";
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
    base: source?.volume === "margin" ? minorOf(source.base, minorDigits).n : volume(source?.base ?? "0"),
    volume: source?.volume ?? "",
    rate: rate(stepOf(because, "rate")?.rate ?? "0"),
    because,
    orderIds: source?.orders ?? [],
    holdDays: 0,
  };
}

/** Exact minor units from decimal text in major units, or from `n/d minor`. */
function minorOf(text: string, minorDigits: number): Exact {
  const fraction = /^(-?\d+)\/(\d+) minor$/.exec(text);
  if (fraction) return exact(BigInt(fraction[1] ?? "0"), BigInt(fraction[2] ?? "1"));
  const [whole = "0", digits = ""] = text.split(".");
  return exact(BigInt(whole + digits) * 10n ** BigInt(minorDigits), 10n ** BigInt(digits.length));
}
