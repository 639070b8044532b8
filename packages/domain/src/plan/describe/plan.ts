import type { PlanVersion } from "../plan-version.ts";
import { type BonusDescription, describeBonus } from "./bonus.ts";
import {
  describeCadence,
  describeLimit,
  describeMetric,
  describeNamedCondition,
  describePolicies,
  describeRank,
  describeRankPolicy,
  describeTree,
  describeVolume,
} from "./frame.ts";
import { type Field, type Part, reference, sentence } from "./sentence.ts";

/** One definition of the plan as a sentence. */
export interface Item {
  readonly id: string;
  readonly path: string;
  readonly part: Part;
}

/** A whole plan in sentences, in the order in which it is read. */
export interface PlanDescription {
  readonly trees: readonly Item[];
  readonly periods: readonly Item[];
  readonly volumes: readonly Item[];
  readonly metrics: readonly Item[];
  /** Which of the conditions counts as active. */
  readonly active: Part;
  readonly conditions: readonly Item[];
  readonly ranks: readonly Item[];
  readonly rankPolicy: Part;
  readonly bonuses: readonly BonusDescription[];
  readonly limits: readonly Item[];
  readonly policies: readonly Part[];
}

export function describePlan(plan: PlanVersion): PlanDescription {
  const each = <T extends { readonly id: string }>(
    list: string,
    items: readonly T[],
    part: (item: T, path: string) => Part,
  ) =>
    items.map((item, index): Item => {
      const path = `${list}.${index}`;
      return { id: item.id, path, part: part(item, path) };
    });
  return {
    trees: each("trees", plan.trees, describeTree),
    periods: each("periods", plan.periods, describeCadence),
    volumes: each("volumes", plan.volumes, (item, path) => describeVolume(plan, item, path)),
    metrics: each("metrics", plan.metrics, (item, path) => describeMetric(plan, item, path)),
    active: sentence("plan.active", { condition: reference(plan, "conditions", "active", plan.active) }),
    conditions: each("conditions", plan.conditions, (item, path) => describeNamedCondition(plan, item, path)),
    ranks: each("ranks", plan.ranks, (item, path) => describeRank(plan, item, path)),
    rankPolicy: describeRankPolicy(plan),
    bonuses: plan.bonuses.map((bonus, index) => describeBonus(plan, bonus, `bonuses.${index}`)),
    limits: each("limits", plan.limits, (item, path) => describeLimit(plan, item, path)),
    policies: describePolicies(plan),
  };
}

/** Every part of a description, outer ones first. */
export function partsOf(description: PlanDescription): Part[] {
  const { trees, periods, volumes, metrics, conditions, ranks, limits, bonuses } = description;
  const items = [trees, periods, volumes, metrics, conditions, ranks, limits].flat().map(({ part }) => part);
  const cards = bonuses.flatMap(({ name, sentence, when, settle, limits }) => [
    name,
    sentence,
    when,
    settle,
    ...limits,
  ]);
  return [...items, description.active, description.rankPolicy, ...cards, ...description.policies].flatMap(partsWithin);
}

/** A part and every part inside it, outer ones first. */
export function partsWithin(part: Part): Part[] {
  return [part, ...innerOf(part).flatMap(partsWithin)];
}

function innerOf(part: Part): readonly Part[] {
  if (part.is === "sentence") return Object.values(part.with);
  if (part.is === "list") return part.items;
  if (part.is === "table") return part.rows.flatMap(({ cells }) => cells);
  if (part.is === "slot") return [part.part];
  return part.is === "clause" && part.part !== null ? [part.part] : [];
}

/** The field at a path of a plan, for the words of a difference; undefined where a path is no field. */
export function fieldAt(plan: PlanVersion, path: string): Field | undefined {
  return partsOf(describePlan(plan)).find((part): part is Field => isField(part) && part.path === path);
}

export function isField(part: Part): part is Field {
  return ["decimal", "count", "text", "choice", "names"].includes(part.is);
}
