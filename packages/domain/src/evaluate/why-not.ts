import { invariant } from "../errors/domain-error.ts";
import { edgeAt, uplineAt } from "../genealogy/edges.ts";
import { baseOf } from "../plan/bonuses/sources/orders.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Path, Visit } from "../plan/walk.ts";
import { traceCondition } from "../rank/trace.ts";
import { walkOf } from "./close-bonus.ts";
import { closingPath, readersIn } from "./closing.ts";
import { type Decided, evaluate, type Trace } from "./evaluate.ts";
import type { PeriodFacts, State } from "./facts.ts";
import { leftNothing } from "./limit-reasons.ts";
import { originalOf } from "./line-key.ts";
import { type FrozenReader, frozenReader, liveFacts, planOf } from "./live.ts";
import { liveReasons } from "./live-reasons.ts";
import type { Evaluation, NotPaid } from "./outcome.ts";
import { type PairReason, plain, reasonsOnLine, walk } from "./pair-reasons.ts";
import { type Paid, periodReason } from "./period-reasons.ts";
import type { PrimaryReason } from "./reason.ts";
import { isMatchRule, isOrderRule, type OrderRule, packageRate, type Rule, rulesOf } from "./rule.ts";
import { goneWindows } from "./rule-order.ts";
import type { CountedOrder } from "./sales.ts";
import { orderRefusal, orderSources } from "./sources.ts";
import type { World } from "./world.ts";

/** One question: why does this person have no line of this bonus from this order? */
export interface Question {
  readonly distributorId: string;
  readonly bonusId: string;
  readonly orderId: string;
}

/**
 * Why somebody has no line of a bonus from an order that counts in the period: the first reason of the closed list that
 * applies, with the values for its sentence and, where it has a meaning, what the order would have paid him.
 *
 * @returns null when there is a line
 */
export function whyNot(plan: PlanVersion, facts: PeriodFacts, opening: State, question: Question): NotPaid | null {
  return inquiry(plan, facts, opening).whyNot(question);
}

/** Every (order, bonus) from below a distributor without a line for him, orders by id, bonuses in plan order. */
export function notPaidOf(plan: PlanVersion, facts: PeriodFacts, opening: State, distributorId: string): NotPaid[] {
  return inquiry(plan, facts, opening).notPaidOf(distributorId);
}

/** An evaluation that can be asked. */
export interface Inquiry {
  readonly evaluation: Evaluation;
  readonly decided: Decided;
  whyNot(question: Question): NotPaid | null;
  notPaidOf(distributorId: string): NotPaid[];
}

/** Evaluates once and answers any number of questions about it. */
export function inquiry(plan: PlanVersion, facts: PeriodFacts, opening: State): Inquiry {
  const trace: Trace = {};
  const evaluation = evaluate(plan, facts, opening, trace);
  const { decided } = trace;
  invariant(decided, "an evaluation fills its trace");
  const { world, sales } = decided.context;
  const paid = new Set(
    evaluation.lines
      .filter((line) => originalOf(line) === null)
      .flatMap(({ bonusId, earnerId, orderIds }) => orderIds.map((order) => `${bonusId}|${earnerId}|${order}`)),
  );
  const counted = new Map(sales.orders.map((order) => [order.order.order, order]));
  const paidAs = { live: trace.live ?? [], cells: trace.cells ?? [] };
  const asked: Asked = { decided, frozen: frozenReader(world), paid: paidAs, ofPeriod: new Map() };

  const earners = new Set(evaluation.lines.map(({ bonusId, earnerId }) => `${bonusId}|${earnerId}`));
  const periodic = new Set(rulesOf(plan).flatMap((rule) => (goesByOrder(rule) ? [] : [rule.bonus.id])));

  const answer = ({ distributorId, bonusId, orderId }: Question): NotPaid | null => {
    if (paid.has(`${bonusId}|${distributorId}|${orderId}`)) return null;
    if (periodic.has(bonusId) && earners.has(`${bonusId}|${distributorId}`)) return null;
    const order = counted.get(orderId);
    const reason = order ? reasonFor(asked, order, bonusId, distributorId) : plain("not_confirmed");
    return { bonusId, orderId, distributorId, ...reason };
  };
  return {
    evaluation,
    decided,
    whyNot: answer,
    notPaidOf: (distributorId) => {
      const found: (NotPaid | null)[] = [];
      for (const { order } of sales.orders) {
        const at = momentOf(world, order.effectiveAt);
        const isBelow = inEachTree((tree) =>
          uplineAt(world.edgesIn(tree), order.creditedTo, at).includes(distributorId),
        );
        for (const { bonus, tree } of rulesOf(plan)) {
          if (isBelow(tree)) found.push(answer({ distributorId, bonusId: bonus.id, orderId: order.order }));
        }
      }
      return found.filter((reason) => reason !== null);
    },
  };
}

/** An answer per tree, each found once. */
function inEachTree(find: (tree: string) => boolean): (tree: string) => boolean {
  const known = new Map<string, boolean>();
  return (tree) => {
    const answer = known.get(tree) ?? find(tree);
    known.set(tree, answer);
    return answer;
  };
}

/** Whether the pair that is asked about is (order, distributor); otherwise it is (period, distributor). */
function goesByOrder(rule: Rule): boolean {
  return isOrderRule(rule) || (rule.isLive && isMatchRule(rule));
}

interface Asked {
  readonly decided: Decided;
  readonly frozen: FrozenReader;
  readonly paid: Paid;
  /** What was answered about bonuses that do not go order by order. */
  readonly ofPeriod: Map<string, PairReason>;
}

