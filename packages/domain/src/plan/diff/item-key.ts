import type { Step } from "./plan-change.ts";

/** Lists of names: their items are what they say. */
const LISTS_OF_NAMES = new Set(["bonuses", "except"]);
const CONDITIONS = [
  "all",
  "any",
  "not",
  "always",
  "ref",
  "metric",
  "rank",
  "status",
  "attribute",
  "joinedWithinDays",
  "personallySponsored",
  "count",
  "cappedLegs",
  "heldFor",
] as const;
/** Fields of which a record has one of several; another one makes it another thing, which is told as a whole. */
const SHAPES = [
  ...CONDITIONS,
  "kind",
  "to",
  "flat",
  "byLevel",
  "byRank",
  "byRankLevel",
  "byPackage",
  "byMetric",
  "byAttribute",
  "live",
  "close",
  "percent",
  "steps",
  "cycle",
  "pairs",
  "fixed",
  "legs",
  "members",
  "customers",
];

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an item of a list is known by in both versions; null when only its place tells it from the others. */
export function itemKey(list: Step | undefined, item: unknown): string | null {
  if (typeof item === "string") return typeof list === "string" && LISTS_OF_NAMES.has(list) ? item : null;
  if (Array.isArray(item)) return typeof item[0] === "string" ? item[0] : null;
  if (!isRecord(item)) return null;
  if (typeof item.id === "string") return item.id;
  if (typeof item.label === "string") return item.label;
  if (typeof item.from === "string") return item.from;
  return conditionKey(item);
}

/** The keys of both lists when each is unique in its own, otherwise null. */
export function keysOf(list: Step | undefined, items: readonly unknown[]): string[] | null {
  const keys = items.map((item) => itemKey(list, item)).filter((key) => key !== null);
  return new Set(keys).size === items.length ? keys : null;
}

/** What a condition asks about, without its threshold: "metric gv", "count legs rank qualified". */
function conditionKey(cond: Record<string, unknown>): string | null {
  const kind = CONDITIONS.find((name) => Object.hasOwn(cond, name));
  if (!kind) return null;
  const value = cond[kind];
  const at = typeof cond.at === "string" ? ` ${cond.at}` : "";
  if (kind === "rank") return `rank ${String(cond.basis)}${at}`;
  if (kind === "count" && isRecord(value)) return `count ${countKey(value)}`;
  if (kind === "cappedLegs" && isRecord(value)) return `capped ${String(value.volume)} ${String(value.tree)}`;
  return typeof value === "string" && kind !== "status" ? `${kind} ${value}${at}` : kind;
}

function countKey(count: Record<string, unknown>): string {
  const [kind = "", of] = Object.entries(count)[0] ?? [];
  const where = isRecord(of) && isRecord(of.where) ? conditionKey(of.where) : null;
  return where === null ? kind : `${kind} ${where}`;
}

/** Whether two records are the same thing with other values, and not one thing in the place of another. */
export function isSameShape(before: Record<string, unknown>, after: Record<string, unknown>): boolean {
  return SHAPES.every((name) => {
    if (Object.hasOwn(before, name) !== Object.hasOwn(after, name)) return false;
    return (name !== "kind" && name !== "to") || before[name] === after[name];
  });
}
