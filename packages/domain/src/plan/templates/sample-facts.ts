import type {
  AttributeFact,
  ClosedResult,
  EdgeFact,
  Fact,
  OrderFact,
  PeriodFacts,
  VolumeMap,
} from "../../evaluate/facts.ts";
import { epochMs, type Instant, instant, plusMs } from "../../time/instant.ts";
import type { Period } from "../../time/period.ts";
import { attributesRead } from "../attributes-read.ts";
import type { PlanVersion } from "../plan-version.ts";
import { matrixSeats, SAMPLE_PARTY, SAMPLE_PEOPLE, type SamplePerson } from "./sample-network.ts";

const LONG_AGO_MS = 400 * 86_400_000;
const HUNDREDTHS = 100n;
/** Of the points of an order: what the second and every further volume of a plan gets, in hundredths of the first. */
const FURTHER_VOLUMES = 80n;
/** Of the points of an order, in hundredths: what the seller keeps as margin, in currency units. */
const MARGIN = 25n;

/** The facts of the sample network under a plan, for any period that the given base periods span. */
export interface SampleFacts {
  of(cadence: string, period: Period, closed: readonly ClosedResult[]): PeriodFacts;
}

/**
 * @param periods  base periods in a row; the last one is the sample period, in which the newest people have just joined
 */
export function sampleFacts(plan: PlanVersion, periods: readonly Period[]): SampleFacts {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return { of: (cadence, period) => empty(cadence, period) };
  const before = periods.at(-2) ?? last;
  const recorded = numbering();
  const joinOf = ({ joined }: SamplePerson) =>
    joined === null ? plusMs(first.start, -LONG_AGO_MS) : within(before, joined);
  const people = SAMPLE_PEOPLE.flatMap((person): Fact[] => {
    const joinedAt = joinOf(person);
    const distributor = person.id;
    return [
      { ...recorded(`join_${distributor}`, joinedAt), t: "distributor", distributor, joinedAt, earns: true },
      ...edgesOf(plan, person, joinedAt, recorded),
      ...attributesOf(plan, person, joinedAt, recorded),
    ];
  });
  const orders = ordersOf(plan, periods, joinOf, recorded);
  const { id: party, host, consultant, bookings } = SAMPLE_PARTY;
  const closedAt = within(last, 0.75);
  const facts: Fact[] = [
    ...people,
    { ...recorded(party, closedAt), t: "party", party, host, consultant, closedAt, bookings },
  ];
  return {
    of: (cadence, period, closed) => ({
      ...empty(cadence, period),
      facts: [
        ...facts.filter((fact) => fact.t !== "party" || isIn(period, closedAt)),
        ...orders.filter(({ effectiveAt }) => isIn(period, effectiveAt)),
      ],
      past: orders.filter(({ effectiveAt }) => effectiveAt < period.start),
      closed: closed.filter((result) => result.closedAt <= period.end),
    }),
  };
}

const empty = (cadence: string, period: Period): PeriodFacts => {
  return { cadence, period, versions: [], facts: [], past: [], closed: [], originals: [] };
};
const isIn = ({ start, end }: Period, at: Instant): boolean => start <= at && at < end;

/** The moment after that part of a period. */
function within({ start, end }: Period, part: number): Instant {
  return instant(epochMs(start) + Math.floor((epochMs(end) - epochMs(start)) * part));
}

type Recorder = (id: string, at: Instant) => { id: string; seq: number; recordedAt: Instant };

function numbering(): Recorder {
  let seq = 0;
  return (id, recordedAt) => {
    seq += 1;
    return { id, seq, recordedAt };
  };
}

function edgesOf(
  plan: PlanVersion,
  { id, sponsor, seat }: SamplePerson,
  from: Instant,
  recorded: Recorder,
): EdgeFact[] {
  return plan.trees.flatMap(({ id: tree, kind, width }) => {
    const place =
      kind === "sponsor"
        ? { parent: sponsor, slot: null }
        : kind === "binary"
          ? (seat ?? { parent: null, slot: null })
          : (matrixSeats(width ?? 1).get(id) ?? { parent: null, slot: null });
    return [{ ...recorded(`${tree}_${id}`, from), t: "edge", tree, distributor: id, ...place, from }];
  });
}

