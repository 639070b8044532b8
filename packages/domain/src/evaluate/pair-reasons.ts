import { invariant } from "../errors/domain-error.ts";
import { type Exact, exact, round } from "../money/exact.ts";
import { walkDifferential } from "../plan/bonuses/walks/differential.ts";
import { walkGenerations } from "../plan/bonuses/walks/generations.ts";
import { walkSelf } from "../plan/bonuses/walks/self.ts";
import { walkUpline } from "../plan/bonuses/walks/upline.ts";
import { type Outcome, type Path, paidIn, reasonIn, type Visit } from "../plan/walk.ts";
import { rankIndex } from "../rank/conditions.ts";
import type { CondTrace, Note, NotPaid } from "./outcome.ts";
import type { PrimaryReason } from "./reason.ts";
import { amountAt, cutPerSource, type Rule } from "./rule.ts";

/** One source of one bonus, walked along one line of people. */
export interface Walked<P> {
  readonly rule: Rule;
  readonly source: P;
  readonly path: Path<P>;
  /** Goes along a path as the walk of the bonus says. */
  go(path: Path<P>, visit: Visit<P>): void;
  /** Millionths that a table gives on a level. */
  rate(person: P, level: number): Exact;
  /** Hundredths (or minor units for a margin) on which this question is about. */
  readonly base: bigint;
  /** The active condition, or the gate, with its values. */
  trace(person: P, what: "active" | "gate"): CondTrace;
}

/** Why a person on the line has no line of his own, or that he has one. */
export type PairReason = Pick<NotPaid, "code" | "outcome" | "level" | "detail" | "notes" | "wouldEarn">;

interface Hop {
  readonly level: number | null;
  readonly outcome: Outcome;
  readonly reason: PrimaryReason | null;
  /** The walk had ended before it came to this person: why. */
  readonly beyond: PrimaryReason | null;
  /** Paid at a rate of the walk itself. */
  readonly isPaid?: boolean;
}

/** Goes along the line of a rule as its walk says. */
export function walk<P>(rule: Rule, source: P, path: Path<P>, visit: Visit<P>): void {
  const { walk: way } = rule.bonus;
  if (way.to === "self") walkSelf(source, path, visit);
  else if (way.to === "upline") walkUpline(way, source, path, visit);
  else if (way.to === "differential") walkDifferential({ walk: way, stopRank: stopOf(rule) }, source, path, visit);
  else if (way.to === "generations") walkGenerations({ walk: way, boundary: boundaryOf(rule) }, source, path, visit);
  else invariant(false, "this walk asks for the order itself");
}

/** Place of the rank at which a differential ends; null for one that does not. */
export function stopOf({ plan, bonus }: Rule): number | null {
  const { walk: way } = bonus;
  return way.to === "differential" && way.stopAfterRank !== undefined ? rankIndex(plan, way.stopAfterRank) : null;
}

function boundaryOf({ plan, bonus }: Rule): number | null {
  const { walk: way } = bonus;
  return way.to === "generations" && way.boundary !== "sameOrHigher" ? rankIndex(plan, way.boundary) : null;
}

/**
 * The reason of everybody on the line who earns nothing from this source: null for those who are paid by walk and
 * rate (whether the amount survives rounding is not asked here).
 */
export function reasonsOnLine<P>(walked: Walked<P>, line: readonly P[]): Map<P, PairReason | null> {
  const hops = allHops(walked);
  return new Map(line.map((person) => [person, reasonOf(walked, person, hops.get(person))]));
}

/** Every hop of the walk and, marked, of its continuation to the root. */
function allHops<P>({ rule, source, path, go }: Walked<P>): Map<P, Hop> {
  const hops = new Map<P, Hop>();
  const { walk: way } = rule.bonus;
  if (way.to !== "upline") {
    go(path, (person, level, outcome, why) => {
      const isPaid = (paidIn(why)?.rate.n ?? 0n) !== 0n;
      hops.set(person, { level, outcome, reason: reasonIn(why), beyond: null, isPaid });
    });
    const beyond = BEYOND[way.to] ?? "beyond_paid_levels";
    for (let up = path.up(source); up !== null; up = path.up(up)) {
      if (hops.has(up)) continue;
      const reason = path.removed(up) ?? path.gate(up);
      hops.set(up, { level: null, outcome: "skipped", reason, beyond });
    }
    return hops;
  }
  const last = way.levels === "infinity" ? Number.POSITIVE_INFINITY : way.levels;
  let next = 1;
  walkUpline({ ...way, levels: "infinity" }, source, path, (person, level, outcome, why) => {
    hops.set(person, { level, outcome, reason: reasonIn(why), beyond: next > last ? "beyond_paid_levels" : null });
    if (level !== null) next = level + 1;
  });
  return hops;
}

const BEYOND: Readonly<Record<string, PrimaryReason>> = {
  differential: "broken_away",
  generations: "beyond_generations",
};

