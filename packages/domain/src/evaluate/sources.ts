import { type Column, column, valueAt } from "../genealogy/roll-up.ts";
import { baseOf } from "../plan/bonuses/sources/orders.ts";
import { passUpOwners } from "../plan/bonuses/walks/pass-up.ts";
import type { ClosingContext, ClosingSource } from "./closing.ts";
import type { OrderFact } from "./facts.ts";
import { recruitsIn, saleNumbers } from "./recruits.ts";
import { type OrderRule, type Rule, refusal, ruleFor } from "./rule.ts";
import type { CountedOrder } from "./sales.ts";

/** The base of a bonus from one distributor, and for walks that ask about the single order, from one order. */
export interface OrderSources extends ClosingSource {
  /** Null where orders are taken together. */
  readonly order: OrderFact | null;
  /** The how-many-th sale of the distributor it is; 0 where nobody asks. */
  readonly nth: number;
}

/** Where a bonus starts from, as columns; in canonical order, none with a base of 0. */
export interface Sources {
  readonly person: Int32Array;
  readonly segment: Uint16Array;
  /** Hundredths, or minor units of a margin. */
  readonly base: Column;
  at(index: number): OrderSources;
}

export function sourcesOf(rule: OrderRule, context: ClosingContext): Sources {
  const { folded } = context.sales;
  if (folded) return foldedSources(folded(rule.volume, rule.source.of));
  const found = orderSources(rule, context);
  return {
    person: Int32Array.from(found, ({ person }) => person),
    segment: Uint16Array.from(found, ({ segment }) => segment),
    base: column(found.map(({ base }) => base)),
    at: (index) => found[index] ?? NO_SOURCE,
  };
}

const NO_SOURCE: OrderSources = { person: -1, segment: 0, base: 0n, orderIds: [], order: null, nth: 0 };

/** Whoever sold anything; single orders are not known. */
function foldedSources(volume: Column): Sources {
  const sellers: number[] = [];
  for (let person = 0; person < volume.length; person += 1) if (volume[person]) sellers.push(person);
  const person = Int32Array.from(sellers);
  const base = picked(volume, person);
  const at = (index: number) => ({ ...NO_SOURCE, person: person[index] ?? -1, base: valueAt(base, index) });
  return { person, segment: new Uint16Array(person.length), base, at };
}

function picked(volume: Column, people: Int32Array): Column {
  if (volume instanceof Float64Array) return Float64Array.from(people, (person) => volume[person] ?? 0);
  return BigInt64Array.from(people, (person) => volume[person] ?? 0n);
}

/** The base of the bonus by source distributor and segment, in canonical order; orders of his customers are his. */
export function orderSources(rule: OrderRule, context: ClosingContext): OrderSources[] {
  const { sales, forest, world } = context;
  const epochs = forest(rule.tree);
  const { walk } = rule.bonus;
  const isSingle = walk.to === "coded" || walk.to === "passUp";
  const nth = walk.to === "passUp" ? saleNumbers(world) : null;
  const found = new Map<number, Map<string, OrderSources>>();
  const addTo = (person: number, epoch: number, base: bigint, order: OrderFact | null) => {
    const segment = epochs.segments(epoch)[person] ?? 0;
    const own = found.get(person) ?? new Map<string, OrderSources>();
    found.set(person, own);
    const key = isSingle && order ? `${segment}|${order.order}` : String(segment);
    const single = isSingle ? order : null;
    const source = own.get(key) ?? {
      person,
      segment,
      base: 0n,
      orderIds: [],
      order: single,
      nth: (single && nth?.get(single.order)) ?? 0,
    };
    own.set(key, source);
    source.base += base;
    if (order !== null) source.orderIds.push(order.order);
  };
  for (const counted of sales.orders) {
    if (orderRefusal(rule, context, counted) !== null) continue;
    let base = baseOf(rule.source, counted.order);
    for (const refund of counted.refunds) base -= baseOf(rule.source, refund);
    addTo(counted.source, epochs.ofOrder(counted.order.effectiveAt), base, counted.order);
  }
  if (rule.source.kind === "orders" && rule.source.of !== "customers" && !isSingle) {
    for (const { use, volume, distributor, amount, effectiveAt } of world.adjustments) {
      const person = world.numberOf.get(distributor);
      if (use === "both" && volume === rule.volume && person !== undefined) {
        addTo(person, epochs.ofOrder(effectiveAt), amount, null);
      }
    }
  }
  if (walk.to === "differential" && rule.rates.byMetric?.at === "this") addPastRefunds(rule, context, addTo);
  const people = [...found.keys()].sort((a, b) => a - b);
  return people.flatMap((person) => {
    const own = [...(found.get(person)?.values() ?? [])];
    return own.filter(({ base }) => base !== 0n).sort((a, b) => a.segment - b.segment);
  });
}

/** A stairstep is not taken back line by line: what is refunded of earlier periods lowers its base here. */
function addPastRefunds(
  rule: OrderRule,
  { sales, forest }: ClosingContext,
  addTo: (person: number, epoch: number, base: bigint, order: null) => void,
): void {
  const epochs = forest(rule.tree);
  for (const { order, source, refunds } of sales.past) {
    const isOwn = order.buyerKind === "distributor";
    if (rule.source.of !== "both" && isOwn !== (rule.source.of === "own")) continue;
    const taken = refunds.reduce((sum, refund) => sum + baseOf(rule.source, refund), 0n);
    addTo(source, epochs.ofPast(order.effectiveAt), -taken, null);
  }
}

/** Why the closing bonus does not take an order of the period; null when it does. */
export function orderRefusal(rule: OrderRule, { world }: ClosingContext, { order, source }: CountedOrder) {
  const joinedAt = world.joinedAt(source);
  if (joinedAt === undefined) return "not_joined_yet";
  return refusal(rule, order, joinedAt, (id) => ruleFor(rule.plan, world.given.versions, id, joinedAt));
}

const owned = new WeakMap<ClosingContext, Map<number, Int32Array>>();

/** To whom the passed-up sales of each person belong, by canonical number; from the first edges of everybody. */
export function ownersIn(rule: Rule, context: ClosingContext): Int32Array {
  const { walk } = rule.bonus;
  const known = owned.get(context) ?? new Map<number, Int32Array>();
  owned.set(context, known);
  const { world } = context;
  const owners = known.get(rule.order) ?? Int32Array.from(world.ids, (_, person) => person);
  if (known.has(rule.order) || walk.to !== "passUp") return owners;
  known.set(rule.order, owners);
  const recruits = [...recruitsIn(world, walk.tree)].map(([id, { sponsor }]) => ({ id, sponsor }));
  for (const [id, owner] of passUpOwners(recruits, walk.first)) {
    owners[world.numberOf.get(id) ?? 0] = world.numberOf.get(owner) ?? 0;
  }
  return owners;
}
