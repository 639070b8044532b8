import { invariant } from "../errors/domain-error.ts";
import type { EdgeIndex } from "../genealogy/edges.ts";
import { type Column, sumColumns, totalOf } from "../genealogy/roll-up.ts";
import { type NumberedTree, numberParents, type Places } from "../genealogy/tree.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { leaves, whereOf } from "../rank/conditions.ts";
import { type Instant, plusMs } from "../time/instant.ts";
import type { OwnVolumes } from "../volume/metrics.ts";
import type { AttributeFact, ClosedResult, GrantFact, StatusFact } from "./facts.ts";
import type { Sales } from "./sales.ts";
import { timeline, type World } from "./world.ts";

/**
 * The facts of a period as columns, by canonical number: what a run over a whole company reads when no bonus asks for
 * single orders. Nobody moved within the period, and nothing of earlier periods is taken back in it.
 */
export interface BulkFacts {
  readonly cadence: string;
  readonly period: { readonly id: string; readonly start: Instant; readonly end: Instant };
  readonly versions?: readonly PlanVersion[];
  readonly closed?: readonly ClosedResult[];
  /** Everybody who joined before the end of the period, in ascending order by code unit, each once. */
  readonly ids: readonly string[];
  joinedAt(person: number): Instant;
  /** 0 for a house node, through which every walk passes. */
  readonly earns: Uint8Array;
  /** Of whoever is or was not in good standing. */
  readonly statuses: readonly StatusFact[];
  readonly attributes: readonly AttributeFact[];
  readonly grants: readonly GrantFact[];
  /** Places at the end of the period, by tree. */
  readonly trees: Readonly<Record<string, Places>>;
  /** Orders less refunds, hundredths by seller: his own and those of his customers. By volume. */
  readonly volumes: Readonly<Record<string, { readonly own: Column; readonly customers: Column }>>;
  /** 1 for whoever has an order. */
  readonly sellers: Uint8Array;
}

/** What of a plan cannot be evaluated from columns, since it looks at orders one by one; [] for none. */
export function asksForOrders(plan: PlanVersion): string[] {
  const bonuses = plan.bonuses.filter(({ source, walk, rate, when }) => {
    if ("live" in when) return true;
    if (source.kind === "party" || source.kind === "custom" || source.kind === "margin") return true;
    if (source.kind !== "orders") return false;
    const isFiltered = source.withinDaysOfJoin || source.firstOnly || (source.except?.length ?? 0) > 0;
    const isSingle = walk.to === "coded" || walk.to === "passUp" || (rate && "byPackage" in rate);
    return isFiltered || isSingle;
  });
  const heads = plan.volumes.filter(({ kind }) => kind === "heads");
  const whens = [
    ...plan.conditions.map(({ when }) => when),
    ...plan.ranks.map(({ when }) => when),
    ...plan.bonuses.flatMap(({ gate, source }) => [
      gate,
      ...(source.kind === "tiers" ? source.tiers.map(({ when }) => when) : []),
    ]),
    ...plan.metrics.flatMap((metric) => (metric.kind === "count" ? whereOf(metric.of) : [])),
  ];
  const countsCustomers =
    plan.metrics.some((metric) => metric.kind === "count" && "customers" in metric.of) ||
    whens.flatMap(leaves).some((leaf) => "count" in leaf && "customers" in leaf.count);
  return [...bonuses, ...heads].map(({ id }) => id).concat(countsCustomers ? ["customers"] : []);
}

/** @throws InvariantError for a plan that asks for single orders */
export function bulkWorld(plan: PlanVersion, bulk: BulkFacts): World {
  invariant(asksForOrders(plan).length === 0, "a plan that looks at single orders is evaluated from facts");
  const { ids, period, statuses, attributes, grants } = bulk;
  const trees = new Map<string, NumberedTree>();
  const treeOf = (name: string): NumberedTree => {
    const places = Object.hasOwn(bulk.trees, name) ? bulk.trees[name] : undefined;
    invariant(places, `the columns hold the tree ${name}`);
    const tree = trees.get(name) ?? numberParents(ids, places);
    trees.set(name, tree);
    return tree;
  };
  return {
    given: {
      cadence: bulk.cadence,
      period,
      versions: bulk.versions ?? [],
      facts: [],
      past: [],
      closed: bulk.closed ?? [],
      originals: [],
    },
    ids,
    numberOf: numbersIn(ids),
    joinedAt: (person) => (person >= 0 && person < ids.length ? bulk.joinedAt(person) : undefined),
    earns: (person) => bulk.earns[person] !== 0,
    last: plusMs(period.end, -1),
    statuses: timeline(statuses.filter(({ from }) => from < period.end)),
    attributes: timeline(attributes.filter(({ from }) => from < period.end)),
    edges: NO_EDGES,
    edgesIn: () => NO_EDGES,
    historyOf: (name) => ({ moves: [], at: () => treeOf(name) }),
    orders: [],
    refunds: new Map(),
    pastOrders: new Map(),
    pastRefunds: new Map(),
    adjustments: [],
    grants,
    parties: [],
    partyOrders: [],
    partyRefunds: new Map(),
  };
}

const NO_EDGES: EdgeIndex = new Map();

/** Few questions go by id: a table for them would cost more than they do. */
function numbersIn(ids: readonly string[]): World["numberOf"] {
  const get = (id: string): number | undefined => {
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? "") < id) low = middle + 1;
      else high = middle;
    }
    return ids[low] === id ? low : undefined;
  };
  return { get, has: (id) => get(id) !== undefined };
}

/** Nobody moved, so there is one epoch. */
const ONLY_EPOCH = 0;

export function bulkSales(plan: PlanVersion, { ids, volumes, sellers }: BulkFacts): Sales {
  const of = (volume: string) => {
    const columns = Object.hasOwn(volumes, volume) ? volumes[volume] : undefined;
    invariant(columns, `the columns hold the volume ${volume}`);
    return columns;
  };
  const sums = new Map<string, Column>();
  const folded = (volume: string, whose: "own" | "customers" | "both"): Column => {
    const { own, customers } = of(volume);
    if (whose !== "both") return whose === "own" ? own : customers;
    const sum = sums.get(volume) ?? sumColumns(ids.length, [own, customers]);
    sums.set(volume, sum);
    return sum;
  };
  const own = new Map(
    plan.volumes.map(({ id, customers }): [string, OwnVolumes] => {
      const total = folded(id, customers ? "both" : "own");
      return [id, { byEpoch: new Map([[ONLY_EPOCH, total]]), total }];
    }),
  );
  return {
    own,
    ownIn: () => own,
    customers: () => new Int32Array(ids.length),
    orders: [],
    folded,
    sellers,
    problems: [],
    past: [],
    totalOf: (volume) => totalOf(folded(volume, "both")),
  };
}
