import {
  addDays,
  decimalText,
  edgeAt,
  type Instant,
  localDate,
  type OrderFact,
  type PlanScenario,
  type ScenarioPerson,
  type VolumeMap,
} from "@upline/domain";
import { amountOf } from "./explained-line.ts";
import { paidLines, peopleAbove, type Simulated } from "./simulation-view.ts";

/** Above the highest person who is paid, one more shows that nobody else is. */
const MORE_ABOVE = 1;
const MOST_PEOPLE = 50;
const DAY_MS = 86_400_000;

/**
 * A simulated order as a case that can be kept: the seller and the people above up to the highest who is paid, without
 * their names, with the ranks, activity and volume that they have. What depends on more than these people, such as a
 * share by group volume, does not come out the same: the case then says so by being red.
 */
export function simulatedScenario(simulated: Simulated, order: OrderFact): PlanScenario {
  const { plan, sellerId, after } = simulated;
  const { world } = after.decided.context;
  const { period } = world.given;
  const paid = paidLines(simulated).filter(({ part }) => part !== 0n);
  const line = peopleAbove(simulated);
  const highest = Math.max(0, ...paid.map(({ line: own }) => line.indexOf(own.earnerId)));
  const shown = line.slice(0, Math.min(MOST_PEOPLE, highest + 1 + MORE_ABOVE));
  const nameOf = (id: string) => (id === sellerId ? "Seller" : `Upline ${shown.indexOf(id)}`);
  const placeOf = (tree: string, id: string) => {
    const edge = edgeAt(world.edgesIn(tree), id, order.effectiveAt);
    const parent = edge?.parent && shown.includes(edge.parent) ? nameOf(edge.parent) : null;
    return edge ? { tree, parent, slot: parent === null ? null : edge.slot } : null;
  };
  const newestClose = world.given.closed.toSorted((a, b) => (a.closedAt < b.closedAt ? 1 : -1))[0];

  const people = shown.map((id): ScenarioPerson => {
    const own = after.evaluation.ranks[id];
    const joinedAt = world.joinedAt(world.numberOf.get(id) ?? -1) ?? period.start;
    const seats = plan.trees
      .filter(({ kind }) => kind !== "sponsor")
      .flatMap(({ id: tree }) => placeOf(tree, id) ?? []);
    const points = pointsOf(own?.volumes ?? {}, id === sellerId ? order.volumes : {});
    return {
      name: nameOf(id),
      sponsor:
        plan.trees.flatMap(({ id: tree, kind }) => (kind === "sponsor" ? (placeOf(tree, id)?.parent ?? []) : []))[0] ??
        null,
      ...(own ? { rank: own.paidAs } : {}),
      ...(newestClose?.people[id]?.active === false ? { wasActive: false } : {}),
      ...(Object.keys(points).length > 0 ? { points } : {}),
      ...(seats.length > 0 ? { seats } : {}),
      joinedDaysBefore: Math.max(0, Math.ceil((Date.parse(period.start) - Date.parse(joinedAt)) / DAY_MS)),
    };
  });
  return {
    name: "Simulated order",
    people,
    orders: [
      {
        by: "Seller",
        buyer: order.buyerKind === "customer" ? "customer" : "self",
        volumes: pointsOf(order.volumes, {}),
        day: dayIn(period.start, order.effectiveAt, plan.timeZone),
      },
    ],
    expected: paid.map(({ line: own, part }) => {
      return { person: nameOf(own.earnerId), bonus: own.bonusId, amount: amountOf(plan, part) };
    }),
    isComplete: true,
  };
}

/** The day of the period, 1 for its first. */
function dayIn(start: Instant, at: Instant, zone: string): number {
  const date = localDate(at, zone);
  for (let day = 0; day < 366; day += 1) if (localDate(addDays(start, day, zone), zone) === date) return day + 1;
  return 1;
}

function pointsOf(volumes: VolumeMap, less: VolumeMap): Record<string, string> {
  const rest = Object.entries(volumes).map(([id, points]) => [id, points - (less[id] ?? 0n)] as const);
  return Object.fromEntries(
    rest.filter(([, points]) => points > 0n).map(([id, points]) => [id, decimalText(points, 2)]),
  );
}
