import { parentAt } from "../genealogy/edges.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import type { ClosedResult, FrozenPerson, OrderFact, Recruited } from "./facts.ts";
import { closedFields, newestClosed } from "./frozen.ts";
import { type Collected, collectOrder } from "./live-lines.ts";
import { type LivePeople, livePeople } from "./live-people.ts";
import type { LiveFacts } from "./live-sources.ts";
import { recruitsIn, saleNumbers } from "./recruits.ts";
import { versionAt } from "./rule.ts";
import { goneWindows, liveRules } from "./rule-order.ts";
import type { CountedOrder } from "./sales.ts";
import { attributesAt, statusAt, type World } from "./world.ts";

/** Adds the lines of all live bonuses, order by order, from facts frozen at each order's effective instant. */
export function collectLiveBonuses(
  plan: PlanVersion,
  world: World,
  orders: readonly CountedOrder[],
  to: Collected,
): void {
  if (liveRules(plan).length === 0 && goneWindows(plan, world.given.versions).length === 0) return;
  const frozen = frozenReader(world);
  for (const counted of orders) {
    const own = planOf(plan, world, counted.order);
    collectOrder(own, liveFacts(own, frozen, counted), to);
  }
}

/** The version in force at the order's instant: another one only for an order that counts later than it happened. */
export function planOf(plan: PlanVersion, { given }: World, { effectiveAt }: OrderFact): PlanVersion {
  if (effectiveAt >= given.period.start || given.versions.length === 0) return plan;
  return versionAt([plan, ...given.versions.filter(({ version }) => version !== plan.version)], effectiveAt);
}

/** What `orderLines` takes for an order of the period; people are frozen when somebody reads them. */
export function liveFacts(plan: PlanVersion, reader: FrozenReader, { order, refunds }: CountedOrder): LiveFacts {
  const { world } = reader;
  const { period, versions } = world.given;
  const nth = reader.saleNumber(order.order);
  return {
    order: { ...order, id: order.order, ...(nth === undefined ? {} : { nth }) },
    countsIn: period.id,
    people: peopleAt(plan, reader, order.effectiveAt),
    refunds: refunds.map((refund) => ({ ...refund, id: refund.refund, countsIn: period.id })),
    versions,
  };
}

/** People and trees of the period as they were at a moment. */
function peopleAt(plan: PlanVersion, { world, person, recruited }: FrozenReader, at: Instant): LivePeople {
  return livePeople({
    at,
    versions: world.given.versions,
    person: (id) => (world.numberOf.has(id) ? person(plan, id, at) : undefined),
    parent: (tree, id) => parentAt(world.edgesIn(tree), id, at) ?? null,
    recruited,
  });
}

/** Reads people as effective at a moment. */
export interface FrozenReader {
  readonly world: World;
  readonly person: (plan: PlanVersion, distributor: string, at: Instant) => FrozenPerson;
  readonly recruited: (tree: string, distributor: string) => Recruited;
  /** The how-many-th order of its distributor it is. */
  readonly saleNumber: (order: string) => number | undefined;
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
    const person = world.numberOf.get(id) ?? -1;
    const result = closed && Object.hasOwn(closed.people, id) ? closed.people[id] : undefined;
    const frozen: FrozenPerson = {
      id,
      joinedAt: world.joinedAt(person) ?? at,
      status,
      earns: world.earns(person),
      attributes: attributesAt(world, id, at),
      ...closedFields(plan, result),
    };
    known.set(key, frozen);
    return frozen;
  };
  return {
    world,
    person: read,
    recruited: (tree, id) => recruitsIn(world, tree).get(id) ?? { sponsor: null, nth: 0 },
    saleNumber: (order) => saleNumbers(world).get(order),
  };
}

/** The newest base period whose close was posted by then, of it the newest run posted by then. */
function newestByMoment(closed: readonly ClosedResult[]): (at: Instant) => ClosedResult | null {
  const moments = [...new Set(closed.map((result) => result.closedAt))].sort();
  const newest = moments.map((moment) => newestClosed(closed, ({ closedAt }) => closedAt <= moment));
  return (at) => newest[moments.findLastIndex((moment) => moment <= at)] ?? null;
}
