import { invariant } from "../errors/domain-error.ts";
import { round } from "../money/exact.ts";
import { baseOf } from "../plan/bonuses/sources/orders.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Path } from "../plan/walk.ts";
import { type Columns, compile, rankIndex } from "../rank/conditions.ts";
import { traceCondition } from "../rank/trace.ts";
import { periodOf } from "../time/period.ts";
import { addBreakage, type BreakageTotals } from "./breakage.ts";
import type { FrozenPerson, OrderFacts } from "./facts.ts";
import { type Frozen, frozenColumns, removal } from "./frozen.ts";
import { type Because, newLine } from "./new-line.ts";
import type { Line, Note, NotPaid, PathHop, RunProblem, Step } from "./outcome.ts";
import { type PairReason, plain, rateStep, reasonsOnLine, walk } from "./pair-reasons.ts";
import type { PrimaryReason } from "./reason.ts";
import { type BaseRefund, refundLines } from "./refund-lines.ts";
import { amountOf, cutPerSource, type Rule, refusal, ruleFor, rulesOf } from "./rule.ts";
import { baseText, exactText, minorText } from "./text.ts";

/** What live bonuses make of one order. */
export interface OrderOutcome {
  /** Lines of the order and of its refunds, in canonical order within each bonus. */
  readonly lines: readonly Line[];
  /** One reason for everybody on the line and every live bonus without a line. */
  readonly notPaid: readonly NotPaid[];
}

/** What the evaluation of a period collects beside the lines. */
export interface Collected {
  readonly lines: Line[];
  readonly breakage: BreakageTotals;
  readonly problems: RunProblem[];
}

/**
 * The class A lines of one order and of its refunds, from facts frozen at the order's effective instant. Each line is
 * rounded by itself. `evaluate` calls the same code for every order of a period.
 *
 * @param plan  the version in force at the order's effective instant
 */
export function orderLines(plan: PlanVersion, facts: OrderFacts): OrderOutcome {
  const collected: Collected = { lines: [], breakage: new Map(), problems: [] };
  const live: LiveFacts = { ...facts, personAt: (index) => facts.line[index] };
  const notPaid: NotPaid[] = [];
  for (const rule of rulesOf(plan)) {
    if (!rule.isLive) continue;
    const before = collected.lines.length;
    collectLive(plan, rule, live, collected);
    const earners = new Set(collected.lines.slice(before).map(({ earnerId }) => earnerId));
    const { refused, reasonOf } = liveReasons(plan, rule, live);
    for (const { id } of facts.line.filter((person) => !earners.has(person.id))) {
      const reason = refused ? plain(refused) : (reasonOf(id) ?? plain("rounds_to_zero"));
      notPaid.push({ bonusId: rule.bonus.id, orderId: facts.order.id, distributorId: id, ...reason });
    }
  }
  return { lines: collected.lines, notPaid };
}

/** The facts of an order with its line read step by step, so that a bonus for one person freezes only him. */
export interface LiveFacts extends Omit<OrderFacts, "line"> {
  /** Place 0 is the credited distributor; undefined above the root. */
  personAt(index: number): FrozenPerson | undefined;
}

/** Adds the lines of one live bonus to what is collected. */
export function collectLive(plan: PlanVersion, asked: Rule, facts: LiveFacts, collected: Collected): void {
  const rule = applicable(plan, asked, facts);
  if (typeof rule === "string") return;
  const { order } = facts;
  const base = baseOf(rule.source, order);
  const refunds = baseRefunds(rule, facts);

  walk(rule, 0, livePath(rule, facts), (at, level, outcome, reason) => {
    const person = facts.personAt(at);
    if (!person || level === null) return;
    const rank = rankOf(rule, person);
    const rate = rule.rates.at(level, rank);
    const uncut = amountOf(rule, base, rate);
    if (outcome === "unpaid" && reason) return addBreakage(collected.breakage, rule, reason, uncut);
    const exact = cutPerSource(rule, uncut);
    const minor = round(exact, plan.policies.rounding);
    if (minor === 0n) return;
    const place = { earnerId: person.id, sourceKey: `ord:${order.id}`, segment: 0, level, periodId: facts.countsIn };
    const amounts = { minor, exact, base, rate, orderIds: [order.id] };
    const original = newLine(rule, { ...place, ...amounts }, () => explainLive(rule, facts, at, level));
    collected.lines.push(original, ...refundLines(refundPlan(rule.plan), original, refunds, () => true));
  });
}

