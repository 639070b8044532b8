import type { PlanVersion } from "../../plan/plan-version.ts";
import type { Fact, FrozenPerson, OrderFacts, PeriodFacts } from "../facts.ts";

/** What a shop would hand to `orderLines` for each order of the facts, read in the plainest way. */
export function naiveOrderFacts(plan: PlanVersion, given: PeriodFacts): OrderFacts[] {
  const of = <K extends Fact["t"]>(t: K) => given.facts.filter((fact): fact is Extract<Fact, { t: K }> => fact.t === t);
  const lowest = plan.ranks[0]?.id ?? "";

  const person = (id: string, at: string): FrozenPerson => {
    const joined = of("distributor").find(({ distributor }) => distributor === id);
    const statuses = of("status").filter(({ distributor, from }) => distributor === id && from <= at);
    const status = statuses.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.seq - b.seq)).at(-1);
    const closed = given.closed.filter(({ closedAt }) => closedAt <= at).at(-1)?.people[id];
    if (!joined) throw new Error(`nobody is called ${id}`);
    return {
      id,
      joinedAt: joined.joinedAt,
      status: status?.status ?? "good",
      earns: joined.earns,
      attributes: {},
      active: closed?.active ?? true,
      paidAs: closed?.paidAs ?? lowest,
      title: closed?.title ?? lowest,
      metrics: closed?.metrics ?? {},
    };
  };
  const parentOf = (id: string, at: string): string | null => {
    const edges = of("edge").filter(({ distributor, from }) => distributor === id && from <= at);
    return edges.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.seq - b.seq)).at(-1)?.parent ?? null;
  };
  return of("order").map((order) => {
    const line: FrozenPerson[] = [];
    for (let id: string | null = order.creditedTo; id !== null; id = parentOf(id, order.effectiveAt)) {
      line.push(person(id, order.effectiveAt));
    }
    const refunds = of("refund").filter((refund) => refund.order === order.order);
    return {
      order: { ...order, id: order.order },
      countsIn: given.period.id,
      line,
      refunds: refunds.map((refund) => ({ ...refund, id: refund.refund, countsIn: given.period.id })),
    };
  });
}
