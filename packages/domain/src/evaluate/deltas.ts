import { invariant } from "../errors/domain-error.ts";

/** One difference between what a line shall be and what was posted of it. */
export interface Delta<L> {
  readonly key: string;
  /** target - posted, in minor units; never zero. */
  readonly minor: bigint;
  readonly target: bigint;
  readonly posted: bigint;
  /** The line as it shall be; null for a key that is in the target no more. */
  readonly line: L | null;
}

/**
 * What has to be posted so that the posted lines become the target. Posting it and asking again gives [].
 *
 * @param target  the lines as they shall be, each key once, in canonical order
 * @param posted  sum of what was posted, minor units by key, of the same scope: one order, or one period and run
 * @returns       differences in the order of the target, then those of vanished lines by key
 */
export function deltas<L extends { readonly key: string; readonly minor: bigint }>(
  target: readonly L[],
  posted: ReadonlyMap<string, bigint>,
): Delta<L>[] {
  const keys = new Set(target.map(({ key }) => key));
  invariant(keys.size === target.length, "a line key is in an evaluation once");

  const present = target.map((line) => {
    return { key: line.key, target: line.minor, posted: posted.get(line.key) ?? 0n, line };
  });
  const vanished = [...posted].filter(([key]) => !keys.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  const gone = vanished.map(([key, before]) => ({ key, target: 0n, posted: before, line: null }));
  return [...present, ...gone]
    .map((delta) => ({ ...delta, minor: delta.target - delta.posted }))
    .filter(({ minor }) => minor !== 0n);
}
