import { invariant } from "../../errors/domain-error.ts";
import type { ClosedResult, Fact, PeriodFacts, State } from "../../evaluate/facts.ts";
import { parseDecimal } from "../../money/decimal.ts";
import { type Instant, plusMs } from "../../time/instant.ts";
import { addDays, type Period, periodOf, previousPeriod, startOfDate } from "../../time/period.ts";
import type { PlanVersion } from "../plan-version.ts";
import type { PlanScenario } from "./scenario.ts";

const A_YEAR = 365;
const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

/** A scenario as the engine takes it: the first base period of the version, and the state it opens with. */
export interface ScenarioWorld {
  readonly facts: PeriodFacts;
  readonly opening: State;
  /** Name of a person by the id he has in the facts. */
  readonly nameOf: ReadonlyMap<string, string>;
  readonly idOf: ReadonlyMap<string, string>;
  /** Order ids by their place in the scenario. */
  readonly orderIds: readonly string[];
}

/** @param scenario  one without problems */
export function scenarioWorld(plan: PlanVersion, scenario: PlanScenario): ScenarioWorld {
  const cadence = plan.periods.find(({ id }) => id === plan.basePeriod);
  invariant(cadence, "a valid plan has its base period");
  const period = periodOf(cadence, startOfDate(plan.effectiveFrom, plan.timeZone), plan.timeZone);
  const ids = scenario.people.map((_, index) => `person_${String(index + 1).padStart(2, "0")}`);
  const idOf = new Map(scenario.people.map(({ name }, index) => [name, ids[index] ?? ""]));
  const facts = [...peopleFacts(plan, scenario, period, idOf), ...orderFacts(plan, scenario, period, idOf)];
  const recorded = facts.map((fact, index): Fact => ({ ...fact, seq: index + 1 }));
  const closed = lastClose(plan, scenario, previousPeriod(cadence, period, plan.timeZone).id, period.start);
  return {
    facts: { cadence: cadence.id, period, versions: [], facts: recorded, past: [], closed: [closed], originals: [] },
    opening: openingOf(plan, scenario, idOf),
    nameOf: new Map([...idOf].map(([name, id]) => [id, name])),
    idOf,
    orderIds: scenario.orders.map((_, index) => orderId(index)),
  };

  function lastClose(own: PlanVersion, { people }: PlanScenario, id: string, closedAt: Instant): ClosedResult {
    const results = people
      .filter(({ joinedDaysBefore = A_YEAR }) => joinedDaysBefore > 0)
      .map(({ name, rank = lowest(own), wasActive = true }) => {
        const standing = { qualified: rank, paidAs: rank, title: rank, metrics: {}, volumes: {} };
        return [
          idOf.get(name) ?? "",
          { active: wasActive, ...standing, holds: wasActive ? [own.active] : [] },
        ] as const;
      });
    return { period: id, run: 1, closedAt, people: Object.fromEntries(results) };
  }
}

const lowest = (plan: PlanVersion) => plan.ranks[0]?.id ?? "";
const orderId = (index: number) => `order_${String(index + 1).padStart(2, "0")}`;

function openingOf(plan: PlanVersion, { people }: PlanScenario, idOf: ReadonlyMap<string, string>): State {
  const states = people.map(({ name, rank = lowest(plan) }) => {
    return [idOf.get(name) ?? "", { held: rank, misses: 0, title: rank, below: [] }] as const;
  });
  return { period: null, people: Object.fromEntries(states) };
}

function peopleFacts(
  plan: PlanVersion,
  { people }: PlanScenario,
  { start, end }: Period,
  idOf: ReadonlyMap<string, string>,
): Fact[] {
  const id = (name: string | null) => (name === null ? null : (idOf.get(name) ?? null));
  return people.flatMap((person): Fact[] => {
    const { name, sponsor, rank, points = {}, seats = [], attributes = {}, joinedDaysBefore = A_YEAR } = person;
    const distributor = idOf.get(name) ?? "";
    const joinedAt = addDays(start, -joinedDaysBefore, plan.timeZone);
    const recorded = (what: string) => ({ id: `${what}.${distributor}`, seq: 0, recordedAt: joinedAt });
    const sponsored = plan.trees.filter(({ kind }) => kind === "sponsor");
    const places = [...sponsored.map(({ id: tree }) => ({ tree, parent: sponsor, slot: null })), ...seats];
    return [
      { ...recorded("person"), t: "distributor", distributor, joinedAt, earns: true },
      ...places.map(({ tree, parent, slot }): Fact => {
        return { ...recorded(`edge.${tree}`), t: "edge", tree, distributor, parent: id(parent), slot, from: joinedAt };
      }),
      ...Object.entries(attributes).map(([key, value]): Fact => {
        return { ...recorded(`attribute.${key}`), t: "attribute", distributor, key, value, from: joinedAt };
      }),
      ...Object.entries(points).map(([volume, amount]): Fact => {
        const had = { volume, amount: hundredths(amount), use: "qualification", effectiveAt: start } as const;
        return { ...recorded(`points.${volume}`), t: "volumeAdjustment", distributor, ...had, reason: "scenario" };
      }),
      ...(rank === undefined ? [] : [grant(recorded("grant"), { distributor, rank, from: start, until: end })]),
    ];
  });
}

function grant(
  recorded: { readonly id: string; readonly seq: number; readonly recordedAt: Instant },
  given: { readonly distributor: string; readonly rank: string; readonly from: Instant; readonly until: Instant },
): Fact {
  return { ...recorded, t: "grant", basis: "paidAs", ...given, reason: "scenario" };
}

function orderFacts(
  plan: PlanVersion,
  { orders }: PlanScenario,
  { start, end }: Period,
  idOf: ReadonlyMap<string, string>,
): Fact[] {
  const sold = new Map<string, number>();
  return orders.flatMap(({ by, buyer, volumes, margin = "0", day = 1, packageLevel = null }, index): Fact[] => {
    const creditedTo = idOf.get(by) ?? "";
    const noon = plusMs(addDays(start, day - 1, plan.timeZone), HALF_A_DAY_MS);
    const effectiveAt = noon < end ? noon : plusMs(end, -1);
    const nth = (sold.get(by) ?? 0) + 1;
    sold.set(by, nth);
    const isOwn = buyer === "self";
    const customer = `customer_${String(index + 1).padStart(2, "0")}`;
    const isFirst = !isOwn || !orders.slice(0, index).some((other) => other.by === by && other.buyer === "self");
    const record = { id: orderId(index), seq: 0, recordedAt: effectiveAt };
    const order: Fact = {
      ...record,
      t: "order",
      order: orderId(index),
      buyer: isOwn ? creditedTo : customer,
      buyerKind: isOwn ? "distributor" : "customer",
      creditedTo,
      effectiveAt,
      volumes: Object.fromEntries(Object.entries(volumes).map(([id, amount]) => [id, hundredths(amount)])),
      margin: parseDecimal(margin, plan.minorDigits) ?? 0n,
      isFirst,
      party: null,
      packageLevel,
      nth,
    };
    if (isOwn) return [order];
    return [{ ...record, id: customer, t: "customer", customer, creditedTo, from: start }, order];
  });
}

/** Points as people write them; what is finer than a hundredth is cut, as the plan model does. */
const hundredths = (text: string): bigint => (parseDecimal(text, 6) ?? 0n) / 10_000n;
