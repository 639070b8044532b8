import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE, type Fact, type PeriodFacts, type State } from "../evaluate/facts.ts";
import { volumeMap } from "../evaluate/testing/build-facts.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { errorsOf, validatePlan } from "../plan/validate-plan.ts";
import { instant, plusMs } from "../time/instant.ts";
import { periodById } from "../time/period.ts";
import { type Company, Reader } from "./company.ts";
import { emptyMemory } from "./memory.ts";
import { type PaidLine, pay } from "./pay.ts";
import { randomPeople, randomSales } from "./random-company.ts";
import { randomPlan } from "./random-plan.ts";

const PERIODS = ["month:2026-06-01", "month:2026-07-01"] as const;
const NETWORKS = 2_000;

/** The same company as facts for the engine. */
function factsOf(plan: PlanVersion, company: Company, id: string): PeriodFacts {
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
      effectiveAt: plusMs(period.start, 1_000 + n),
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
    closed: [],
    originals: [],
  };
}

const keyOf = ({ bonus, earner, source, level, part, minor }: PaidLine) =>
  `${bonus} ${earner} ${source} ${level} ${part}: ${minor}`;

interface Round {
  readonly plan: PlanVersion;
  readonly company: Company;
  readonly engine: readonly string[];
  readonly reference: readonly string[];
}

/** Two periods in a row of one random network under one random plan, by both. */
function rounds(seed: number): Round[] {
  const pick = picker(seed * 7 + 3);
  const plan = randomPlan(pick);
  const people = randomPeople(seed);
  const memory = emptyMemory();
  let state: State = EMPTY_STATE;
  return PERIODS.map((id, n) => {
    const company = { people, ...randomSales(pick, people, n) };
    const evaluation = evaluate(plan, factsOf(plan, company, id), state);
    state = JSON.parse(JSON.stringify(evaluation.closing)) as State;
    const engine = evaluation.lines.map((line) => {
      const { bonusId, earnerId, sourceKey, level, part, minor } = line;
      return keyOf({ bonus: bonusId, earner: earnerId, source: sourceKey, level, part, minor });
    });
    return {
      plan,
      company,
      engine: engine.sort(),
      reference: pay(new Reader(plan, company), memory).map(keyOf).sort(),
    };
  });
}

describe("the engine and the naive reference", () => {
  it(`agree to the last unit on ${NETWORKS} random networks under random plans`, () => {
    const paid = new Map<string, number>();
    for (let seed = 1; seed <= NETWORKS; seed += 1) {
      for (const { plan, engine, reference } of rounds(seed)) {
        expect(errorsOf(validatePlan(plan)), `plan of seed ${seed}`).toEqual([]);
        expect(engine, `seed ${seed}`).toEqual(reference);
        for (const { id, source, walk } of plan.bonuses) {
          const kind = `${source.kind} ${walk.to}`;
          const lines = engine.filter((line) => line.startsWith(`${id} `)).length;
          paid.set(kind, (paid.get(kind) ?? 0) + lines);
        }
      }
    }
    // A kind that never pays would agree without saying anything.
    expect([...paid].filter(([, lines]) => lines < 20)).toEqual([]);
    expect(paid.size).toBe(13);
  }, 240_000);
});
