import type { Column } from "../genealogy/roll-up.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { type OwnVolumes, ownVolumeTally } from "../volume/metrics.ts";
import type { Epochs } from "./epochs.ts";
import type { OrderFact, RefundFact } from "./facts.ts";
import type { Forest } from "./forest.ts";
import type { RunProblem } from "./outcome.ts";
import { smaller } from "./whole.ts";
import { byText, type World } from "./world.ts";

/** Volumes of the orders of a period, with what was taken back. */
export interface Sales {
  /** By volume id, in the epochs of the tree in which ranks are decided. */
  readonly own: ReadonlyMap<string, OwnVolumes>;
  /** By volume id, in the epochs of another tree. */
  ownIn(tree: string): ReadonlyMap<string, OwnVolumes>;
  /** How many customers of each distributor bought at least so much of a volume, by canonical number. */
  customers(volume: string, atLeast: bigint): Int32Array;
  /** Orders that count here, each with the part of its refunds that does not exceed it. */
  readonly orders: readonly CountedOrder[];
  readonly problems: readonly RunProblem[];
  /** Orders of earlier periods of which something is taken back here. */
  readonly past: ReturnType<typeof pastRefunded>;
  /** Hundredths of a volume by seller, where orders are given in columns and not one by one; else null. */
  readonly folded: ((volume: string, of: "own" | "customers" | "both") => Column) | null;
  /** 1 for whoever has an order that counts here. */
  readonly sellers: Uint8Array;
  /** Hundredths of a volume that all orders of the period bring, refunds counted here taken off, whoever bought. */
  totalOf(volume: string): bigint;
}

export interface CountedOrder {
  readonly order: OrderFact;
  /** Canonical number of the distributor it is credited to. */
  readonly source: number;
  readonly epoch: number;
  /** Refunds that count in the same period, oldest first, cut to the order. */
  readonly refunds: readonly RefundFact[];
}

/** Folds the orders, refunds, and adjustments of the period into own volume per person and epoch. */
export function salesOf(plan: PlanVersion, world: World, forest: Forest): Sales {
  const problems: RunProblem[] = [];
  const epochs = forest(plan.rankTree);
  const orders: CountedOrder[] = [];
  for (const order of world.orders) {
    const source = world.numberOf.get(order.creditedTo);
    if (source === undefined) {
      problems.push({
        code: "order_of_unknown_distributor",
        values: { order: order.order, distributor: order.creditedTo },
      });
      continue;
    }
    if (order.effectiveAt < world.given.period.start) {
      problems.push({ code: "order_late", values: { order: order.order, effectiveAt: order.effectiveAt } });
    }
    const refunds = cutRefunds(order, [], world.refunds.get(order.order) ?? [], problems);
    orders.push({ order, source, epoch: epochs.ofOrder(order.effectiveAt), refunds });
  }
  const sold: Sold = { plan, world, orders, past: pastRefunded(world, problems) };
  const own = foldOwn(sold, plan.rankTree, epochs);
  const others = new Map([[plan.rankTree, own]]);
  const byCustomer = customerSums(sold);
  return {
    own,
    ownIn(tree) {
      const known = others.get(tree) ?? foldOwn(sold, tree, forest(tree));
      others.set(tree, known);
      return known;
    },
    orders,
    folded: null,
    sellers: sellersOf(orders, world.ids.length),
    past: sold.past,
    problems,
    customers: (volume, atLeast) => countCustomers(world, byCustomer.get(volume), atLeast),
    totalOf(volume) {
      let total = 0n;
      const add = (volumes: OrderFact["volumes"], sign: bigint) => {
        total += sign * (volumes[volume] ?? 0n);
      };
      for (const { order, refunds } of orders) {
        add(order.volumes, 1n);
        for (const refund of refunds) add(refund.volumes, -1n);
      }
      for (const { refunds } of sold.past) for (const refund of refunds) add(refund.volumes, -1n);
      return total;
    },
  };
}

function sellersOf(orders: readonly CountedOrder[], size: number): Uint8Array {
  const sellers = new Uint8Array(size);
  for (const { source } of orders) sellers[source] = 1;
  return sellers;
}

interface Sold {
  readonly plan: PlanVersion;
  readonly world: World;
  readonly orders: readonly CountedOrder[];
  readonly past: ReturnType<typeof pastRefunded>;
}

