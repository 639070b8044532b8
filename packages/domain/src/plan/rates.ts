import { parseDecimal } from "../money/decimal.ts";
import { type Exact, exact } from "../money/exact.ts";
import { type Rate, rate } from "../money/rate.ts";
import type { RateTable } from "./bonus-schema.ts";
import type { At } from "./fields.ts";
import type { PlanVersion } from "./plan-version.ts";

/** A rate table made ready: millionths by level (0 = self) and place in the ladder. */
export interface Rates {
  /** 0 for a table that a metric or a package decides. */
  at(level: number, rank: number): Rate;
  /** The row in words, for an explanation. */
  row(level: number, rank: number): string;
  /** Whether the rank decides. */
  readonly byRank: boolean;
  /** A table by a metric of the earner; null for every other one. */
  readonly byMetric: MetricRates | null;
  /** A table by the package that was sold; null for every other one. */
  readonly byPackage: ((name: string) => Rate) | null;
}

/** Rates by "at least so much of a metric". */
export interface MetricRates {
  readonly metric: string;
  readonly at: At;
  /** Millionths; a fraction where slices are added up. @param value  hundredths */
  of(value: bigint): Exact;
  row(value: bigint): string;
}

const ZERO = 0n as Rate;
const NONE = { byRank: false, byMetric: null, byPackage: null };

export function ratesOf(table: RateTable | undefined, plan: PlanVersion): Rates {
  const ranks = plan.ranks;
  if (table === undefined) return { ...NONE, at: () => rate("1"), row: () => "all" };
  if ("flat" in table) {
    const flat = rate(table.flat);
    return { ...NONE, at: () => flat, row: () => "all" };
  }
  if ("byLevel" in table) {
    const levels = table.byLevel.map(rate);
    return { ...NONE, at: (level) => levels[level - 1] ?? ZERO, row: (level) => `level ${level}` };
  }
  if ("byRank" in table) {
    const byRank = ranks.map(({ id }) => rate(table.byRank[id] ?? "0"));
    return { ...NONE, at: (_, rank) => byRank[rank] ?? ZERO, row: (_, rank) => ranks[rank]?.label ?? "", byRank: true };
  }
  if ("byPackage" in table) {
    const packages = new Map(Object.entries(table.byPackage).map(([name, text]) => [name, rate(text)]));
    return { ...NONE, at: () => ZERO, row: () => "package", byPackage: (name) => packages.get(name) ?? ZERO };
  }
  if ("byMetric" in table) return { ...NONE, at: () => ZERO, row: () => "", byMetric: metricRates(table) };
  const rows = ranks.map(({ id }) => (table.byRankLevel[id] ?? []).map(rate));
  return {
    ...NONE,
    at: (level, rank) => rows[rank]?.[level - 1] ?? ZERO,
    row: (level, rank) => `${ranks[rank]?.label ?? ""}, level ${level}`,
    byRank: true,
  };
}

const FINER = 10_000n;

function metricRates(table: Extract<RateTable, { byMetric: string }>): MetricRates {
  const rows = table.rows.map(([least, text]) => {
    return { text: least, least: parseDecimal(least, 6) ?? 0n, rate: rate(text) };
  });
  const rowOf = (value: bigint) => rows.findLast(({ least }) => value * FINER >= least);
  return {
    metric: table.byMetric,
    at: table.at,
    of(value) {
      if (table.mode === "whole") return exact(rowOf(value)?.rate ?? ZERO);
      const reached = value * FINER;
      if (reached <= 0n) return exact(0n);
      let sum = 0n;
      for (const [index, { least, rate: share }] of rows.entries()) {
        const next = rows[index + 1]?.least;
        const top = next !== undefined && next < reached ? next : reached;
        if (top > least) sum += (top - least) * share;
      }
      return exact(sum, reached);
    },
    row: (value) => `from ${rowOf(value)?.text ?? "0"}`,
  };
}
