import type { PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import type { Fact, OrderFact, PeriodFacts, VolumeMap } from "./facts.ts";

/** Something that has not happened. Points are hundredths of the volume that is asked about, and more than 0. */
export type Supposed =
  /** A sale credited to somebody: to a customer he did not have before, to himself, or to whoever counts. */
  | { readonly kind: "sale"; readonly by: string; readonly to: "customer" | "self" | "either"; readonly points: bigint }
  /** Somebody new under a sponsor, who buys so much for himself; `as` is the id by which later steps name him. */
  | { readonly kind: "join"; readonly under: string; readonly as: string; readonly points: bigint };

export interface Supposing {
  /** The volume whose points are given; the plan's others follow in the proportion of the period's sales so far. */
  readonly volume: string;
  /** When it would happen: a moment of the period. */
  readonly at: Instant;
}

/**
 * The facts of a period with some that have not happened, for `decide` and `evaluate` to answer "what if".
 *
 * Every sale to a customer is one to a new customer. Somebody new has a place in the sponsor trees only: where a
 * placement tree would seat him is not known yet.
 */
export function suppose(
  plan: PlanVersion,
  facts: PeriodFacts,
  supposed: readonly Supposed[],
  { volume, at }: Supposing,
): PeriodFacts {
  let seq = facts.facts.reduce((most, fact) => Math.max(most, fact.seq), 0);
  const next = (name: string) => {
    seq += 1;
    return { id: `supposed_${name}_${seq}`, seq, recordedAt: at };
  };
  const volumesOf = proportions(plan, facts, volume);
  const doCustomersCount = plan.volumes.find(({ id }) => id === volume)?.customers ?? false;
  const order = (by: string, buyer: string | null, points: bigint): Fact[] => {
    const recorded = next("order");
    const customer = buyer ?? `supposed_customer_${recorded.seq}`;
    const sold: OrderFact = {
      ...recorded,
      t: "order",
      order: recorded.id,
      buyer: customer,
      buyerKind: buyer === null ? "customer" : "distributor",
      creditedTo: by,
      effectiveAt: at,
      volumes: volumesOf(points),
      margin: 0n,
      isFirst: buyer === null || buyer.startsWith("supposed_"),
      party: null,
      packageLevel: null,
    };
    if (buyer !== null) return [sold];
    return [{ ...next("customer"), t: "customer", customer, creditedTo: by, from: at }, sold];
  };
  const added = supposed.flatMap((one): Fact[] => {
    if (one.kind === "sale") {
      const isOwn = one.to === "self" || (one.to === "either" && !doCustomersCount);
      return order(one.by, isOwn ? one.by : null, one.points);
    }
    const { as, under, points } = one;
    return [
      { ...next("join"), t: "distributor", distributor: as, joinedAt: at, earns: true },
      ...plan.trees
        .filter(({ kind }) => kind === "sponsor")
        .map((tree): Fact => {
          const place = { tree: tree.id, distributor: as, parent: under, slot: null, from: at };
          return { ...next("edge"), t: "edge", ...place };
        }),
      ...(points > 0n ? order(as, as, points) : []),
    ];
  });
  return { ...facts, facts: [...facts.facts, ...added] };
}

/** What a sale of so many points would bring of each volume; as many points of each before the first sale. */
function proportions(plan: PlanVersion, { facts }: PeriodFacts, volume: string): (points: bigint) => VolumeMap {
  const sums = new Map<string, bigint>();
  for (const fact of facts) {
    if (fact.t !== "order") continue;
    for (const { id } of plan.volumes) sums.set(id, (sums.get(id) ?? 0n) + (fact.volumes[id] ?? 0n));
  }
  const whole = sums.get(volume) ?? 0n;
  return (points) =>
    Object.fromEntries(
      plan.volumes.map(({ id }) => {
        const isSame = id === volume || whole <= 0n;
        return [id, isSame ? points : (points * (sums.get(id) ?? 0n) + whole / 2n) / whole];
      }),
    );
}