/** The moment whose tree decides about an order in a close: its own, or the start of the period for a late one. */
function momentOf({ given }: World, effectiveAt: CountedOrder["order"]["effectiveAt"]) {
  return effectiveAt < given.period.start ? given.period.start : effectiveAt;
}

function reasonFor(asked: Asked, counted: CountedOrder, bonusId: string, distributorId: string): PairReason {
  const { plan, context } = asked.decided;
  const { world } = context;
  const rules = [...rulesOf(plan), ...goneWindows(plan, world.given.versions)];
  const rule = rules.find(({ bonus }) => bonus.id === bonusId);
  if (!rule) return plain("not_in_plan_version");
  if (rule.isLive && goesByOrder(rule)) return live(asked, rule, counted, distributorId);
  if (!isOrderRule(rule)) {
    const key = `${bonusId}|${distributorId}`;
    const known = asked.ofPeriod.get(key) ?? periodReason(rule, context, distributorId, asked.paid);
    asked.ofPeriod.set(key, known);
    return known;
  }
  const { order } = counted;
  const refused = closingRefusal(asked, rule, counted);
  const relation = refused ?? relationOf(world, rule.tree, order, distributorId);
  return relation ? plain(relation) : closing(asked, rule, counted, distributorId);
}

function closingRefusal({ decided }: Asked, rule: OrderRule, counted: CountedOrder): PrimaryReason | null {
  const base = baseOf(rule.source, counted.order);
  const refunded = counted.refunds.reduce((sum, refund) => sum + baseOf(rule.source, refund), 0n);
  if (refunded > 0n && refunded >= base) return "reversed";
  return orderRefusal(rule, decided.context, counted);
}

/** What stands between a person and an order before any walk is asked. */
function relationOf(world: World, tree: string, order: CountedOrder["order"], id: string): PrimaryReason | null {
  const edges = world.edgesIn(tree);
  const person = world.numberOf.get(id);
  if (person === undefined) return strangerOf(world, id);
  // Of people on the line the walk tells more: whether they used a level or were passed by.
  const at = momentOf(world, order.effectiveAt);
  if (id === order.creditedTo || uplineAt(edges, order.creditedTo, at).includes(id)) return null;
  if (!world.earns(person)) return "non_earning_node";
  if ((world.joinedAt(person) ?? order.effectiveAt) > order.effectiveAt) return "not_joined_yet";
  if (!edgeAt(edges, id, at) || !edgeAt(edges, order.creditedTo, at)) return "unplaced";
  return uplineAt(edges, order.creditedTo, world.last).includes(id) ? "not_your_line_then" : "not_in_upline";
}

/** Why somebody who is no distributor earns nothing; null for a distributor. */
function strangerOf(world: World, id: string): PrimaryReason | null {
  if (world.numberOf.has(id)) return null;
  const isCustomer = world.orders.some(({ buyer, buyerKind }) => buyerKind === "customer" && buyer === id);
  return isCustomer ? "customer_never_earns" : "not_in_upline";
}

function live({ decided, frozen }: Asked, rule: Rule, counted: CountedOrder, id: string): PairReason {
  const { order } = counted;
  const own = planOf(decided.plan, frozen.world, order);
  const inForce = rulesOf(own).find(({ bonus }) => bonus.id === rule.bonus.id) ?? rule;
  const { refused, reasonOf } = liveReasons(own, inForce, liveFacts(own, frozen, counted));
  if (refused) return refused;
  // A match goes up from whoever was paid, so the line of the seller says nothing about it.
  const relation = isMatchRule(rule) ? strangerOf(frozen.world, id) : relationOf(frozen.world, rule.tree, order, id);
  return relation ? plain(relation) : (reasonOf(id) ?? plain("rounds_to_zero"));
}

function closing({ decided, paid }: Asked, rule: OrderRule, counted: CountedOrder, id: string): PairReason {
  const { context, plan } = decided;
  const { world, forest, columns } = context;
  const person = world.numberOf.get(id) ?? -1;
  const epochs = forest(rule.tree);
  const segment = epochs.segments(epochs.ofOrder(counted.order.effectiveAt))[counted.source] ?? 0;
  const source = orderSources(rule, context).find(
    (one) => one.person === counted.source && one.segment === segment && one.orderIds.includes(counted.order.order),
  );
  const packaged = packageRate(rule, counted.order.packageLevel);
  const walked = {
    rule,
    source: counted.source,
    path: closingPath(rule, context, segment, false),
    go: (path: Path<number>, visit: Visit<number>) =>
      source ? walkOf(rule, context, source, path)(visit) : walk(rule, counted.source, path, visit),
    rate: (other: number, level: number) => packaged ?? readersIn(rule, context).rate(other, level),
    base: counted.refunds.reduce(
      (sum, refund) => sum - baseOf(rule.source, refund),
      baseOf(rule.source, counted.order),
    ),
    trace: (other: number, what: "active" | "gate") => {
      const cond =
        what === "gate" ? rule.bonus.gate : { ref: plan.active, at: rule.gateReadsActive ?? ("this" as const) };
      return traceCondition(cond, columns, other);
    },
  };
  const reason = reasonsOnLine(walked, [person]).get(person);
  if (reason) return reason;
  const cell = paid.cells.find((one) => one.rule === rule && one.earnerId === id);
  return leftNothing(cell, ({ orderIds }) => orderIds.includes(counted.order.order));
}
