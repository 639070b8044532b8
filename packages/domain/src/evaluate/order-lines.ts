import { invariant } from "../errors/domain-error.ts";
import { type Exact, exact, floor, round } from "../money/exact.ts";
import { baseOf } from "../plan/bonuses/sources/orders.ts";
import { walkCoded } from "../plan/bonuses/walks/coded.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { type Paid, type Path, paidIn, reasonIn, type Visit } from "../plan/walk.ts";
import type { Columns } from "../rank/conditions.ts";
import { traceCondition } from "../rank/trace.ts";
import { periodOf } from "../time/period.ts";
import { addBreakage, type BreakageTotals } from "./breakage.ts";
import type { FrozenPerson, OrderFacts } from "./facts.ts";
import { type Frozen, frozenColumns, removal } from "./frozen.ts";
import { type Because, newLine } from "./new-line.ts";
import type { Line, Note, NotPaid, PathHop, RunProblem, Step } from "./outcome.ts";
import { type PairReason, plain, reasonsOnLine, walk } from "./pair-reasons.ts";
import { type Readers, readersOf } from "./readers.ts";
import type { PrimaryReason } from "./reason.ts";
import { type BaseRefund, refundLines } from "./refund-lines.ts";
import {
  amountAt,
  cutPerSource,
  isOrderRule,
  type OrderRule,
  packageRate,
  type Rule,
  refusal,
  ruleFor,
  rulesOf,
} from "./rule.ts";
import { baseText, exactText, millionthsText, minorText } from "./text.ts";

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
    if (!rule.isLive || !isOrderRule(rule)) continue;
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
export function collectLive(plan: PlanVersion, asked: OrderRule, facts: LiveFacts, collected: Collected): void {
  const rule = applicable(plan, asked, facts);
  if (typeof rule === "string") return;
  const { order } = facts;
  const base = baseOf(rule.source, order);
  const refunds = baseRefunds(rule, facts);

  walkLive(rule, facts, (at, level, outcome, why) => {
    const [reason, paid] = [reasonIn(why), paidIn(why)];
    const person = facts.personAt(at);
    if (!person || level === null || outcome === "skipped") return;
    const rate = paid?.rate ?? liveRate(rule, facts, at, level);
    const uncut = amountAt(rule, base, rate);
    if (outcome === "unpaid" && reason) return addBreakage(collected.breakage, rule, reason, uncut);
    const exact = cutPerSource(rule, uncut);
    const minor = round(exact, plan.policies.rounding);
    if (minor === 0n) return;
    const place = { earnerId: person.id, sourceKey: `ord:${order.id}`, segment: 0, level, periodId: facts.countsIn };
    const amounts = { minor, exact, base, rate: floor(rate), orderIds: [order.id], part: paid?.part ?? "-" } as const;
    const original = newLine(rule, { ...place, ...amounts }, () =>
      explainLive(rule, facts, { earner: at, level, paid }),
    );
    collected.lines.push(original, ...refundLines(refundPlan(rule.plan), original, refunds, () => true));
  });
}

/** The rule in force for the order, or why the bonus does not take it. */
function applicable(plan: PlanVersion, asked: OrderRule, facts: LiveFacts): OrderRule | PairReason["code"] {
  const joinedAt = facts.personAt(0)?.joinedAt;
  if (joinedAt === undefined) return "not_joined_yet";
  const ruleById = (id: string) => ruleFor(plan, facts.versions ?? [], id, joinedAt);
  const rule = ruleById(asked.bonus.id);
  if (!rule) return "not_in_plan_version";
  return refusal(rule, facts.order, joinedAt, ruleById) ?? rule;
}

