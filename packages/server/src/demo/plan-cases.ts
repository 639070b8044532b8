import { planScenario } from "@upline/db";
import type { PlanScenario, PlanVersionId } from "@upline/domain";
import type { Deps } from "../deps.ts";

const HAS_100 = { points: { pv: "100" } };
const SALE = { by: "Seller", buyer: "customer", volumes: { pv: "100", cv: "100" } } as const;
const RETAIL = { person: "Seller", bonus: "retail_bonus", amount: "25.00" };

/** What version 3 of the plan promises. Its draft raises level 2 of a Leaf, so that one of them is red there. */
const CASES: readonly PlanScenario[] = [
  {
    name: "Sells 100, sponsor is Sprout",
    people: [
      { name: "Sponsor", sponsor: null, rank: "sprout", ...HAS_100 },
      { name: "Seller", sponsor: "Sponsor", ...HAS_100 },
    ],
    orders: [SALE],
    expected: [RETAIL, { person: "Sponsor", bonus: "unilevel", amount: "5.00" }],
    isComplete: true,
  },
  {
    name: "A Leaf earns on level 2",
    people: [
      { name: "Leaf", sponsor: null, rank: "leaf", ...HAS_100 },
      { name: "Sponsor", sponsor: "Leaf", ...HAS_100 },
      { name: "Seller", sponsor: "Sponsor", ...HAS_100 },
    ],
    orders: [SALE],
    expected: [
      RETAIL,
      { person: "Sponsor", bonus: "unilevel", amount: "5.00" },
      { person: "Leaf", bonus: "unilevel", amount: "5.00" },
    ],
    isComplete: true,
  },
  {
    name: "Somebody inactive in between uses no level",
    people: [
      { name: "Sprout", sponsor: null, rank: "sprout", ...HAS_100 },
      { name: "Inactive", sponsor: "Sprout", wasActive: false },
      { name: "Seller", sponsor: "Inactive", ...HAS_100 },
    ],
    orders: [SALE],
    expected: [RETAIL, { person: "Sprout", bonus: "unilevel", amount: "5.00" }],
    isComplete: true,
  },
  {
    name: "A newcomer's own order pays fast start and no unilevel",
    people: [
      { name: "Upline", sponsor: null, ...HAS_100 },
      { name: "Sponsor", sponsor: "Upline", ...HAS_100 },
      { name: "Newcomer", sponsor: "Sponsor", joinedDaysBefore: 10 },
    ],
    orders: [{ ...SALE, by: "Newcomer", buyer: "self" }],
    expected: [
      { person: "Sponsor", bonus: "fast_start", amount: "20.00" },
      { person: "Upline", bonus: "fast_start", amount: "10.00" },
    ],
    isComplete: true,
  },
];

/** The cases of a version that is still a draft: what is published keeps its own for ever. */
export async function keepCases(deps: Deps, planVersionId: PlanVersionId): Promise<void> {
  const createdAt = deps.clock.now();
  const rows = CASES.map((scenario) => {
    return { id: deps.newId("psc"), planVersionId, scenario, createdBy: "system", createdAt, updatedAt: createdAt };
  });
  await deps.db.insert(planScenario).values(rows);
}
