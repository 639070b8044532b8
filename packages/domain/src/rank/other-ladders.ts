import type { PlanVersion } from "../plan/plan-version.ts";

/** What finding a rank of another version needs of each. */
export type Laddered = Pick<PlanVersion, "version" | "ranks" | "carryOver">;

/**
 * Place in the ladder of a plan of a rank that only other versions know: the one that took it over by name, or else the
 * next lower rank that stayed, from version to version. A rank that no version knows is the lowest.
 */
export function placeByOthers(plan: Laddered, others: readonly Laddered[], id: string): number {
  const versions = [...others.filter(({ version }) => version !== plan.version), plan];
  versions.sort((a, b) => a.version - b.version);
  const at = versions.indexOf(plan);
  const earlier = versions.slice(0, at).findLastIndex((version) => placeOf(version, id) >= 0);
  const from = earlier >= 0 ? earlier : versions.findIndex((version) => placeOf(version, id) >= 0);
  const step = from < at ? 1 : -1;
  let rank: string | undefined = from < 0 ? undefined : id;
  for (let index = from; rank !== undefined && index !== at; index += step) {
    const [here, there] = [versions[index], versions[index + step]];
    rank = here && there && across(here, there, rank);
  }
  return rank === undefined ? 0 : Math.max(0, placeOf(plan, rank));
}

/** The rank in the next ladder; undefined when nothing of it stayed from there down. */
function across(here: Laddered, there: Laddered, id: string): string | undefined {
  const names = here.ranks.slice(0, placeOf(here, id) + 1).map((rank) => nameIn(here, there, rank.id));
  return names.findLast((name) => name !== undefined);
}

function nameIn(here: Laddered, there: Laddered, id: string): string | undefined {
  if (placeOf(there, id) >= 0) return id;
  const isForward = there.version > here.version;
  const renamed = isForward
    ? there.carryOver.filter(({ from }) => from === id).map(({ to }) => to)
    : here.carryOver.filter(({ to }) => to === id).map(({ from }) => from);
  return renamed.find((name) => placeOf(there, name) >= 0);
}

function placeOf({ ranks }: Laddered, id: string): number {
  return ranks.findIndex((rank) => rank.id === id);
}
