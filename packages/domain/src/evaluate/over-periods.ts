import { type Column, valueAt } from "../genealogy/roll-up.ts";
import type { ClosedResult, PersonResult } from "./facts.ts";
import { newestClosed } from "./frozen.ts";
import type { World } from "./world.ts";

/** What a close decided about somebody, as far as he was there. */
export function resultOf(result: ClosedResult | undefined, id: string | undefined): PersonResult | undefined {
  return id === undefined || !result || !Object.hasOwn(result.people, id) ? undefined : result.people[id];
}

/** Own volume of this period and the ones before it, which are read from closed results. */
export function overPeriods(now: Column, volume: string, periods: number, world: World): Column {
  const sums = now.slice();
  let before: string = world.given.period.id;
  for (let back = 1; back < periods; back += 1) {
    const result = newestClosed(world.given.closed, (candidate) => candidate.period < before);
    if (!result) break;
    before = result.period;
    for (const [person, id] of world.ids.entries()) {
      const value = resultOf(result, id)?.volumes[volume] ?? 0n;
      if (value !== 0n) put(sums, person, valueAt(sums, person) + value);
    }
  }
  return sums;
}

function put(values: Column, person: number, value: bigint): void {
  if (values instanceof Float64Array) values[person] = Number(value);
  else values[person] = value;
}
