import { type DistributorId, type Inquiry, type Line, type PlanVersion, uplineAt } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { type PersonRef, personRefs } from "../genealogy/person-refs.ts";
import { explainedLine } from "./explained-line.ts";
import type { WithAndWithout } from "./simulated-cadences.ts";

/** The base period with and without an order, and with it the others. */
export interface Simulated {
  readonly plan: PlanVersion;
  readonly sellerId: string;
  readonly orderId: string;
  readonly before: Inquiry;
  readonly after: Inquiry;
  /** The periods of other cadences that it counts in. */
  readonly others: readonly WithAndWithout[];
}

/** Nobody reads further: a line of people can be very long. */
const MOST_PEOPLE = 60;

/** Who is paid what from the order, what else moves because of it, and the reason of everybody above who gets nothing. */
export async function simulationView(deps: Deps, simulated: Simulated) {
  const { plan, sellerId, orderId, before, after } = simulated;
  const paid = paidLines(simulated);
  const moved = movedAmounts(simulated);
  const line = peopleAbove(simulated);
  const shown = line.slice(0, MOST_PEOPLE);
  const ranks = Object.entries(after.evaluation.ranks).flatMap(([distributorId, { paidAs: to }]) => {
    const from = before.evaluation.ranks[distributorId]?.paidAs ?? to;
    return from === to ? [] : [{ distributorId, from, to }];
  });
  const seen = [...paid.map(({ line: own }) => own), ...moved].map(({ earnerId }) => earnerId);
  const hops = paid.flatMap(({ line: own }) =>
    own.because.steps.flatMap((step) => (step.kind === "path" ? step.hops.map(({ id }) => id) : [])),
  );
  const refs = await personRefs(deps, [
    ...new Set([...shown, ...seen, ...hops, ...ranks.map((one) => one.distributorId)]),
  ] as DistributorId[]);
  const people = new Map<string, PersonRef>(refs.map((ref) => [ref.id, ref]));
  const person = (id: string): PersonRef => people.get(id) ?? { id: id as DistributorId, number: "", name: id };
  const bonus = (id: string) => plan.bonuses.find((one) => one.id === id);
  const order = after.decided.context.world.orders.find((one) => one.order === orderId);

  return {
    currency: plan.currency,
    seller: person(sellerId),
    volumes: plan.volumes.flatMap(({ id, label }) => {
      const amount = order?.volumes[id];
      return amount === undefined ? [] : [{ id, label, amount }];
    }),
    total: paid.reduce((sum, { part }) => sum + part, 0n),
    paid: paid.map(({ line: own, part }) => ({
      person: person(own.earnerId),
      bonusId: own.bonusId,
      bonusLabel: bonus(own.bonusId)?.label ?? own.bonusId,
      isLive: "live" in (bonus(own.bonusId)?.when ?? {}),
      level: own.level,
      minor: part,
      /** The line of the whole period that the part is in; the same amount for a line of this order alone. */
      lineMinor: own.minor,
      explanation: explainedLine(plan, own, (id) => person(id).name),
    })),
    moved: moved.map(({ earnerId, bonusId, change }) => {
      return { person: person(earnerId), bonusId, bonusLabel: bonus(bonusId)?.label ?? bonusId, change };
    }),
    ranks: ranks.map(({ distributorId, from, to }) => ({ person: person(distributorId), from, to })),
    notPaid: shown.flatMap((distributorId) =>
      plan.bonuses.flatMap(({ id: bonusId, label }) => {
        const found = inquiryOf(simulated, bonusId).whyNot({ distributorId, bonusId, orderId });
        if (!found) return [];
        const { code, detail, level, wouldEarn } = found;
        return [{ person: person(distributorId), bonusId, bonusLabel: label, code, detail, level, wouldEarn }];
      }),
    ),
    above: line.length,
    notAsked: Math.max(0, line.length - MOST_PEOPLE),
  };
}

export interface PaidPart {
  readonly line: Line;
  /** What of the line comes from the order: the line with it less the line without it. */
  readonly part: bigint;
}

/** The evaluations of all periods that the order counts in, the base period first. */
const allOf = ({ before, after, others }: Simulated): readonly WithAndWithout[] => [{ before, after }, ...others];

/** Who is asked why a bonus did not pay: the period that settles it. */
function inquiryOf({ plan, after, others }: Simulated, bonusId: string): Inquiry {
  const when = plan.bonuses.find(({ id }) => id === bonusId)?.when;
  const cadence = when && "close" in when ? when.close : plan.basePeriod;
  return others.find((one) => one.after.decided.context.world.given.cadence === cadence)?.after ?? after;
}

/** Lines whose base holds the order, in plan order, from the seller up. */
export function paidLines(simulated: Simulated): readonly PaidPart[] {
  const { orderId } = simulated;
  return allOf(simulated).flatMap(({ before, after }) => {
    const old = new Map(before.evaluation.lines.map(({ key, minor }) => [key, minor]));
    return after.evaluation.lines
      .filter(({ orderIds, sourceKey }) => orderIds.includes(orderId) || sourceKey === `ord:${orderId}`)
      .map((line) => ({ line, part: line.minor - (old.get(line.key) ?? 0n) }));
  });
}

/** What else changes, by person and bonus: a rank that is reached, a limit, a share of a pool. */
function movedAmounts(simulated: Simulated) {
  const own = new Set(paidLines(simulated).map(({ line }) => line.key));
  const sums = new Map<string, { earnerId: string; bonusId: string; change: bigint }>();
  const add = (lines: readonly Line[], sign: 1n | -1n) => {
    for (const { key, earnerId, bonusId, minor } of lines) {
      if (own.has(key)) continue;
      const known = sums.get(`${earnerId}|${bonusId}`) ?? { earnerId, bonusId, change: 0n };
      known.change += sign * minor;
      sums.set(`${earnerId}|${bonusId}`, known);
    }
  };
  for (const { before, after } of allOf(simulated)) {
    add(before.evaluation.lines, -1n);
    add(after.evaluation.lines, 1n);
  }
  return [...sums.values()].filter(({ change }) => change !== 0n);
}

/** The seller and everybody above him in any tree of the plan, nearest first. */
export function peopleAbove({ plan, sellerId, orderId, after }: Simulated): readonly string[] {
  const { world } = after.decided.context;
  const at = world.orders.find((one) => one.order === orderId)?.effectiveAt ?? world.last;
  const lines = plan.trees.map(({ id }) => uplineAt(world.edgesIn(id), sellerId, at));
  return [...new Set([sellerId, ...lines.flat()])];
}
