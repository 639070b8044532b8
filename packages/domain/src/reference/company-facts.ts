import type { Fact, PeriodFacts } from "../evaluate/facts.ts";
import type { Evaluation } from "../evaluate/outcome.ts";
import { volumeMap } from "../evaluate/testing/build-facts.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { instant, plusMs } from "../time/instant.ts";
import { periodById } from "../time/period.ts";
import type { Company } from "./company.ts";

/** The two periods of every random company. */
export const PERIODS = ["month:2026-06-01", "month:2026-07-01"] as const;

/** Milliseconds into the period; each further sale is one later. */
const FIRST_SALE = 1_000;

/** The same company as facts for the engine. */
export function factsOf(
  plan: PlanVersion,
  company: Company,
  id: string,
  before: { readonly period: string; readonly people: Evaluation["ranks"] } | null = null,
): PeriodFacts {
  const [base] = plan.periods;
  if (!base) throw new Error("a plan has a period");
  const period = periodById(base, id, "UTC");
  const joined = instant("2026-06-01T00:00:00Z");
  let seq = 0;
  const next = (name: string) => {
    seq += 1;
    return { id: name, seq, recordedAt: joined };
  };
  const people = company.people.flatMap(({ id: who, sponsor, placement, status, earns, attributes }, n): Fact[] => [
    { ...next(`join ${who}`), t: "distributor", distributor: who, joinedAt: plusMs(joined, n), earns },
    { ...next(`s ${who}`), t: "edge", tree: "sponsor", distributor: who, parent: sponsor, slot: null, from: joined },
    ...(placement
      ? [{ ...next(`b ${who}`), t: "edge" as const, tree: "binary", distributor: who, ...placement, from: joined }]
      : []),
    { ...next(`is ${who}`), t: "status", distributor: who, status, from: joined },
    ...Object.entries(attributes).map(([key, value]): Fact => {
      return { ...next(`${key} ${who}`), t: "attribute", distributor: who, key, value, from: joined };
    }),
  ]);
  const sales = company.sales.map((sale, n): Fact => {
    const isCustomer = sale.customer !== null;
    return {
      ...next(sale.id),
      t: "order",
      order: sale.id,
      buyer: sale.customer ?? sale.seller,
      buyerKind: isCustomer ? "customer" : "distributor",
      creditedTo: sale.seller,
      effectiveAt: plusMs(period.start, FIRST_SALE + n),
      volumes: volumeMap(sale.points),
      margin: 0n,
      isFirst: false,
      party: sale.party,
      packageLevel: sale.packageLevel,
    };
  });
  const parties = company.parties.map((party): Fact => {
    const closedAt = plusMs(period.end, -1);
    const { host, bookings } = party;
    return { ...next(party.id), t: "party", party: party.id, host, consultant: host, closedAt, bookings };
  });
  return {
    cadence: "month",
    period,
    versions: [],
    facts: [...people, ...sales, ...parties],
    past: [],
    closed: before ? [{ ...before, run: 1, closedAt: plusMs(period.start, FIRST_SALE + company.postedFrom) }] : [],
    originals: [],
  };
}
