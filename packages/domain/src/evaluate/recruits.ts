import type { Recruited } from "./facts.ts";
import { byText, type World } from "./world.ts";

const numbers = new WeakMap<World, Map<string, number>>();

/** The how-many-th sale of its distributor each order is: as recorded, or counted among the orders that are given. */
export function saleNumbers(world: World): ReadonlyMap<string, number> {
  const known = numbers.get(world);
  if (known) return known;
  const all = [...world.pastOrders.values(), ...world.orders];
  const orders = [...new Map(all.map((order) => [order.order, order])).values()];
  orders.sort((a, b) => byText(a.effectiveAt, b.effectiveAt) || byText(a.order, b.order));
  const counts = new Map<string, number>();
  const found = new Map<string, number>();
  for (const { order, creditedTo, nth } of orders) {
    const next = nth ?? (counts.get(creditedTo) ?? 0) + 1;
    counts.set(creditedTo, next);
    found.set(order, next);
  }
  numbers.set(world, found);
  return found;
}

const recruits = new WeakMap<World, Map<string, Map<string, Recruited>>>();

/** Who brought in whom, from the first edge of everybody in a tree. */
export function recruitsIn(world: World, tree: string): ReadonlyMap<string, Recruited> {
  const trees = recruits.get(world) ?? new Map<string, Map<string, Recruited>>();
  recruits.set(world, trees);
  const known = trees.get(tree);
  if (known) return known;
  const edges = world.edgesIn(tree);
  const joinedAt = (person: number) => world.joinedAt(person) ?? world.last;
  const people = world.ids
    .map((id, person) => ({ id, joinedAt: joinedAt(person), sponsor: edges.get(id)?.[0]?.parent ?? null }))
    .sort((a, b) => byText(a.joinedAt, b.joinedAt) || byText(a.id, b.id));
  const counts = new Map<string, number>();
  const found = new Map<string, Recruited>();
  for (const { id, sponsor } of people) {
    const nth = sponsor === null ? 0 : (counts.get(sponsor) ?? 0) + 1;
    if (sponsor !== null) counts.set(sponsor, nth);
    found.set(id, { sponsor, nth });
  }
  trees.set(tree, found);
  return found;
}