/** The rule in force for the order, or why the bonus does not take it. */
function applicable(plan: PlanVersion, asked: Rule, facts: LiveFacts): Rule | PairReason["code"] {
  const joinedAt = facts.personAt(0)?.joinedAt;
  if (joinedAt === undefined) return "not_joined_yet";
  const ruleById = (id: string) => ruleFor(plan, facts.versions ?? [], id, joinedAt);
  const rule = ruleById(asked.bonus.id);
  if (!rule) return "not_in_plan_version";
  return refusal(rule, facts.order, joinedAt, ruleById) ?? rule;
}

/** The refunds as the base of the rule sees them. */
function baseRefunds(rule: Rule, { order, refunds }: LiveFacts): BaseRefund[] {
  return refunds.map(({ id, effectiveAt, countsIn, cause, ...taken }) => {
    return { id, at: effectiveAt, countsIn, cause, orderId: order.id, base: baseOf(rule.source, taken) };
  });
}

export function refundPlan({ planId, minorDigits, policies }: PlanVersion) {
  return { planId, minorDigits, rounding: policies.rounding };
}

function frozenAt({ order, personAt }: LiveFacts, index: number): Frozen {
  const person = personAt(index);
  invariant(person, "a walk goes along the people of the line");
  return { person, at: order.effectiveAt };
}

const columnsByPlan = new WeakMap<PlanVersion, Columns<Frozen>>();

function columnsOf(plan: PlanVersion): Columns<Frozen> {
  const columns = columnsByPlan.get(plan) ?? frozenColumns(plan);
  columnsByPlan.set(plan, columns);
  return columns;
}

const gates = new WeakMap<Rule, (frozen: Frozen) => boolean>();

function gateOf(rule: Rule): (frozen: Frozen) => boolean {
  const gate = gates.get(rule) ?? compile(rule.bonus.gate, columnsOf(rule.plan));
  gates.set(rule, gate);
  return gate;
}

function rankOf(rule: Rule, person: FrozenPerson): number {
  return rankIndex(rule.plan, person[rule.bonus.rankAt.basis]);
}

/** The line of an order as a path: place 0 is the credited distributor. */
function livePath(rule: Rule, facts: LiveFacts): Path<number> {
  const gate = gateOf(rule);
  const at = (index: number): Frozen => frozenAt(facts, index);
  return {
    up: (index) => (facts.personAt(index + 1) ? index + 1 : null),
    removed: (index) => removal(at(index).person.status, at(index).person.earns),
    active: (index) => at(index).person.active,
    gate: (index) => {
      if (gate(at(index))) return null;
      return rule.gateReadsActive && !at(index).person.active ? "not_active" : "gate_not_met";
    },
    unlocked: (index) => rule.unlocks?.[rankOf(rule, at(index).person)] ?? Number.POSITIVE_INFINITY,
  };
}

/** Why people on the line of an order earn nothing of a live bonus. */
export interface LiveReasons {
  /** What keeps the order itself out of the bonus; null when the bonus takes it. */
  readonly refused: PrimaryReason | null;
  /** Null for whoever walk and rate pay, and for people who are not on the line. */
  reasonOf(distributorId: string): PairReason | null;
}

