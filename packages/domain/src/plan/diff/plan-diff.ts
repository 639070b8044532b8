import type { PlanVersion } from "../plan-version.ts";
import { isRecord, isSameShape, keysOf } from "./item-key.ts";
import { describe, type Spot } from "./place.ts";
import type { PlanChange, Step } from "./plan-change.ts";

/** Fields of a version that are not its content: which one it is, and from when. */
const HEAD = new Set<unknown>(["version", "label", "effectiveFrom"]);

/**
 * Every difference between two plan documents, in document order. Items of a list are matched by their id, conditions
 * by what they ask about, so an inserted rank is one addition and not a change of everything behind it.
 *
 * Complete: `applyChanges(before, planDiff(before, after))` is `after`.
 */
export function planDiff(before: PlanVersion, after: PlanVersion): PlanChange[] {
  return differences({ before, after, path: [], plans: [before, after] });
}

/** The differences in content, without the version's own number, name, and first day. */
export function contentDiff(before: PlanVersion, after: PlanVersion): PlanChange[] {
  return planDiff(before, after).filter(({ path }) => !HEAD.has(path[0]));
}

function differences(spot: Spot): PlanChange[] {
  const { before, after } = spot;
  if (Object.is(before, after)) return [];
  if (before === undefined) return [{ kind: "added", ...describe(spot), after }];
  if (after === undefined) return [{ kind: "removed", ...describe(spot), before }];
  if (Array.isArray(before) && Array.isArray(after)) return inList(spot, before, after);
  if (isRecord(before) && isRecord(after) && isSameShape(before, after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(inside(spot, key, before[key], after[key])));
  }
  return [{ kind: "changed", ...describe(spot), before, after }];
}

function inside(spot: Spot, step: Step, before: unknown, after: unknown): Spot {
  return { ...spot, path: [...spot.path, step], before, after };
}

function inList(spot: Spot, before: readonly unknown[], after: readonly unknown[]): PlanChange[] {
  const list = spot.path.at(-1);
  const [old, now] = [keysOf(list, before), keysOf(list, after)];
  return old && now ? byKey(spot, { before, after, old, now }) : byIndex(spot, before, after);
}

interface Keyed {
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly old: readonly string[];
  readonly now: readonly string[];
}

/** Removals first, then the order of what stays, then additions and inner changes as they stand in the new list. */
function byKey(spot: Spot, { before, after, old, now }: Keyed): PlanChange[] {
  const item = (key: string, was: unknown, is: unknown) => inside(spot, { item: key }, was, is);
  const removed = old.flatMap((key, index) =>
    now.includes(key) ? [] : differences(item(key, before[index], undefined)),
  );
  const kept = old.filter((key) => now.includes(key));
  const order = now.filter((key) => old.includes(key));
  const moved: PlanChange[] = kept.every((key, index) => key === order[index])
    ? []
    : [{ kind: "moved", ...describe({ ...spot, before: kept, after: order }), before: kept, after: order }];
  const inner = now.flatMap((key, at) => {
    const found = differences(item(key, before[old.indexOf(key)], after[at]));
    return old.includes(key) ? found : found.map((change) => ({ ...change, at }));
  });
  return [...removed, ...moved, ...inner];
}

/** Place by place; what is too many is taken away from the end. */
function byIndex(spot: Spot, before: readonly unknown[], after: readonly unknown[]): PlanChange[] {
  const changed = after.flatMap((is, index) => {
    const found = differences(inside(spot, index, before[index], is));
    return index < before.length ? found : found.map((change) => ({ ...change, at: index }));
  });
  const tail = before.slice(after.length).map((was, index) => inside(spot, after.length + index, was, undefined));
  return [...changed, ...tail.toReversed().flatMap(differences)];
}
