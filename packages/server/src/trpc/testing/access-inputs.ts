import type { PlanScenario } from "@upline/domain";

export const A_CASE: PlanScenario = {
  name: "Sells nothing",
  people: [{ name: "Somebody", sponsor: null }],
  orders: [],
  expected: [],
  isComplete: true,
};

export const AN_ENROLMENT = {
  name: "New Test",
  email: "new-by-hand@example.test",
  joinedOn: "2026-01-10",
  country: null,
};
