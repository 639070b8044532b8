import type { PlanVersion } from "../plan/plan-version.ts";
import { type OwnVolumes, ownVolumeTally } from "../volume/metrics.ts";
import type { Epochs } from "./epochs.ts";
import type { OrderFact, RefundFact } from "./facts.ts";
import type { RunProblem } from "./outcome.ts";
import { smaller } from "./whole.ts";
import { byText, type World } from "./world.ts";

/** Volumes of the orders of a period, with what was taken back. */
export interface Sales {
  /** By volume id. */
  readonly own: ReadonlyMap<string, OwnVolumes>;
  /** How many customers of each distributor bought at least so much of a volume, by canonical number. */
  customers(volume: string, atLeast: bigint): Int32Array;
  /** Orders that count here, each with the part of its refunds that does not exceed it. */
  readonly orders: readonly CountedOrder[];
  readonly problems: readonly RunProblem[];
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
export function salesOf(plan: PlanVersion, world: World, epochs: Epochs): Sales {
  const problems: RunProblem[] = [];
  const tallies = new Map(plan.volumes.map(({ id }) => [id, ownVolumeTally(world.ids.length)]));
  const byCustomer = new Map(plan.volumes.map(({ id }) => [id, new Map<string, bigint>()]));
  const takesCustomers = new Map(plan.volumes.map(({ id, customers }) => [id, customers]));

  const add = (
    { order, source, epoch }: Omit<CountedOrder, "refunds">,
    volumes: OrderFact["volumes"],
    sign: bigint,
  ) => {
    const isCustomer = order.buyerKind === "customer";
    for (const [volume, tally] of tallies) {
      const points = sign * (volumes[volume] ?? 0n);
      if (points === 0n) continue;
      if (!isCustomer || takesCustomers.get(volume)) tally.add(epoch, source, points);
      const sums = byCustomer.get(volume);
      if (isCustomer && sums) {
        const key = `${source}|${order.buyer}`;
        sums.set(key, (sums.get(key) ?? 0n) + points);
      }
    }
  };

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
    const epoch = epochs.ofOrder(order.effectiveAt);
    if (order.effectiveAt < world.given.period.start) {
      problems.push({ code: "order_late", values: { order: order.order, effectiveAt: order.effectiveAt } });
    }
    const refunds = cutRefunds(order, [], world.refunds.get(order.order) ?? [], problems);
    const counted = { order, source, epoch, refunds };
    add(counted, order.volumes, 1n);
    for (const refund of refunds) add(counted, refund.volumes, -1n);
    orders.push(counted);
  }
  for (const { order, source, refunds } of pastRefunded(world, problems)) {
    const epoch = epochs.ofPast(order.effectiveAt);
    for (const refund of refunds) add({ order, source, epoch }, refund.volumes, -1n);
  }
  for (const { distributor, volume, amount, effectiveAt } of world.adjustments) {
    const person = world.numberOf.get(distributor);
    if (person !== undefined) tallies.get(volume)?.add(epochs.ofOrder(effectiveAt), person, amount);
  }

  const own = new Map([...tallies].map(([volume, tally]) => [volume, tally.finish()]));
  return {
    own,
    orders,
    problems,
    customers: (volume, atLeast) => countCustomers(world, byCustomer.get(volume), atLeast),
  };
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
