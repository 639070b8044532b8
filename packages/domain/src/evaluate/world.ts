import { type EdgeIndex, edgeIndex } from "../genealogy/edges.ts";
import { type TreeHistory, treeHistory } from "../genealogy/history.ts";
import { type Instant, plusMs } from "../time/instant.ts";
import type {
  AttributeFact,
  EdgeFact,
  Fact,
  GrantFact,
  OrderFact,
  PartyFact,
  PeriodFacts,
  RefundFact,
  Standing,
  StatusFact,
  VolumeAdjustmentFact,
} from "./facts.ts";

/** The facts of a period, sorted out: nothing below depends on the order in which they were given. */
export interface World {
  readonly given: PeriodFacts;
  /** Distributors in canonical order: ascending ids. */
  readonly ids: readonly string[];
  readonly numberOf: Pick<ReadonlyMap<string, number>, "get" | "has">;
  /** By canonical number; undefined for nobody. */
  joinedAt(person: number): Instant | undefined;
  earns(person: number): boolean;
  /** The last instant of the period. */
  readonly last: Instant;
  readonly statuses: Timeline<StatusFact>;
  readonly attributes: Timeline<AttributeFact>;
  /** Of the tree in which ranks are decided. */
  readonly edges: EdgeIndex;
  /** Of any tree; without edges for a tree that nobody has a place in. */
  edgesIn(tree: string): EdgeIndex;
  historyOf(tree: string): TreeHistory;
  /** Orders that count in the period, by id. */
  readonly orders: readonly OrderFact[];
  /** Refunds that count in the period, by order. */
  readonly refunds: ReadonlyMap<string, readonly RefundFact[]>;
  readonly pastOrders: ReadonlyMap<string, OrderFact>;
  readonly pastRefunds: ReadonlyMap<string, readonly RefundFact[]>;
  readonly adjustments: readonly VolumeAdjustmentFact[];
  readonly grants: readonly GrantFact[];
  readonly parties: readonly PartyFact[];
  /** What parties that close here sold in earlier periods, by order id. */
  readonly partyOrders: readonly OrderFact[];
  readonly partyRefunds: ReadonlyMap<string, readonly RefundFact[]>;
}

/** Dated facts of each person, oldest first. */
export type Timeline<F> = ReadonlyMap<string, readonly F[]>;

/** Sorts out the facts of a period. Facts with a known id are taken once. */
export function worldOf(given: PeriodFacts, tree: string): World {
  const facts = onlyOnce(given.facts);
  const { end } = given.period;
  const people = facts.distributor
    .filter(({ joinedAt }) => joinedAt < end)
    .sort((a, b) => byText(a.distributor, b.distributor));
  const ids = people.map(({ distributor }) => distributor);
  const dated = <F extends { from: Instant }>(list: readonly F[]) => list.filter(({ from }) => from < end);
  const past = onlyOnce(given.past);
  const before = onlyOnce(given.partySales ?? []);
  const edges = dated(facts.edge);
  const indexed = new Map<string, EdgeIndex>();
  const edgesIn = (name: string): EdgeIndex => {
    const index = indexed.get(name) ?? edgeIndex(edges.filter((edge: EdgeFact) => edge.tree === name));
    indexed.set(name, index);
    return index;
  };

  const numberOf = new Map(ids.map((id, canonical) => [id, canonical]));
  const histories = new Map<string, TreeHistory>();
  const historyOf = (name: string): TreeHistory => {
    const history = histories.get(name) ?? treeHistory(ids, numberOf, edgesIn(name));
    histories.set(name, history);
    return history;
  };
  return {
    given,
    ids,
    numberOf,
    joinedAt: (person) => people[person]?.joinedAt,
    earns: (person) => people[person]?.earns ?? true,
    last: plusMs(end, -1),
    statuses: timeline(dated(facts.status)),
    attributes: timeline(dated(facts.attribute)),
    edges: edgesIn(tree),
    edgesIn,
    historyOf,
    orders: facts.order.sort((a, b) => byText(a.order, b.order)),
    refunds: byOrder(facts.refund),
    pastOrders: new Map(past.order.map((fact) => [fact.order, fact])),
    pastRefunds: byOrder(past.refund),
    adjustments: facts.volumeAdjustment.sort((a, b) => byText(a.id, b.id)),
    grants: facts.grant.sort((a, b) => byText(a.id, b.id)),
    parties: facts.party.sort((a, b) => byText(a.id, b.id)),
    partyOrders: before.order.sort((a, b) => byText(a.order, b.order)),
    partyRefunds: byOrder(before.refund),
  };
}

/** The standing at that moment; good as long as nothing else is said. */
export function statusAt({ statuses }: World, distributor: string, at: Instant): Standing {
  return statuses.get(distributor)?.findLast(({ from }) => from <= at)?.status ?? "good";
}

/** The value in force at that moment; undefined where there never was one, or it was taken away. */
export function attributeAt({ attributes }: World, distributor: string, key: string, at: Instant): string | undefined {
  return attributes.get(distributor)?.findLast((fact) => fact.key === key && fact.from <= at)?.value || undefined;
}

/** All attributes at that moment. */
export function attributesAt({ attributes }: World, distributor: string, at: Instant): Record<string, string> {
  const values = new Map<string, string>();
  for (const { key, value, from } of attributes.get(distributor) ?? []) if (from <= at) values.set(key, value);
  return Object.fromEntries([...values].filter(([, value]) => value !== ""));
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type ByKind = { [K in Fact["t"]]: Extract<Fact, { t: K }>[] };

function onlyOnce(facts: readonly Fact[]): ByKind {
  const kinds: ByKind = {
    distributor: [],
    customer: [],
    status: [],
    attribute: [],
    edge: [],
    order: [],
    refund: [],
    volumeAdjustment: [],
    grant: [],
    party: [],
    reassign: [],
    freeze: [],
    close: [],
  };
  const seen = new Set<string>();
  for (const fact of facts) {
    const key = `${fact.t}|${subject(fact)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    (kinds[fact.t] as Fact[]).push(fact);
  }
  return kinds;
}

/** What makes two records one fact: the business key where there is one. */
function subject(fact: Fact): string {
  if (fact.t === "order") return fact.order;
  if (fact.t === "refund") return fact.refund;
  return fact.t === "distributor" ? fact.distributor : fact.id;
}

export function timeline<F extends { distributor: string; from: Instant; seq: number }>(
  facts: readonly F[],
): Timeline<F> {
  const lines = new Map<string, F[]>();
  for (const fact of facts) {
    const own = lines.get(fact.distributor);
    if (own) own.push(fact);
    else lines.set(fact.distributor, [fact]);
  }
  for (const own of lines.values()) own.sort((a, b) => (a.from === b.from ? a.seq - b.seq : byText(a.from, b.from)));
  return lines;
}

function byOrder(refunds: readonly RefundFact[]): Map<string, RefundFact[]> {
  const groups = new Map<string, RefundFact[]>();
  const sorted = [...refunds].sort((a, b) => byText(a.effectiveAt, b.effectiveAt) || byText(a.refund, b.refund));
  for (const refund of sorted) {
    const own = groups.get(refund.order);
    if (own) own.push(refund);
    else groups.set(refund.order, [refund]);
  }
  return groups;
}
