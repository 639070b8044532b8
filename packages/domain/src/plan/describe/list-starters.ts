import type { PlanVersion } from "../plan-version.ts";
import type { LabelKey } from "./labels.ts";
import { type Json, type Option, word } from "./sentence.ts";
import { freeId } from "./starters.ts";

type List = "trees" | "periods" | "volumes" | "metrics" | "conditions" | "limits";

const option = (key: LabelKey, value: Json): Option => ({ label: word(key), value });

/** What may be added to each list of a plan besides bonuses, with names to be changed. */
export function listStarters(plan: PlanVersion): Readonly<Record<List, readonly Option[]>> {
  return {
    trees: trees(plan),
    periods: periods(plan),
    volumes: volumes(plan),
    metrics: metrics(plan),
    conditions: [
      option("condition", {
        id: freeId(plan.conditions, "condition"),
        label: "Condition",
        when: { metric: plan.metrics[0]?.id ?? "", atLeast: "100" },
      }),
    ],
    limits: limits(plan),
  };
}

function trees(plan: PlanVersion): Option[] {
  const binary = { id: freeId(plan.trees, "binary"), label: "Binary tree", kind: "binary", placement: "manual" };
  const matrix = { id: freeId(plan.trees, "matrix"), label: "Matrix", kind: "matrix", width: 3, placement: "bfs" };
  return [option("tree.binary", binary), option("tree.matrix", matrix)];
}

function periods(plan: PlanVersion): Option[] {
  const taken = new Set(plan.periods.map(({ every }) => every));
  return (["day", "week", "month", "quarter", "year"] as const)
    .filter((every) => !taken.has(every))
    .map((every) => {
      const start = every === "week" ? { weekStart: 1 } : {};
      return option(`every.${every}`, { id: freeId(plan.periods, every), every, cutoffDays: 3, ...start });
    });
}

function volumes(plan: PlanVersion): Option[] {
  const own = (name: string) => freeId(plan.volumes, name);
  const { rankTree } = plan;
  return [
    option("volume.points", { id: own("points"), label: "Points", kind: "points", customers: true, peg: "1" }),
    option("volume.heads", {
      id: own("heads"),
      label: "Heads",
      kind: "heads",
      headsTree: rankTree,
      customers: false,
      peg: "1",
    }),
  ];
}

function metrics(plan: PlanVersion): Option[] {
  const own = (id: string, label: string) => ({ id: freeId(plan.metrics, id), label });
  const placed = { volume: plan.volumes[0]?.id ?? "", period: plan.basePeriod };
  const { rankTree: tree, active } = plan;
  const [first] = plan.metrics;
  const legs = { legs: { tree, at: "somewhere", where: { ref: active } } };
  return [
    option("metric.own", { ...own("own_volume", "Own volume"), kind: "own", ...placed }),
    option("metric.group", {
      ...own("group_volume", "Group volume"),
      kind: "group",
      ...placed,
      tree,
      includeSelf: true,
    }),
    option("metric.leg", { ...own("leg_volume", "Leg volume"), kind: "leg", ...placed, tree, pick: "strongest" }),
    option("metric.count", { ...own("active_legs", "Active legs"), kind: "count", of: legs }),
    ...(first ? [option("metric.growth", { ...own("growth", "Growth"), kind: "growth", of: first.id })] : []),
  ];
}

function limits(plan: PlanVersion): Option[] {
  const bonuses = plan.bonuses.slice(0, 1).map(({ id }) => id);
  if (bonuses.length === 0) return [];
  const own = (id: string) => ({ id: freeId(plan.limits, id), bonuses, period: plan.basePeriod });
  return [
    option("limit.memberTotal", { ...own("member_total"), kind: "memberTotal", amount: { flat: "10000" } }),
    option("limit.planShare", {
      ...own("plan_share"),
      kind: "planShare",
      share: "0.5",
      of: plan.volumes[0]?.id ?? "",
    }),
  ];
}
