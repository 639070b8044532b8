import { invariant } from "../errors/domain-error.ts";
import { parentAt } from "../genealogy/edges.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import type { ClosedResult, FrozenPerson, OrderFact } from "./facts.ts";
import { closedFields, newestClosed } from "./frozen.ts";
import { type Collected, collectLive, type LiveFacts } from "./order-lines.ts";
import { isOrderRule, type OrderRule, type Rule, rulesOf, versionAt } from "./rule.ts";
import type { CountedOrder } from "./sales.ts";
import { attributesAt, statusAt, type World } from "./world.ts";

/** Adds the lines of all live bonuses, order by order, from facts frozen at each order's effective instant. */
export function collectLiveBonuses(
  plan: PlanVersion,
  world: World,
  orders: readonly CountedOrder[],
  to: Collected,
): void {
  const isAsked = (rule: Rule): rule is OrderRule => rule.isLive && isOrderRule(rule);
  if (!rulesOf(plan).some(isAsked)) return;
  const frozen = frozenReader(world);
  for (const counted of orders) {
    const own = planOf(plan, world, counted.order);
    const facts = liveFacts(own, frozen, counted);
    for (const rule of rulesOf(own)) if (isAsked(rule)) collectLive(own, rule, facts, to);
  }
}

/** The version in force at the order's instant: another one only for an order that counts later than it happened. */
export function planOf(plan: PlanVersion, { given }: World, { effectiveAt }: OrderFact): PlanVersion {
  if (effectiveAt >= given.period.start || given.versions.length === 0) return plan;
  return versionAt([plan, ...given.versions.filter(({ version }) => version !== plan.version)], effectiveAt);
}

/** What `orderLines` takes for an order of the period; people are frozen when somebody reads them. */
export function liveFacts(
  plan: PlanVersion,
  { world, person }: FrozenReader,
  { order, refunds }: CountedOrder,
): LiveFacts {
  const { period, versions } = world.given;
  const { effectiveAt } = order;
  const line: FrozenPerson[] = [];
  let next: string | null = order.creditedTo;
  return {
    order: { ...order, id: order.order },
    countsIn: period.id,
    personAt(index) {
      while (line.length <= index && next !== null) {
        line.push(person(plan, next, effectiveAt));
        next = parentAt(world.edges, next, effectiveAt) ?? null;
        invariant(line.length <= world.edges.size + 1, "nobody is above himself");
      }
      return line[index];
    },
    refunds: refunds.map((refund) => ({ ...refund, id: refund.refund, countsIn: period.id })),
    versions,
  };
}

/** Reads people as effective at a moment. */
export interface FrozenReader {
  readonly world: World;
  readonly person: (plan: PlanVersion, distributor: string, at: Instant) => FrozenPerson;
}

/** People as effective at a moment. Whoever did not change in between is the same record. */
export function frozenReader(world: World): FrozenReader {
  const closedAt = newestByMoment(world.given.closed);
  const known = new Map<string, FrozenPerson>();
  const read: FrozenReader["person"] = (plan, id, at) => {
    const closed = closedAt(at);
    const status = statusAt(world, id, at);
    const attributes = world.attributes.get(id)?.findLastIndex(({ from }) => from <= at) ?? -1;
    const key = `${id}|${status}|${attributes}|${closed?.period}|${closed?.run}|${plan.version}`;
    const same = known.get(key);
    if (same) return same;
    const person = world.people[world.numberOf.get(id) ?? -1];
    const result = closed && Object.hasOwn(closed.people, id) ? closed.people[id] : undefined;
    const frozen: FrozenPerson = {
      id,
      joinedAt: person?.joinedAt ?? at,
      status,
      earns: person?.earns ?? true,
      attributes: attributesAt(world, id, at),
      ...closedFields(plan, result),
    };
    known.set(key, frozen);
    return frozen;
  };
  return { world, person: read };
}

/** The newest base period whose close was posted by then, of it the newest run posted by then. */
function newestByMoment(closed: readonly ClosedResult[]): (at: Instant) => ClosedResult | null {
  const moments = [...new Set(closed.map((result) => result.closedAt))].sort();
  const newest = moments.map((moment) => newestClosed(closed, ({ closedAt }) => closedAt <= moment));
  return (at) => newest[moments.findLastIndex((moment) => moment <= at)] ?? null;
}
