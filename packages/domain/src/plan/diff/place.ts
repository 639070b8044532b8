import type { PlanVersion } from "../plan-version.ts";
import { isRecord, itemKey } from "./item-key.ts";
import type { Place, PlanChange, Step, Unit } from "./plan-change.ts";

/** A place in two documents at once. */
export interface Spot {
  readonly before: unknown;
  readonly after: unknown;
  readonly path: readonly Step[];
  readonly plans: readonly [PlanVersion, PlanVersion];
}

const ITEMS: Readonly<Record<string, Place["of"]>> = {
  ranks: "rank",
  metrics: "metric",
  conditions: "condition",
  limits: "limit",
  trees: "tree",
  volumes: "volume",
  periods: "period",
  tiers: "tier",
  all: "requirement",
  any: "requirement",
  rows: "row",
};
/** Fields whose keys are ranks, and lists whose places are levels. */
const BY_RANK = new Set<unknown>(["byRank", "byRankLevel"]);
const BY_LEVEL = new Set<unknown>(["byLevel", "byRankLevel"]);

/** Where a change is and what its values are, in words of the two plans. */
export function describe({ before, after, path, plans }: Spot): Pick<PlanChange, "path" | "place" | "unit" | "names"> {
  const labels = labelsOf(plans);
  const place = path.map((step, index) => placeOf(step, path.slice(0, index), labels));
  const used = new Set([...textsIn(before), ...textsIn(after)]);
  return {
    path,
    place,
    unit: unitOf(path, plans[1]) ?? unitOf(path, plans[0]) ?? "text",
    names: Object.fromEntries([...used].flatMap((id) => (labels.has(id) ? [[id, labels.get(id) ?? id]] : []))),
  };
}

function placeOf(step: Step, way: readonly Step[], labels: ReadonlyMap<string, string>): Place {
  const list = way.at(-1);
  if (typeof step === "number") {
    const isLevel = BY_LEVEL.has(list) || way.at(-2) === "byRankLevel";
    return { of: isLevel ? "level" : "item", name: String(step + 1) };
  }
  if (typeof step === "string") {
    return BY_RANK.has(list) ? { of: "rank", name: labels.get(step) ?? step } : { of: "field", name: step };
  }
  const isTop = way.length === 1;
  const of = list === "bonuses" ? (isTop ? "bonus" : "item") : (typeof list === "string" && ITEMS[list]) || "item";
  const words = of === "requirement" ? step.item.split(" ") : [step.item];
  return { of, name: of === "row" ? step.item : words.map((word) => labels.get(word) ?? word).join(" ") };
}

const SHARES = new Set(["share", "maxShare"]);
const MONEY = new Set(["amount", "perSource", "fixed", "maxPerMember", "perBooking"]);
const POINTS = new Set(["required", "minSales", "max", "weak", "strong", "steps", "perUnit"]);
const DAYS = new Set(["holdDays", "withinDaysOfJoin", "cutoffDays", "minNoticeDays", "joinedWithinDays"]);

/** By the field that the path ends in, or by the table it leads through. */
function unitOf(path: readonly Step[], plan: PlanVersion): Unit | null {
  const fields = path.filter((step) => typeof step === "string");
  const last = fields.at(-1) ?? "";
  if (last === "effectiveFrom") return "date";
  if (DAYS.has(last)) return "days";
  if (fields.includes("rate")) return rateUnit(path, plan);
  if (fields.includes("unlock")) return "count";
  if (fields.includes("perEarner") || fields.some((field) => MONEY.has(field))) return "money";
  if (fields.some((field) => SHARES.has(field))) return "share";
  if (fields.some((field) => POINTS.has(field))) return "points";
  if (last !== "atLeast") return null;
  const owner = read(plan, path.slice(0, -1));
  return isRecord(owner) ? (Object.hasOwn(owner, "count") ? "count" : "points") : null;
}

/** A row of a table by metric begins with the points it is for; everything else in a rate is what is paid. */
function rateUnit(path: readonly Step[], plan: PlanVersion): Unit | null {
  const fields = ["at", "mode", "byMetric", "unit"];
  if (typeof path.at(-1) === "string" && fields.includes(String(path.at(-1)))) return "text";
  const rate = read(plan, path.slice(0, path.indexOf("rate") + 1));
  return isRecord(rate) ? (rate.unit === "amount" ? "money" : "share") : null;
}

function read(document: unknown, path: readonly Step[]): unknown {
  let at = document;
  for (const [index, step] of path.entries()) {
    if (Array.isArray(at)) {
      at =
        typeof step === "object" ? at.find((item) => itemKey(path[index - 1], item) === step.item) : at[Number(step)];
    } else at = isRecord(at) && typeof step === "string" ? at[step] : undefined;
  }
  return at;
}

/** The names that people have given to what has an id; those of the newer plan win. */
function labelsOf(plans: readonly PlanVersion[]): Map<string, string> {
  const named = plans.flatMap(({ trees, volumes, metrics, conditions, ranks, bonuses }) => [
    ...trees,
    ...volumes,
    ...metrics,
    ...conditions,
    ...ranks,
    ...bonuses,
  ]);
  return new Map(named.map(({ id, label }) => [id, label]));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