/** Every attribute that the plan reads: a number that is enough, or the value that a condition asks for. */
function attributesOf(plan: PlanVersion, { id }: SamplePerson, from: Instant, recorded: Recorder): AttributeFact[] {
  const asked = [...attributesRead(plan)].map(([key, values]) => ({ key, value: values.at(-1) ?? "3" }));
  return asked.map(({ key, value }) => {
    return { ...recorded(`${key}_${id}`, from), t: "attribute", distributor: id, key, value, from };
  });
}

interface Sale {
  readonly buyer: string;
  readonly isCustomer: boolean;
  readonly creditedTo: string;
  readonly points: number;
  readonly party: string | null;
}

/** Everybody buys in every period since joining, one after the other through the period; the party is in the last one. */
function ordersOf(
  plan: PlanVersion,
  periods: readonly Period[],
  joinOf: (person: SamplePerson) => Instant,
  recorded: Recorder,
): OrderFact[] {
  const levels = plan.bonuses.flatMap(({ rate }) => (rate && "byPackage" in rate ? Object.keys(rate.byPackage) : []));
  const bought = new Map<string, number>();
  const sold = new Map<string, number>();
  const next = (counts: Map<string, number>, of: string) => {
    const nth = (counts.get(of) ?? 0) + 1;
    counts.set(of, nth);
    return nth;
  };
  return periods.flatMap((period, at) => {
    const sales = [
      ...SAMPLE_PEOPLE.flatMap((person) => salesOf(person)),
      ...(at === periods.length - 1 ? partySales() : []),
    ];
    const joins = new Map(SAMPLE_PEOPLE.map((person) => [person.id, joinOf(person)]));
    return sales.flatMap(({ buyer, isCustomer, creditedTo, points, party }, place): OrderFact[] => {
      const effectiveAt = within(period, (place + 1) / (2 * (sales.length + 1)));
      if (effectiveAt < (joins.get(creditedTo) ?? effectiveAt)) return [];
      const order = `ord_${at}_${String(place).padStart(2, "0")}`;
      return [
        {
          ...recorded(order, effectiveAt),
          t: "order",
          order,
          buyer,
          buyerKind: isCustomer ? "customer" : "distributor",
          creditedTo,
          effectiveAt,
          volumes: volumesOf(plan, points),
          margin: (BigInt(points) * 10n ** BigInt(plan.minorDigits) * MARGIN) / 100n,
          isFirst: next(bought, buyer) === 1,
          party,
          packageLevel: levels[place % Math.max(1, levels.length)] ?? null,
          nth: next(sold, creditedTo),
        },
      ];
    });
  });
}

function salesOf({ id, own, customers }: SamplePerson): Sale[] {
  const bought = own > 0 ? [{ buyer: id, isCustomer: false, creditedTo: id, points: own, party: null }] : [];
  const sold = customers.map((points, nth) => {
    return { buyer: `${id.replace("dst", "cus")}_${nth + 1}`, isCustomer: true, creditedTo: id, points, party: null };
  });
  return [...bought, ...sold];
}

function partySales(): Sale[] {
  const { id, consultant, guests } = SAMPLE_PARTY;
  return guests.map((points, nth) => {
    return { buyer: `cus_guest_${nth + 1}`, isCustomer: true, creditedTo: consultant, points, party: id };
  });
}

/** The first volume gets the points as they are, the further ones 80 % of them. */
function volumesOf(plan: PlanVersion, points: number): VolumeMap {
  const measured = plan.volumes.filter(({ kind }) => kind === "points");
  return Object.fromEntries(
    measured.map(({ id }, place) => [id, BigInt(points) * (place === 0 ? HUNDREDTHS : FURTHER_VOLUMES)]),
  );
}
