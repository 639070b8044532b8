import type { PlanVersion } from "../plan/plan-version.ts";
import type { Path, Visit } from "../plan/walk.ts";
import { traceCondition } from "../rank/trace.ts";
import type { Frozen } from "./frozen.ts";
import { collectOrder, saleOf } from "./live-lines.ts";
import { applicable, type LiveFacts, matchSources, orderSource } from "./live-sources.ts";
import { columnsOf, type LiveSource, lineFrom, livePath, liveRate, walkLive } from "./live-walk.ts";
import { closestOf, OF_MATCH } from "./match-reasons.ts";
import type { Line } from "./outcome.ts";
import { type PairReason, plain, reasonsOnLine } from "./pair-reasons.ts";
import type { PrimaryReason } from "./reason.ts";
import { isMatchRule, isOrderRule, type MatchRule, type OrderRule, type Rule } from "./rule.ts";

/** Why people earn nothing of a live bonus from one order. */
export interface LiveReasons {
  /** What keeps the order itself out of the bonus; null when the bonus takes it. */
  readonly refused: PairReason | null;
  /** Null for whoever walk and rate pay. */
  reasonOf(distributorId: string): PairReason | null;
}

export function liveReasons(plan: PlanVersion, asked: Rule, facts: LiveFacts): LiveReasons {
  if (isMatchRule(asked)) return matchReasons(plan, asked, facts);
  return isOrderRule(asked) ? orderReasons(plan, asked, facts) : refuse("not_in_source");
}

function refuse(code: PrimaryReason, detail: PairReason["detail"] = {}): LiveReasons {
  return { refused: plain(code, detail), reasonOf: () => null };
}

function orderReasons(plan: PlanVersion, asked: OrderRule, facts: LiveFacts): LiveReasons {
  const rule = applicable(plan, asked, facts);
  const source = orderSource(typeof rule === "string" ? asked : rule, facts);
  if (source && isReversed(source)) return refuse("reversed");
  if (typeof rule === "string") return refuse(rule);
  // A window that was begun under another name is asked for by that.
  if (rule.bonus.id !== asked.bonus.id) return refuse("not_in_plan_version");
  if (!source) return refuse("not_joined_yet");
  const reasonOf = reasonsFrom(rule, source);
  return { refused: null, reasonOf };
}

/** A match may reach somebody from several lines of one order: told is what stops him at the one that comes closest. */
function matchReasons(plan: PlanVersion, rule: MatchRule, facts: LiveFacts): LiveReasons {
  const sources = matchSources(rule, saleOf(facts), linesOf(plan, facts));
  if (sources.length === 0) return refuse("no_volume", OF_MATCH);
  if (sources.every(isReversed)) return refuse("reversed");
  const asked = sources.map((source) => {
    const ask = reasonsFrom(rule, source);
    return (id: string) => {
      const reason = id === source.from.person.id ? plain("not_in_upline") : ask(id);
      return reason?.code === "not_in_upline" ? { ...reason, detail: OF_MATCH } : reason;
    };
  });
  return {
    refused: null,
    reasonOf(id) {
      const found = asked.map((ask) => ask(id));
      const reasons = found.filter((reason) => reason !== null);
      if (reasons.length < found.length) return null;
      return closestOf(reasons);
    },
  };
}

const linesByFacts = new WeakMap<LiveFacts, readonly Line[]>();

function linesOf(plan: PlanVersion, facts: LiveFacts): readonly Line[] {
  const known = linesByFacts.get(facts);
  if (known) return known;
  const collected = { lines: [], breakage: new Map(), problems: [] };
  collectOrder(plan, facts, collected);
  linesByFacts.set(facts, collected.lines);
  return collected.lines;
}

/** The reason of anybody, from one source. */
function reasonsFrom(rule: Rule, source: LiveSource): (distributorId: string) => PairReason | null {
  const columns = columnsOf(rule.plan);
  const line = new Map(lineFrom(source.people, rule.tree, source.from).map((frozen) => [frozen.person.id, frozen]));
  const walked = {
    rule,
    source: source.from,
    path: livePath(rule, source.people),
    go: (path: Path<Frozen>, visit: Visit<Frozen>) => walkLive(rule, source, path, visit),
    rate: (frozen: Frozen, level: number) => liveRate(rule, source, frozen, level),
    base: source.base,
    trace: (frozen: Frozen, what: "active" | "gate") => {
      const cond = what === "gate" ? rule.bonus.gate : { ref: rule.plan.active, at: "lastClosed" as const };
      return traceCondition(cond, columns, frozen);
    },
  };
  const reasons = reasonsOnLine(walked, [...line.values()]);
  return (id) => {
    const frozen = line.get(id);
    if (!frozen) return plain("not_in_upline");
    return reasons.get(frozen) ?? null;
  };
}

function isReversed({ base, refunds }: LiveSource): boolean {
  const refunded = refunds.reduce((sum, refund) => sum + refund.base, 0n);
  return refunded > 0n && refunded >= base;
}
