import { column } from "../../genealogy/roll-up.ts";
import { type Places, UNPLACED } from "../../genealogy/tree.ts";
import type { PlanVersion } from "../../plan/plan-version.ts";
import type { BulkFacts } from "../bulk.ts";
import type { EdgeFact, Fact, OrderFact, PeriodFacts, RefundFact } from "../facts.ts";

/** The same facts in columns; nobody moves and nothing is given twice. */
export function bulkOf(plan: PlanVersion, { cadence, period, versions, closed, facts }: PeriodFacts): BulkFacts {
  const people = kind(facts, "distributor").sort((a, b) => (a.distributor < b.distributor ? -1 : 1));
  const ids = people.map(({ distributor }) => distributor);
  const numberOf = new Map(ids.map((id, person) => [id, person]));
  const edges = kind(facts, "edge");
  const [orders, refunds] = [kind(facts, "order"), kind(facts, "refund")];
  const sellers = new Uint8Array(ids.length);
  for (const { creditedTo } of orders) sellers[numberOf.get(creditedTo) ?? 0] = 1;
  const sold = (volume: string, buyer: OrderFact["buyerKind"]) => {
    const sums = ids.map(() => 0n);
    for (const order of orders.filter(({ buyerKind }) => buyerKind === buyer)) {
      const person = numberOf.get(order.creditedTo) ?? 0;
      sums[person] = (sums[person] ?? 0n) + (order.volumes[volume] ?? 0n) - refunded(refunds, order, volume);
    }
    return column(sums);
  };
  return {
    cadence,
    period,
    versions,
    closed,
    ids,
    joinedAt: (person) => people[person]?.joinedAt ?? period.start,
    earns: Uint8Array.from(people, ({ earns }) => Number(earns)),
    statuses: kind(facts, "status"),
    attributes: kind(facts, "attribute"),
    grants: kind(facts, "grant"),
    trees: Object.fromEntries(
      plan.trees.map(({ id }) => [
        id,
        placesOf(
          ids,
          numberOf,
          edges.filter(({ tree }) => tree === id),
        ),
      ]),
    ),
    volumes: Object.fromEntries(
      plan.volumes.map(({ id }) => [id, { own: sold(id, "distributor"), customers: sold(id, "customer") }]),
    ),
    sellers,
  };
}

function kind<K extends Fact["t"]>(facts: readonly Fact[], t: K): Extract<Fact, { t: K }>[] {
  return facts.filter((fact): fact is Extract<Fact, { t: K }> => fact.t === t);
}

function refunded(refunds: readonly RefundFact[], { order }: OrderFact, volume: string): bigint {
  const own = refunds.filter((refund) => refund.order === order);
  return own.reduce((sum, { volumes }) => sum + (volumes[volume] ?? 0n), 0n);
}

function placesOf(ids: readonly string[], numberOf: ReadonlyMap<string, number>, edges: readonly EdgeFact[]): Places {
  const parentOf = new Int32Array(ids.length).fill(UNPLACED);
  const slotOf = new Int32Array(ids.length).fill(-1);
  for (const { distributor, parent, slot } of edges) {
    const person = numberOf.get(distributor) ?? -1;
    parentOf[person] = parent === null ? -1 : (numberOf.get(parent) ?? UNPLACED);
    slotOf[person] = slot ?? -1;
  }
  return { parentOf, slotOf };
}