/** The refunds as the base of the rule sees them. */
function baseRefunds(rule: OrderRule, { order, refunds }: LiveFacts): BaseRefund[] {
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

const readers = new WeakMap<Rule, Readers<Frozen>>();

function readersFor(rule: Rule): Readers<Frozen> {
  const known = readers.get(rule) ?? readersOf(rule, columnsOf(rule.plan), ({ person }) => person.active);
  readers.set(rule, known);
  return known;
}

/** Millionths that somebody on the line gets. */
function liveRate(rule: Rule, facts: LiveFacts, at: number, level: number): Exact {
  const packaged = packageRate(rule, facts.order.packageLevel ?? null);
  return packaged ?? readersFor(rule).rate(frozenAt(facts, at), level);
}

/** Goes along the line of an order as the bonus says. */
function walkLive(rule: Rule, facts: LiveFacts, visit: Visit<number>): void {
  go(rule, facts, livePath(rule, facts), visit);
}

function go(rule: Rule, facts: LiveFacts, path: Path<number>, visit: Visit<number>): void {
  const { walk: way } = rule.bonus;
  if (way.to !== "coded") {
    walk(rule, 0, path, visit);
    return;
  }
  const codeOf = (index: number) => facts.personAt(index)?.attributes[way.attribute];
  walkCoded({ packageLevel: facts.order.packageLevel ?? "", codeOf }, 0, path, visit);
}

/** The line of an order as a path: place 0 is the credited distributor. */
function livePath(rule: Rule, facts: LiveFacts): Path<number> {
  const own = readersFor(rule);
  const at = (index: number): Frozen => frozenAt(facts, index);
  return {
    up: (index) => (facts.personAt(index + 1) ? index + 1 : null),
    removed: (index) => removal(at(index).person.status, at(index).person.earns),
    active: (index) => at(index).person.active,
    gate: (index) => own.gate(at(index)),
    unlocked: (index) => own.unlocked(at(index)),
    rank: (index) => own.rank(at(index)),
    rate: (index) => (rule.bonus.walk.to === "differential" ? own.rate(at(index), 0) : exact(0n)),
  };
}

/** Why people on the line of an order earn nothing of a live bonus. */
export interface LiveReasons {
  /** What keeps the order itself out of the bonus; null when the bonus takes it. */
  readonly refused: PrimaryReason | null;
  /** Null for whoever walk and rate pay, and for people who are not on the line. */
  reasonOf(distributorId: string): PairReason | null;
}

export function liveReasons(plan: PlanVersion, asked: OrderRule, facts: LiveFacts): LiveReasons {
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
  const base = baseOf(rule.source, facts.order);
  const follow = (path: Path<number>, visit: Visit<number>) => go(rule, facts, path, visit);
  const rate = (index: number, level: number) => liveRate(rule, facts, index, level);
  const line = lineOf(facts);
  const walked = { rule, source: 0, path: livePath(rule, facts), go: follow, rate, base, trace };
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

function isReversed({ source }: OrderRule, { order, refunds }: LiveFacts): boolean {
  const refunded = refunds.reduce((sum, refund) => sum + baseOf(source, refund), 0n);
  return refunded > 0n && refunded >= baseOf(source, order);
}

function explainLive(
  rule: OrderRule,
  facts: LiveFacts,
  { earner, level, paid }: { earner: number; level: number; paid: Paid | null },
): Because {
  const { plan, bonus, volume } = rule;
  const { order } = facts;
  const base = baseOf(rule.source, order);
  const frozen = frozenAt(facts, earner);
  const rate = paid?.rate ?? liveRate(rule, facts, earner, level);
  const uncut = amountAt(rule, base, rate);
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
      tree: rule.tree,
      hops: hopsTo(rule, facts, earner),
    },
    { kind: "condition", trace: traceCondition(bonus.gate, columnsOf(plan), frozen) },
    {
      kind: "rate",
      bonus: bonus.id,
      row: paid?.part === "same" ? "same rank" : readersFor(rule).row(frozen, level),
      rate: millionthsText(rate),
      ...(paid?.minus ? { minus: millionthsText(paid.minus) } : {}),
      ...basis,
    },
  ];
  if (exact !== uncut) steps.push({ kind: "limit", limit: "source", before: write(uncut), after: write(exact) });
  const rounded = minorText(round(exact, plan.policies.rounding), plan.minorDigits);
  steps.push({ kind: "round", exact: write(exact), rounded, how: "line" });
  return { steps, notes: notesOf(rule, facts) };
}

function notesOf(rule: OrderRule, facts: LiveFacts): Note[] {
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

function hopsTo(rule: OrderRule, facts: LiveFacts, earner: number): PathHop[] {
  const hops: PathHop[] = [];
  walkLive(rule, facts, (at, level, outcome, why) => {
    const reason = reasonIn(why);
    if (at > earner) return;
    hops.push({ id: facts.personAt(at)?.id ?? "", level, outcome, ...(reason ? { reason } : {}) });
  });
  return hops;
}
