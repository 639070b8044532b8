import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE, type PeriodFacts, type State } from "../evaluate/facts.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { RUNS } from "../testing.ts";
import type { Company, Person, Sale } from "./company.ts";
import { factsOf, PERIODS } from "./company-facts.ts";
import { randomPeople, randomSales } from "./random-company.ts";
import { randomPlan } from "./random-plan.ts";

/** A random company in the second of two periods, under a random plan of all kinds, with what the first one left. */
export interface Case {
  readonly plan: PlanVersion;
  /** Of the first period. */
  readonly before: Company;
  /** Of the second. */
  readonly company: Company;
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly first: Evaluation;
  readonly evaluation: Evaluation;
}

/** Shapes cases before they are evaluated, so that a law meets what it is about. */
export interface Shape {
  readonly plan?: (plan: PlanVersion, seed: number) => PlanVersion;
  readonly people?: (people: Person[]) => Person[];
}

export function caseOf(seed: number, shape: Shape = {}): Case {
  const pick = picker(seed * 13 + 5);
  const plan = shape.plan ? shape.plan(randomPlan(pick), seed) : randomPlan(pick);
  const people = shape.people ? shape.people(randomPeople(seed)) : randomPeople(seed);
  const before = { people, ...randomSales(pick, people, 0) };
  const first = evaluate(plan, factsOf(plan, before, PERIODS[0]), EMPTY_STATE);
  const company = { people, ...randomSales(pick, people, 1) };
  const facts = factsOf(plan, company, PERIODS[1]);
  const opening = first.closing;
  return { plan, before, company, facts, opening, first, evaluation: evaluate(plan, facts, opening) };
}

const known = new Map<number, Case>();

/** Checks a law on as many cases as laws are tried. Cases without a shape are made once per file. */
export function every(check: (one: Case, seed: number) => void, shape?: Shape): void {
  for (let seed = 1; seed <= RUNS.numRuns; seed += 1) {
    const one = shape ? caseOf(seed, shape) : (known.get(seed) ?? caseOf(seed));
    if (!shape && seed <= 1_000) known.set(seed, one);
    check(one, seed);
  }
}

/** The second period again, with another plan or another company. */
export function again({ plan, company, opening }: Case, change: { plan?: PlanVersion; company?: Company }): Evaluation {
  const other = change.plan ?? plan;
  return evaluate(other, factsOf(other, change.company ?? company, PERIODS[1]), opening);
}

type Bonus = PlanVersion["bonuses"][number];

/** The plan with the bonuses that pass, without those that match one that does not, and without limits over lost ones. */
export function keeping(plan: PlanVersion, passes: (bonus: Bonus) => boolean): PlanVersion {
  let bonuses = plan.bonuses.filter(passes);
  for (let before = -1; before !== bonuses.length; ) {
    before = bonuses.length;
    const ids = new Set(bonuses.map(({ id }) => id));
    bonuses = bonuses.filter(
      ({ source }) => source.kind !== "payouts" || source.bonuses.every((matched) => ids.has(matched)),
    );
  }
  const ids = new Set(bonuses.map(({ id }) => id));
  return { ...plan, bonuses, limits: plan.limits.filter((limit) => limit.bonuses.every((one) => ids.has(one))) };
}

/** The plan with one bonus on orders in the place of all. */
export function withOne(plan: PlanVersion, change: Partial<Bonus> & Pick<Bonus, "source" | "walk">): PlanVersion {
  const bonus: Bonus = {
    id: "one",
    label: "One",
    when: { close: "month" },
    gate: { always: true },
    rankAt: { basis: "paidAs", at: "this" },
    settle: { as: "cash", holdDays: 0 },
    ...change,
  };
  return { ...plan, bonuses: [bonus], limits: [] };
}

/** Everybody above somebody in a tree, from near to far. */
export function above(people: readonly Person[], tree: string, id: string): string[] {
  const person = people.find((one) => one.id === id);
  const parent = tree === "binary" ? (person?.placement?.parent ?? null) : (person?.sponsor ?? null);
  return parent === null ? [] : [parent, ...above(people, tree, parent)];
}

export const isRemoved = ({ status, earns }: Person) => status === "terminated" || !earns;

/** Key to minor units. */
export const paidBy = (lines: readonly Line[]) => new Map(lines.map(({ key, minor }) => [key, minor]));

/** Keys whose amounts differ. */
export function changed(a: readonly Line[], b: readonly Line[]): Line[] {
  const [was, is] = [paidBy(a), paidBy(b)];
  return [...a, ...b].filter(({ key }) => was.get(key) !== is.get(key));
}

/** Decimal text times a whole number. */
export function timesText(text: string, factor: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = (BigInt(whole + fraction) * BigInt(factor)).toString().padStart(fraction.length + 1, "0");
  const cut = digits.length - fraction.length;
  return fraction === "" ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

export const timesSale = (sale: Sale, factor: number): Sale => ({
  ...sale,
  points: Object.fromEntries(Object.entries(sale.points).map(([id, text]) => [id, timesText(text, factor)])),
});
