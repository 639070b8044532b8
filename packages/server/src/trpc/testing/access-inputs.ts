import type { PlanScenario } from "@upline/domain";
import type { AccessWorld } from "./access-world.ts";

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

/** Elm gets another sponsor. */
export const MOVE_OF_ELM = ({ elm, ivy }: AccessWorld) => ({ distributorId: elm, parentId: ivy, fromDay: null });

/** Somebody gets the seat that the rule proposes. */
export const seated = (distributorId: `dst_${string}`) => ({ tree: "binary", distributorId, seat: null });

/** Somebody signed for the club. */
export const IN_THE_CLUB = { key: "club", value: "gold", fromDay: null, reason: "Signed the contract today" };
