import { invariant } from "../../errors/domain-error.ts";
import type { PlanVersion } from "../plan-version.ts";
import { isRecord, itemKey } from "./item-key.ts";
import type { PlanChange, Step } from "./plan-change.ts";

/**
 * The document that the changes make of a plan version. The inverse of `planDiff`: what a difference does not name is
 * as it was.
 *
 * @throws InvariantError for a change of something that the document does not have
 */
export function applyChanges(plan: PlanVersion, changes: readonly PlanChange[]): unknown {
  const document: unknown = structuredClone(plan);
  for (const change of changes) apply(document, change);
  return document;
}

function apply(document: unknown, { kind, path, before, after, at }: PlanChange): void {
  const last = path.at(-1);
  invariant(last !== undefined, "a change has a path");
  if (kind === "moved") {
    reorder(follow(document, path), last, Array.isArray(after) ? after : []);
    return;
  }
  const parent = path.slice(0, -1);
  const inside = follow(document, parent);
  if (Array.isArray(inside)) {
    const index = placeIn(inside, parent.at(-1), last);
    if (kind === "added") inside.splice(at ?? inside.length, 0, structuredClone(after));
    else if (kind === "removed") inside.splice(index, 1);
    else inside[index] = structuredClone(after);
    return;
  }
  invariant(isRecord(inside) && typeof last === "string", `${String(before)} is a field of something`);
  if (kind === "removed") delete inside[last];
  else inside[last] = structuredClone(after);
}

function follow(document: unknown, path: readonly Step[]): unknown {
  let at = document;
  let list: Step | undefined;
  for (const step of path) {
    if (Array.isArray(at)) at = at[placeIn(at, list, step)];
    else if (isRecord(at) && typeof step === "string") at = at[step];
    else invariant(false, "a path leads through lists and fields");
    list = step;
  }
  return at;
}

function placeIn(items: readonly unknown[], list: Step | undefined, step: Step): number {
  if (typeof step === "number") return step;
  return items.findIndex((item) => itemKey(list, item) === (typeof step === "string" ? step : step.item));
}

function reorder(items: unknown, list: Step, keys: readonly unknown[]): void {
  invariant(Array.isArray(items), "only the items of a list are moved");
  const byKey = new Map(items.map((item) => [itemKey(list, item), item]));
  items.splice(0, items.length, ...keys.map((key) => byKey.get(String(key))));
}