export function liveReasons(plan: PlanVersion, asked: Rule, facts: LiveFacts): LiveReasons {
  const rule = applicable(plan, asked, facts);
  const refused = isReversed(typeof rule === "string" ? asked : rule, facts) ? "reversed" : rule;
  if (typeof refused === "string" || typeof rule === "string") {
    return { refused: typeof refused === "string" ? refused : null, reasonOf: () => null };
  }
  const columns = columnsOf(rule.plan);
  const trace = (index: number, what: "active" | "gate") => {
    const cond = what === "gate" ? rule.bonus.gate : { ref: rule.plan.active, at: "lastClosed" as const };
    return traceCondition(cond, columns, frozenAt(facts, index));
  };
  const rank = (index: number) => rankOf(rule, frozenAt(facts, index).person);
  const base = baseOf(rule.source, facts.order);
  const line = lineOf(facts);
  const walked = { rule, source: 0, path: livePath(rule, facts), rank, base, trace };
  const reasons = reasonsOnLine(walked, [...line.values()]);
  return { refused: null, reasonOf: (id) => reasons.get(line.get(id) ?? -1) ?? null };
}

/** Everybody on the line with his place. */
function lineOf(facts: LiveFacts): Map<string, number> {
  const line = new Map<string, number>();
  for (let index = 0, next = facts.personAt(0); next; index += 1, next = facts.personAt(index))
    line.set(next.id, index);
  return line;
}

function isReversed({ source }: Rule, { order, refunds }: LiveFacts): boolean {
  const refunded = refunds.reduce((sum, refund) => sum + baseOf(source, refund), 0n);
  return refunded > 0n && refunded >= baseOf(source, order);
}

function explainLive(rule: Rule, facts: LiveFacts, earner: number, level: number): Because {
  const { plan, bonus, volume } = rule;
  const { order } = facts;
  const base = baseOf(rule.source, order);
  const frozen = frozenAt(facts, earner);
  const rank = rankOf(rule, frozen.person);
  const rate = rule.rates.at(level, rank);
  const uncut = amountOf(rule, base, rate);
  const exact = cutPerSource(rule, uncut);
  const write = (amount: typeof exact) => exactText(amount, plan.minorDigits);
  const basis = rule.rates.byRank ? { basis: `${bonus.rankAt.basis} at the last closed period` } : {};

  const steps: Step[] = [
    {
      kind: "source",
      what: "order",
      ref: order.id,
      at: order.effectiveAt,
      base: baseText(base, volume, plan.minorDigits),
      volume,
    },
    {
      kind: "path",
      tree: bonus.walk.to === "upline" ? bonus.walk.tree : plan.rankTree,
      hops: hopsTo(rule, facts, earner),
    },
    { kind: "condition", trace: traceCondition(bonus.gate, columnsOf(plan), frozen) },
    { kind: "rate", ...rateStep(rule, level, rank), ...basis },
  ];
  if (exact !== uncut) steps.push({ kind: "limit", limit: "source", before: write(uncut), after: write(exact) });
  const rounded = minorText(round(exact, plan.policies.rounding), plan.minorDigits);
  steps.push({ kind: "round", exact: write(exact), rounded, how: "line" });
  return { steps, notes: notesOf(rule, facts) };
}

function notesOf(rule: Rule, facts: LiveFacts): Note[] {
  const notes: Note[] = [];
  const { plan, source, volume } = rule;
  const base = plan.periods.find(({ id }) => id === plan.basePeriod);
  const ownPeriod = base ? periodOf(base, facts.order.effectiveAt, plan.timeZone).id : facts.countsIn;
  if (ownPeriod !== facts.countsIn) {
    notes.push({ code: "order_late", detail: { period: ownPeriod, countsIn: facts.countsIn } });
  }
  const refunded = facts.refunds.reduce((sum, refund) => sum + baseOf(source, refund), 0n);
  if (refunded > 0n) {
    notes.push({ code: "partly_refunded", detail: { refunded: baseText(refunded, volume, plan.minorDigits) } });
  }
  return notes;
}

function hopsTo(rule: Rule, facts: LiveFacts, earner: number): PathHop[] {
  const hops: PathHop[] = [];
  walk(rule, 0, livePath(rule, facts), (at, level, outcome, reason) => {
    if (at > earner) return;
    hops.push({ id: facts.personAt(at)?.id ?? "", level, outcome, ...(reason ? { reason } : {}) });
  });
  return hops;
}
