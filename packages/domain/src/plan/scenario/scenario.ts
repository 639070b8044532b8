import { z } from "zod";
import { Dec, Id, Label } from "../fields.ts";

const PersonName = z.string().trim().min(1).max(60);
const Points = z.record(Id, Dec);

/** Somebody of a scenario. What is not said is ordinary: long with the company, active at the last close, no volume. */
export const ScenarioPerson = z.strictObject({
  name: PersonName,
  sponsor: PersonName.nullable(),
  /** Paid as at least this rank, in the period and at the last close; the lowest when absent. */
  rank: Id.optional(),
  /** Whether the last close found him active; true when absent. */
  wasActive: z.boolean().optional(),
  /** Volume that he has in the period already: it qualifies and pays nobody. */
  points: Points.optional(),
  /** Days with the company before the period begins; a year when absent. */
  joinedDaysBefore: z.int().min(0).max(36_500).optional(),
  /** Seats in placement trees: the parent and the slot in each. */
  seats: z
    .array(z.strictObject({ tree: Id, parent: PersonName.nullable(), slot: z.int().min(0).max(1_000).nullable() }))
    .max(10)
    .optional(),
  attributes: z.record(z.string().min(1).max(64), z.string().max(200)).optional(),
});

export const ScenarioOrder = z.strictObject({
  /** The distributor it is credited to. */
  by: PersonName,
  buyer: z.enum(["self", "customer"]),
  volumes: Points,
  margin: Dec.optional(),
  /** Day of the period, 1 for the first; the middle of that day. */
  day: z.int().min(1).max(366).optional(),
  packageLevel: z.string().max(64).optional(),
});

/**
 * A named case that a plan has to pay rightly: a few people, what they sell in one base period, and who gets what.
 * "Sells 100, sponsor is Sprout → 5.00."
 */
export const PlanScenario = z.strictObject({
  name: Label,
  people: z.array(ScenarioPerson).min(1).max(50),
  orders: z.array(ScenarioOrder).max(50),
  expected: z.array(z.strictObject({ person: PersonName, bonus: Id, amount: Dec })).max(200),
  /** Whether anything beyond `expected` is wrong as well. */
  isComplete: z.boolean(),
});

export type PlanScenario = z.infer<typeof PlanScenario>;
export type ScenarioPerson = z.infer<typeof ScenarioPerson>;

/** Why a scenario cannot be tried under a plan: what it names is not there. */
export interface ScenarioProblem {
  readonly code:
    | "person_twice"
    | "person_unknown"
    | "sponsor_circle"
    | "rank_unknown"
    | "bonus_unknown"
    | "volume_unknown"
    | "tree_unknown"
    | "amount_too_fine";
  readonly name: string;
}
