import type { PlanVersion } from "@upline/domain";

/** One difference between two versions, for a sentence: where it is, what it was, what it is. */
export interface PlanChange {
  readonly key: "plan.changed" | "plan.added" | "plan.removed";
  readonly values: { readonly where: string; readonly was: string; readonly now: string };
}

const SKIPPED = new Set(["version", "label", "effectiveFrom"]);

/**
 * The differences of two plan documents, leaf by leaf, in document order. Items of a list are matched by their id, so
 * an inserted rank is one addition and not a change of everything behind it; names are used where an item has one.
 */
export function planChanges(before: PlanVersion, after: PlanVersion): PlanChange[] {
  return differences("", before, after);
}

function differences(where: string, before: unknown, after: unknown): PlanChange[] {
  if (before === after) return [];
  if (before === undefined) return [{ key: "plan.added", values: { where, was: "", now: words(after) } }];
  if (after === undefined) return [{ key: "plan.removed", values: { where, was: words(before), now: "" } }];
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(where, before, after);
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) => where !== "" || !SKIPPED.has(key),
    );
    return keys.flatMap((key) => differences(join(where, key), before[key], after[key]));
  }
  return [{ key: "plan.changed", values: { where, was: words(before), now: words(after) } }];
}

function listDifferences(where: string, before: readonly unknown[], after: readonly unknown[]): PlanChange[] {
  const named = [...before, ...after].every((item) => isRecord(item) && typeof item.id === "string");
  if (!named) {
    const most = Math.max(before.length, after.length);
    return Array.from({ length: most }, (_, index) =>
      differences(join(where, String(index + 1)), before[index], after[index]),
    ).flat();
  }
  const idOf = (item: unknown) => (isRecord(item) ? String(item.id) : "");
  const ids = [...new Set([...before, ...after].map(idOf))];
  const find = (list: readonly unknown[], id: string) => list.find((item) => idOf(item) === id);
  return ids.flatMap((id) => {
    const item = find(after, id) ?? find(before, id);
    const name = isRecord(item) && typeof item.label === "string" ? item.label : id;
    return differences(join(where, name), find(before, id), find(after, id));
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const join = (where: string, key: string) => (where === "" ? key : `${where} › ${key}`);
const words = (value: unknown): string =>
  isRecord(value) && typeof value.label === "string"
    ? value.label
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
