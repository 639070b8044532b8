import type { PlanVersion } from "./plan-version.ts";
import { placesOf } from "./visit.ts";

/** What a plan reads about people beside status and rank: key to the values that mean something to it. */
export function attributesRead(plan: PlanVersion): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, Set<string>>();
  const add = (key: string, values: readonly string[] = []) => {
    const known = read.get(key) ?? new Set();
    for (const value of values) known.add(value);
    read.set(key, known);
  };
  for (const { source, walk, rate } of plan.bonuses) {
    if (walk.to === "coded") add(walk.attribute, rate && "byPackage" in rate ? Object.keys(rate.byPackage) : []);
    if (walk.to === "upline" && walk.unlock && "byAttribute" in walk.unlock) add(walk.unlock.byAttribute);
    if (source.kind === "fund" && "byAttribute" in source.shares) add(source.shares.byAttribute);
  }
  for (const { cond } of placesOf(plan)) if ("attribute" in cond) add(cond.attribute, [cond.equals]);
  return new Map([...read].map(([key, values]) => [key, [...values]]));
}
