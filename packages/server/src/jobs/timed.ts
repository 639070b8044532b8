import type { Rhythm } from "@upline/domain";
import type { Deps } from "../deps.ts";

/** Adds a line to the log of a run: a name and values, no amounts of people. */
export type SayLine = (event: string, values?: Readonly<Record<string, unknown>>) => void;

/** A run that time starts. Its key is its meaning, so that two workers, a restart, or "run now" twice give one run. */
export interface Timed {
  readonly name: string;
  readonly rhythm: Rhythm;
  /** May be called again for a slot that it did not finish: what is done stays done. */
  readonly run: (deps: Deps, say: SayLine) => Promise<Readonly<Record<string, unknown>>>;
}
