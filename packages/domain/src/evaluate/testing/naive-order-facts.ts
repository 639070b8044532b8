import type { PlanVersion } from "../../plan/plan-version.ts";
import type { Fact, FrozenPerson, OrderFact, OrderFacts, PeriodFacts, Recruited } from "../facts.ts";

type Of<K> = Extract<Fact, { t: K }>;

/** What a shop would hand to `orderLines` for each order of the facts, read in the plainest way. */
export function naiveOrderFacts(plan: PlanVersion, given: PeriodFacts): OrderFacts[] {
  const of = <K extends Fact["t"]>(t: K) => given.facts.filter((fact): fact is Of<K> => fact.t === t);
  const people = of("distributor");
  const trees = plan.trees.map(({ id }) => id);
  const edgesOf = (tree: string, id: string) =>
    of("edge")
      .filter((edge) => edge.tree === tree && edge.distributor === id)
      .sort(byMoment);
  const parentOf = (tree: string, id: string, at: string): string | null =>
    edgesOf(tree, id).findLast(({ from }) => from <= at)?.parent ?? null;
  const byTree = <T>(make: (tree: string, id: string) => T): Record<string, Record<string, T>> =>
    Object.fromEntries(
      trees.map((tree) => [tree, Object.fromEntries(people.map(({ distributor: id }) => [id, make(tree, id)]))]),
    );
  const recruited = (tree: string, id: string): Recruited => {
    const sponsor = edgesOf(tree, id)[0]?.parent ?? null;
    if (sponsor === null) return { sponsor, nth: 0 };
    const recruits = people.filter((one) => edgesOf(tree, one.distributor)[0]?.parent === sponsor);
    recruits.sort((a, b) => text(a.joinedAt, b.joinedAt) || text(a.distributor, b.distributor));
    return { sponsor, nth: 1 + recruits.findIndex(({ distributor }) => distributor === id) };
  };
  const numberOf = (order: OrderFact): number => {
    const own = of("order").filter(({ creditedTo }) => creditedTo === order.creditedTo);
    own.sort((a, b) => text(a.effectiveAt, b.effectiveAt) || text(a.order, b.order));
    return 1 + own.indexOf(order);
  };
  return of("order").map((order) => {
    const at = order.effectiveAt;
    const person = (id: string) => frozenPerson(plan, given, id, at);
    const line: FrozenPerson[] = [];
    for (let id: string | null = order.creditedTo; id !== null; id = parentOf(plan.rankTree, id, at)) {
      line.push(person(id));
    }
    const refunds = of("refund").filter((refund) => refund.order === order.order);
    return {
      order: { ...order, id: order.order, nth: numberOf(order) },
      countsIn: given.period.id,
      line,
      others: people.map(({ distributor }) => person(distributor)),
      parents: byTree((tree, id) => parentOf(tree, id, at)),
      recruits: byTree(recruited),
      refunds: refunds.map((refund) => ({ ...refund, id: refund.refund, countsIn: given.period.id })),
    };
  });
}

function frozenPerson(plan: PlanVersion, given: PeriodFacts, id: string, at: string): FrozenPerson {
  const lowest = plan.ranks[0]?.id ?? "";
  const of = <K extends "status" | "attribute">(t: K) =>
    given.facts
      .filter((fact): fact is Of<K> => fact.t === t && fact.distributor === id && fact.from <= at)
      .sort(byMoment);
  const joined = given.facts.find((fact) => fact.t === "distributor" && fact.distributor === id);
  if (joined?.t !== "distributor") throw new Error(`nobody is called ${id}`);
  const closed = given.closed.filter(({ closedAt }) => closedAt <= at).at(-1)?.people[id];
  return {
    id,
    joinedAt: joined.joinedAt,
    status: of("status").at(-1)?.status ?? "good",
    earns: joined.earns,
    attributes: Object.fromEntries(of("attribute").map(({ key, value }) => [key, value])),
    active: closed?.active ?? true,
    qualified: closed?.qualified ?? lowest,
    paidAs: closed?.paidAs ?? lowest,
    title: closed?.title ?? lowest,
    metrics: closed?.metrics ?? {},
  };
}

function byMoment(a: { from: string; seq: number }, b: { from: string; seq: number }): number {
  return text(a.from, b.from) || a.seq - b.seq;
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
