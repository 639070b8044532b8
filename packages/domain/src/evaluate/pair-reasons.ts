import { round } from "../money/exact.ts";
import { walkSelf } from "../plan/bonuses/walks/self.ts";
import { walkUpline } from "../plan/bonuses/walks/upline.ts";
import type { Outcome, Path, Visit } from "../plan/walk.ts";
import type { CondTrace, Note, NotPaid } from "./outcome.ts";
import type { PrimaryReason } from "./reason.ts";
import { amountOf, cutPerSource, type Rule } from "./rule.ts";
import { rateAsText } from "./text.ts";

/** One source of one bonus, walked along one line of people. */
export interface Walked<P> {
  readonly rule: Rule;
  readonly source: P;
  readonly path: Path<P>;
  /** Place in the ladder that the bonus reads. */
  rank(person: P): number;
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
  /** The walk had ended before it came to this person. */
  readonly isBeyond: boolean;
}

/** Goes along the line of a rule as its walk says. */
export function walk<P>(rule: Rule, source: P, path: Path<P>, visit: Visit<P>): void {
  const { walk: way } = rule.bonus;
  if (way.to === "self") walkSelf(source, path, visit);
  else if (way.to === "upline") walkUpline(way, source, path, visit);
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
function allHops<P>({ rule, source, path }: Walked<P>): Map<P, Hop> {
  const hops = new Map<P, Hop>();
  const { walk: way } = rule.bonus;
  if (way.to !== "upline") {
    walk(rule, source, path, (person, level, outcome, reason) => {
      hops.set(person, { level, outcome, reason, isBeyond: false });
    });
    for (let up = path.up(source); up !== null; up = path.up(up)) {
      const reason = path.removed(up) ?? path.gate(up);
      hops.set(up, { level: null, outcome: "skipped", reason, isBeyond: true });
    }
    return hops;
  }
  const last = way.levels === "infinity" ? Number.POSITIVE_INFINITY : way.levels;
  let next = 1;
  walkUpline({ ...way, levels: "infinity" }, source, path, (person, level, outcome, reason) => {
    hops.set(person, { level, outcome, reason, isBeyond: next > last });
    if (level !== null) next = level + 1;
  });
  return hops;
}

function reasonOf<P>(walked: Walked<P>, person: P, hop: Hop | undefined): PairReason | null {
  const { rule, source } = walked;
  if (person === source && rule.bonus.walk.to !== "self") {
    return plain(walked.path.removed(person) === "non_earning_node" ? "non_earning_node" : "own_purchase");
  }
  if (!hop) return plain("not_in_upline");
  if (hop.isBeyond) return beyond(walked, person, hop);
  if (hop.reason) return onWalk(walked, person, hop, hop.reason);

  const level = hop.level ?? 0;
  const rank = walked.rank(person);
  if (rule.rates.at(level, rank) !== 0n) return null;
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
function beyond<P>(walked: Walked<P>, person: P, hop: Hop): PairReason {
  const way = walked.rule.bonus.walk;
  const levels = way.to === "upline" ? String(way.levels) : "0";
  const detail = { levels, ...(hop.level === null ? {} : { level: String(hop.level) }) };
  const earlier: readonly (PrimaryReason | null)[] = ["terminated", "non_earning_node", "not_active", "gate_not_met"];
  if (!hop.reason || !earlier.includes(hop.reason)) return { ...plain("beyond_paid_levels"), detail };
  const notes: Note[] = [{ code: "beyond_paid_levels", detail }];
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
    const [have, need] = [walked.rank(person), rankThatEarns(rule, hop.level, walked.rank(person))];
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
  const { rule, path, source, base } = walked;
  const byStanding = code === "not_active" || code === "gate_not_met";
  if (!byStanding && code !== "rank_too_low_for_level") return null;

  let minor = 0n;
  const changed: Path<P> = {
    ...path,
    active: (other) => (byStanding && other === person) || path.active(other),
    gate: (other) => (byStanding && other === person ? null : path.gate(other)),
    unlocked: (other) => (!byStanding && other === person ? Number.POSITIVE_INFINITY : path.unlocked(other)),
  };
  walk(rule, source, changed, (visited, level, outcome) => {
    if (visited !== person || outcome !== "paid" || level === null) return;
    const own = walked.rank(person);
    const rank = byStanding ? own : (rankThatEarns(rule, level, own) ?? own);
    const exact = cutPerSource(rule, amountOf(rule, base, rule.rates.at(level, rank)));
    minor = round(exact, rule.plan.policies.rounding);
  });
  return minor;
}

/** A reason that has nothing to do with levels. */
export function plain(code: PrimaryReason, detail: Readonly<Record<string, string>> = {}): PairReason {
  return { code, outcome: null, level: null, detail, notes: [], wouldEarn: null };
}

/** The rate row in words, for a detail or an explanation. */
export function rateStep(rule: Rule, level: number, rank: number): { bonus: string; row: string; rate: string } {
  return { bonus: rule.bonus.id, row: rule.rates.row(level, rank), rate: rateAsText(rule.rates.at(level, rank)) };
}