function reasonOf<P>(walked: Walked<P>, person: P, hop: Hop | undefined): PairReason | null {
  const { rule, source } = walked;
  if (person === source && !hop) {
    return plain(walked.path.removed(person) === "non_earning_node" ? "non_earning_node" : "own_purchase");
  }
  if (!hop) return plain("not_in_upline");
  if (hop.beyond) return beyond(walked, person, hop, hop.beyond);
  if (hop.isPaid) return null;
  if (hop.reason) return onWalk(walked, person, hop, hop.reason);

  const level = hop.level ?? 0;
  const rank = walked.path.rank(person);
  if (walked.rate(person, level).n !== 0n) return null;
  const better = rankThatEarns(rule, level, rank);
  const code: PrimaryReason = better === null ? "rate_zero" : "rank_too_low_for_level";
  return onWalk(walked, person, { ...hop, outcome: "unpaid" }, code);
}

function onWalk<P>(walked: Walked<P>, person: P, hop: Hop, code: PrimaryReason): PairReason {
  const outcome = hop.outcome === "paid" ? "unpaid" : hop.outcome;
  const detail = {
    ...(hop.level === null ? {} : { level: String(hop.level) }),
    ...detailOf(walked, person, hop, code),
  };
  return { code, outcome, level: hop.level, detail, notes: [], wouldEarn: wouldEarn(walked, person, code) };
}

/** The walk ended below this person; what would have stopped him anyway comes first, as the closed list says. */
function beyond<P>(walked: Walked<P>, person: P, hop: Hop, code: PrimaryReason): PairReason {
  const way = walked.rule.bonus.walk;
  const levels = way.to === "upline" ? String(way.levels) : "0";
  const detail = { levels, ...(hop.level === null ? {} : { level: String(hop.level) }) };
  const earlier: readonly (PrimaryReason | null)[] = ["terminated", "non_earning_node", "not_active", "gate_not_met"];
  if (!hop.reason || !earlier.includes(hop.reason)) return { ...plain(code), detail };
  const notes: Note[] = [{ code, detail }];
  return { ...plain(hop.reason), detail: detailOf(walked, person, hop, hop.reason), notes };
}

function detailOf<P>(walked: Walked<P>, person: P, hop: Hop, code: PrimaryReason): Record<string, string> {
  const { rule } = walked;
  if (code === "not_active" || code === "gate_not_met") {
    return valuesOf(walked.trace(person, code === "not_active" ? "active" : "gate"));
  }
  if (code === "below_first_level" && rule.bonus.walk.to === "upline") {
    return { payFrom: String(rule.bonus.walk.payFrom) };
  }
  if (code === "rank_too_low_for_level" && hop.level !== null) {
    const [have, need] = [walked.path.rank(person), rankThatEarns(rule, hop.level, walked.path.rank(person))];
    const { ranks } = rule.plan;
    return { have: ranks[have]?.id ?? "", ...(need === null ? {} : { need: ranks[need]?.id ?? "" }) };
  }
  return {};
}

/** Have, need, and missing of the first requirement that fails. */
function valuesOf(trace: CondTrace): Record<string, string> {
  const failing = trace.have === undefined ? trace.parts?.find(({ ok }) => !ok) : undefined;
  if (failing) return valuesOf(failing);
  const { text, have, need, missing } = trace;
  const values = { text, have, need, missing };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The lowest rank above this one to which the level is open at a rate other than 0; null when there is none. */
function rankThatEarns({ plan, rates, unlocks }: Rule, level: number, above: number): number | null {
  for (let rank = above + 1; rank < plan.ranks.length; rank += 1) {
    const isOpen = unlocks === null || (unlocks[rank] ?? 0) >= level;
    if (isOpen && rates.at(level, rank) !== 0n) return rank;
  }
  return null;
}

/** What the order would have paid had only the fact of the reason been otherwise; null where that means nothing. */
function wouldEarn<P>(walked: Walked<P>, person: P, code: PrimaryReason): bigint | null {
  const { rule, path, base } = walked;
  const byStanding = code === "not_active" || code === "gate_not_met";
  if (!byStanding && code !== "rank_too_low_for_level") return null;

  let minor = 0n;
  const changed: Path<P> = {
    ...path,
    active: (other) => (byStanding && other === person) || path.active(other),
    gate: (other) => (byStanding && other === person ? null : path.gate(other)),
    unlocked: (other) => (!byStanding && other === person ? Number.POSITIVE_INFINITY : path.unlocked(other)),
  };
  walked.go(changed, (visited, level, outcome, why) => {
    if (visited !== person || outcome !== "paid" || level === null) return;
    const better = byStanding ? null : rankThatEarns(rule, level, path.rank(person));
    const rate = better === null ? walked.rate(person, level) : exact(rule.rates.at(level, better));
    const amount = cutPerSource(rule, amountAt(rule, base, paidIn(why)?.rate ?? rate));
    minor = round(amount, rule.plan.policies.rounding);
  });
  return minor;
}

/** A reason that has nothing to do with levels. */
export function plain(code: PrimaryReason, detail: Readonly<Record<string, string>> = {}): PairReason {
  return { code, outcome: null, level: null, detail, notes: [], wouldEarn: null };
}
