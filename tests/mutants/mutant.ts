/** One text of a file and what stands there instead. It has to be there exactly once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A mistake on purpose, and the tests that have to notice it. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The vitest project; `postgres` and `faults` need TEST_DATABASE_URL. */
  readonly project: "unit" | "pglite" | "postgres" | "faults";
  readonly tests: readonly string[];
}
