import type { Cond, CountCond, PlanVersion } from "./plan-version.ts";

/** A condition and where it stands. */
export interface Place {
  readonly cond: Cond;
  readonly path: string;
  /** Inside the `where` of a count: it speaks about other people. */
  readonly isWhere: boolean;
  /** The definition it belongs to. */
  readonly owner: Owner;
}

export interface CountPlace {
  readonly of: CountCond;
  readonly path: string;
  readonly isWhere: boolean;
  readonly owner: Owner;
}

export interface Owner {
  readonly kind: "condition" | "rank" | "metric" | "gate" | "tier";
  readonly id: string;
}

/** Every condition of a plan, inner ones after the one they stand in, in document order. */
export function placesOf(plan: PlanVersion): Place[] {
  const at = (cond: Cond, path: string, kind: Owner["kind"], id: string) => within(cond, path, false, { kind, id });
  return [
    ...plan.metrics.flatMap((metric, index) => {
      const owner: Owner = { kind: "metric", id: metric.id };
      return metric.kind === "count" ? inCount(metric.of, `metrics.${index}.of`, owner) : [];
    }),
    ...plan.conditions.flatMap(({ id, when }, index) => at(when, `conditions.${index}.when`, "condition", id)),
    ...plan.ranks.flatMap(({ id, when }, index) => at(when, `ranks.${index}.when`, "rank", id)),
    ...plan.bonuses.flatMap(({ id, gate, source }, index) => [
      ...at(gate, `bonuses.${index}.gate`, "gate", id),
      ...(source.kind === "tiers"
        ? source.tiers.flatMap(({ when }, tier) => at(when, `bonuses.${index}.source.tiers.${tier}.when`, "tier", id))
        : []),
    ]),
  ];
}

/** Every count of a plan: of its metrics, and inside its conditions. */
export function countsOf(plan: PlanVersion): CountPlace[] {
  const ofMetrics = plan.metrics.flatMap((metric, index): CountPlace[] => {
    const owner: Owner = { kind: "metric", id: metric.id };
    return metric.kind === "count" ? [{ of: metric.of, path: `metrics.${index}.of`, isWhere: false, owner }] : [];
  });
  const inConditions = placesOf(plan).flatMap(({ cond, path, isWhere, owner }): CountPlace[] => {
    return "count" in cond ? [{ of: cond.count, path: `${path}.count`, isWhere, owner }] : [];
  });
  return [...ofMetrics, ...inConditions];
}

function within(cond: Cond, path: string, isWhere: boolean, owner: Owner): Place[] {
  const here = { cond, path, isWhere, owner };
  if ("all" in cond) return [here, ...cond.all.flatMap((part, i) => within(part, `${path}.all.${i}`, isWhere, owner))];
  if ("any" in cond) return [here, ...cond.any.flatMap((part, i) => within(part, `${path}.any.${i}`, isWhere, owner))];
  if ("not" in cond) return [here, ...within(cond.not, `${path}.not`, isWhere, owner)];
  if ("count" in cond) return [here, ...inCount(cond.count, `${path}.count`, owner)];
  return [here];
}

function inCount(of: CountCond, path: string, owner: Owner): Place[] {
  if ("legs" in of) return within(of.legs.where, `${path}.legs.where`, true, owner);
  return "members" in of ? within(of.members.where, `${path}.members.where`, true, owner) : [];
}
