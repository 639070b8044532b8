import type { PlanVersion } from "../plan/plan-version.ts";

/** Ranks that run on, as places in the ladder. */
export interface Running {
  readonly held: number;
  readonly misses: number;
  readonly title: number;
  /** `qualified` of the base periods in a row in which it lay below the title, oldest first. */
  readonly below: readonly number[];
}

export interface Granted {
  readonly paidAs: number;
  readonly title: number;
}

/**
 * What a period's `qualified` makes of the running ranks.
 *
 * Paid-as keeps the held rank through `gracePeriods` misses in a row, then falls to what was qualified. The title
 * stays for life or falls, after `demoteAfter` periods below it, to the best of those periods. A grant raises the
 * paid-as rank while it is in force and the title once; it never changes `qualified`.
 */
export function nextRanks(
  { title: titles, gracePeriods }: PlanVersion["rankPolicy"],
  opening: Running,
  qualified: number,
  granted: Granted,
): { readonly state: Running; readonly paidAs: number } {
  const missed = qualified < opening.held;
  const keeps = missed && opening.misses + 1 <= gracePeriods;
  const held = keeps ? opening.held : qualified;
  const misses = keeps ? opening.misses + 1 : 0;

  const reached = Math.max(opening.title, granted.title);
  let [title, below] = [reached, [] as readonly number[]];
  if (qualified >= reached) title = qualified;
  else if (titles !== "lifetime") {
    below = [...(granted.title > opening.title ? [] : opening.below), qualified];
    if (below.length >= titles.demoteAfter) [title, below] = [Math.max(...below), []];
  }
  return { state: { held, misses, title, below }, paidAs: Math.max(held, granted.paidAs) };
}