/** Own volume of everybody by the epochs of one tree. */
function foldOwn({ plan, world, orders, past }: Sold, tree: string, epochs: Epochs): Map<string, OwnVolumes> {
  const tallies = new Map(plan.volumes.map(({ id }) => [id, ownVolumeTally(world.ids.length)]));
  const takesCustomers = new Map(plan.volumes.map(({ id, customers }) => [id, customers]));
  const add = (
    { order, source, epoch }: Omit<CountedOrder, "refunds">,
    volumes: OrderFact["volumes"],
    sign: bigint,
  ) => {
    for (const [volume, tally] of tallies) {
      const points = sign * (volumes[volume] ?? 0n);
      if (points === 0n) continue;
      if (order.buyerKind !== "customer" || takesCustomers.get(volume)) tally.add(epoch, source, points);
    }
  };
  const isRankTree = tree === plan.rankTree;
  for (const counted of orders) {
    const epoch = isRankTree ? counted.epoch : epochs.ofOrder(counted.order.effectiveAt);
    add({ ...counted, epoch }, counted.order.volumes, 1n);
    for (const refund of counted.refunds) add({ ...counted, epoch }, refund.volumes, -1n);
  }
  for (const { order, source, refunds } of past) {
    const epoch = epochs.ofPast(order.effectiveAt);
    for (const refund of refunds) add({ order, source, epoch }, refund.volumes, -1n);
  }
  for (const { distributor, volume, amount, effectiveAt } of world.adjustments) {
    const person = world.numberOf.get(distributor);
    if (person !== undefined) tallies.get(volume)?.add(epochs.ofOrder(effectiveAt), person, amount);
  }
  for (const { id, kind, headsTree } of plan.volumes) {
    if (kind !== "heads" || headsTree === undefined) continue;
    for (const [person, name] of world.ids.entries()) {
      const placed = world.edgesIn(headsTree).get(name)?.[0]?.from;
      if (placed === undefined || placed < world.given.period.start) continue;
      tallies.get(id)?.add(epochs.ofOrder(placed), person, ONE_HEAD);
    }
  }
  return new Map([...tallies].map(([volume, tally]) => [volume, tally.finish()]));
}

const ONE_HEAD = 100n;

/** What each customer bought, by volume, then `<person>|<customer>`. */
function customerSums({ plan, orders, past }: Sold): Map<string, Map<string, bigint>> {
  const byCustomer = new Map(plan.volumes.map(({ id }) => [id, new Map<string, bigint>()]));
  const add = (
    { order, source }: Pick<CountedOrder, "order" | "source">,
    volumes: OrderFact["volumes"],
    sign: bigint,
  ) => {
    if (order.buyerKind !== "customer") return;
    const key = `${source}|${order.buyer}`;
    for (const [volume, sums] of byCustomer) {
      const points = sign * (volumes[volume] ?? 0n);
      if (points !== 0n) sums.set(key, (sums.get(key) ?? 0n) + points);
    }
  };
  for (const counted of orders) {
    add(counted, counted.order.volumes, 1n);
    for (const refund of counted.refunds) add(counted, refund.volumes, -1n);
  }
  for (const counted of past) for (const refund of counted.refunds) add(counted, refund.volumes, -1n);
  return byCustomer;
}

/** Orders of earlier periods of which something is taken back here, with those refunds cut to what was left. */
export function pastRefunded(
  world: World,
  problems: RunProblem[] = [],
): { readonly order: OrderFact; readonly source: number; readonly refunds: readonly RefundFact[] }[] {
  if (world.refunds.size === 0) return [];
  const counted = new Set(world.orders.map(({ order }) => order));
  const found = [];
  for (const [id, refunds] of [...world.refunds].sort(([a], [b]) => byText(a, b))) {
    if (counted.has(id)) continue;
    const order = world.pastOrders.get(id);
    const source = order && world.numberOf.get(order.creditedTo);
    if (order === undefined || source === undefined) {
      problems.push({ code: "refund_of_unknown_order", values: { order: id } });
      continue;
    }
    found.push({ order, source, refunds: cutRefunds(order, world.pastRefunds.get(id) ?? [], refunds, problems) });
  }
  return found;
}

/** The refunds of an order, each cut so that all of them together, with earlier ones, never exceed the order. */
export function cutRefunds(
  order: OrderFact,
  earlier: readonly RefundFact[],
  refunds: readonly RefundFact[],
  problems: RunProblem[] = [],
): RefundFact[] {
  const left: Record<string, bigint> = { ...order.volumes };
  let marginLeft = order.margin;
  const take = (refund: RefundFact): RefundFact => {
    const volumes: Record<string, bigint> = {};
    let isCut = false;
    for (const [volume, points] of Object.entries(refund.volumes)) {
      const rest = left[volume] ?? 0n;
      const taken = smaller(points, rest);
      isCut ||= taken !== points;
      volumes[volume] = taken;
      left[volume] = rest - taken;
    }
    const margin = smaller(refund.margin, marginLeft);
    marginLeft -= margin;
    if (isCut) problems.push({ code: "refund_exceeds_order", values: { order: order.order, refund: refund.refund } });
    return { ...refund, volumes, margin };
  };
  // Earlier refunds only move what is left; their excess was reported in their own period.
  const reported = problems.length;
  for (const refund of earlier) take(refund);
  problems.length = reported;
  return refunds.map(take);
}

function countCustomers(world: World, sums: ReadonlyMap<string, bigint> | undefined, atLeast: bigint): Int32Array {
  const counts = new Int32Array(world.ids.length);
  for (const [key, points] of sums ?? []) {
    const source = Number(key.slice(0, key.indexOf("|")));
    if (points >= atLeast) counts[source] = (counts[source] ?? 0) + 1;
  }
  return counts;
}
