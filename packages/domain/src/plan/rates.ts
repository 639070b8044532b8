import { invariant } from "../errors/domain-error.ts";
import { type Rate, rate } from "../money/rate.ts";
import type { RateTable } from "./bonus-schema.ts";
import type { PlanVersion } from "./plan-version.ts";

/** A rate table made ready: millionths by level (0 = self) and place in the ladder. */
export interface Rates {
  at(level: number, rank: number): Rate;
  /** The row in words, for an explanation. */
  row(level: number, rank: number): string;
  /** Whether the rank decides. */
  readonly byRank: boolean;
}

const ZERO = 0n as Rate;

/** @throws InvariantError for tables that the validator refuses (`byPackage`, `byMetric`) */
export function ratesOf(table: RateTable | undefined, plan: PlanVersion): Rates {
  const ranks = plan.ranks;
  if (table === undefined) return { at: () => rate("1"), row: () => "all", byRank: false };
  if ("flat" in table) {
    const flat = rate(table.flat);
    return { at: () => flat, row: () => "all", byRank: false };
  }
  if ("byLevel" in table) {
    const levels = table.byLevel.map(rate);
    return { at: (level) => levels[level - 1] ?? ZERO, row: (level) => `level ${level}`, byRank: false };
  }
  if ("byRank" in table) {
    const byRank = ranks.map(({ id }) => rate(table.byRank[id] ?? "0"));
    return { at: (_, rank) => byRank[rank] ?? ZERO, row: (_, rank) => ranks[rank]?.label ?? "", byRank: true };
  }
  invariant("byRankLevel" in table, "only supported rate tables are evaluated");
  const rows = ranks.map(({ id }) => (table.byRankLevel[id] ?? []).map(rate));
  return {
    at: (level, rank) => rows[rank]?.[level - 1] ?? ZERO,
    row: (level, rank) => `${ranks[rank]?.label ?? ""}, level ${level}`,
    byRank: true,
  };
}
