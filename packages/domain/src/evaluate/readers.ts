import { parseDecimal } from "../money/decimal.ts";
import { type Exact, exact } from "../money/exact.ts";
import { type Columns, compile } from "../rank/conditions.ts";
import type { Rule } from "./rule.ts";

/** What a bonus reads of the people on its way, of a period or frozen. */
export interface Readers<P> {
  /** Place in the ladder that the bonus reads. */
  rank(person: P): number;
  gate(person: P): "not_active" | "gate_not_met" | null;
  /** How many levels this person may be paid. */
  unlocked(person: P): number;
  /** Millionths by level, rank, or metric. */
  rate(person: P, level: number): Exact;
  /** The row of the table in words. */
  row(person: P, level: number): string;
}

/** @param isActive  what the gate reads of the active condition when it names it */
export function readersOf<P>(rule: Rule, columns: Columns<P>, isActive: (person: P) => boolean): Readers<P> {
  const { basis, at } = rule.bonus.rankAt;
  const rankColumn = columns.rank(basis, rule.isLive ? "lastClosed" : at);
  const rank = (person: P) => rankColumn(person);
  const gate = compile(rule.bonus.gate, columns);
  const { byMetric } = rule.rates;
  const measured = byMetric ? columns.metric(byMetric.metric, byMetric.at) : () => 0n;
  return {
    rank,
    gate: (person) => {
      if (gate(person)) return null;
      return rule.gateReadsActive && !isActive(person) ? "not_active" : "gate_not_met";
    },
    unlocked: unlockedOf(rule, columns, rank),
    rate: (person, level) =>
      byMetric ? byMetric.of(BigInt(measured(person))) : exact(rule.rates.at(level, rank(person))),
    row: (person, level) => (byMetric ? byMetric.row(BigInt(measured(person))) : rule.rates.row(level, rank(person))),
  };
}

function unlockedOf<P>(rule: Rule, columns: Columns<P>, rank: (person: P) => number): (person: P) => number {
  const { walk } = rule.bonus;
  const unlock = walk.to === "upline" ? walk.unlock : undefined;
  if (!unlock) return () => Number.POSITIVE_INFINITY;
  if ("byRank" in unlock) return (person) => rule.unlocks?.[rank(person)] ?? 0;
  if ("byAttribute" in unlock) {
    const value = columns.attribute(unlock.byAttribute);
    return (person) => Number(parseDecimal(value(person) ?? "", 0) ?? 0n);
  }
  const rows = unlock.rows.map(([least, levels]) => ({ least: parseDecimal(least, 6) ?? 0n, levels }));
  const value = columns.metric(unlock.byMetric, unlock.at);
  return (person) => rows.findLast(({ least }) => BigInt(value(person)) * 10_000n >= least)?.levels ?? 0;
}
