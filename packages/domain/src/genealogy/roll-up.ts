import { invariant } from "../errors/domain-error.ts";
import type { NumberedTree } from "./tree.ts";

/**
 * Whole hundredths by canonical number. Numbers while every sum of them is exact (below 2^53), 64-bit integers
 * otherwise; a fraction is never in a column. Read it with `valueAt`.
 */
export type Column = Float64Array | BigInt64Array;

const EXACT_BELOW = 2n ** 53n;

/** A column of whole numbers. The guard: their absolute sum, and so every partial sum, stays below 2^53. */
export function column(values: readonly bigint[]): Column {
  const reach = values.reduce((sum, value) => sum + (value < 0n ? -value : value), 0n);
  if (reach < EXACT_BELOW) return Float64Array.from(values, Number);
  invariant(reach < 2n ** 63n, "the volume of a period fits 64 bits");
  return BigInt64Array.from(values);
}

/** The sum of columns of one size; of none it is all zero. Exact: where numbers would not do, 64-bit integers are used. */
export function sumColumns(size: number, columns: readonly Column[]): Column {
  const [only] = columns;
  if (only && columns.length === 1) return only;
  const sums = new Float64Array(size);
  for (const values of columns) {
    if (!(values instanceof Float64Array)) return greatSum(size, columns);
    for (let at = 0; at < size; at += 1) {
      const next = (sums[at] ?? 0) + (values[at] ?? 0);
      if (Math.abs(next) > Number.MAX_SAFE_INTEGER) return greatSum(size, columns);
      sums[at] = next;
    }
  }
  return sums;
}

/** The sum of a column. */
export function totalOf(values: Column): bigint {
  if (!(values instanceof Float64Array)) return values.reduce((sum, value) => sum + value, 0n);
  let [sum, great] = [0, 0n];
  for (const value of values) {
    if (Math.abs(sum) + Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      great += BigInt(sum);
      sum = 0;
    }
    sum += value;
  }
  return great + BigInt(sum);
}

function greatSum(size: number, columns: readonly Column[]): Column {
  const sums = new BigInt64Array(size);
  for (const values of columns) for (let at = 0; at < size; at += 1) sums[at] = (sums[at] ?? 0n) + valueAt(values, at);
  return sums;
}

export function valueAt(values: Column, canonical: number): bigint {
  return BigInt(values[canonical] ?? 0);
}

export interface RollUpLimits {
  /** By canonical number: 1 where a node's volume stays with it and goes to nobody above (a broken-away leg). */
  readonly stops?: Uint8Array;
  /** How many levels below count; all when absent. */
  readonly maxDepth?: number | undefined;
}

/**
 * The own value of each node plus those of everybody below, by canonical number. The unplaced keep their own.
 *
 * @param own  by canonical number; untouched
 * @returns    a column of the same kind
 */
export function rollUp(tree: NumberedTree, own: Column, { stops, maxDepth }: RollUpLimits = {}): Column {
  if (maxDepth === undefined) {
    const group = copyOf(own);
    addToParents(tree, group, group, stops);
    return group;
  }
  // Within k levels: the own value plus what each child has within k - 1.
  let group = copyOf(own);
  for (let levels = Math.min(maxDepth, tree.canon.length); levels > 0; levels -= 1) {
    const wider = copyOf(own);
    addToParents(tree, group, wider, stops);
    group = wider;
  }
  return group;
}

/** What the legs of each node carry, by canonical number; a leg that is missing is 0. */
export interface Legs {
  readonly strongest: Column;
  readonly second: Column;
  readonly sum: Column;
  readonly count: Int32Array;
}

/** The legs of each node, from what `rollUp` made of a volume; a stopped leg is none. */
export function legsOf(tree: NumberedTree, group: Column, stops?: Uint8Array): Legs {
  const [strongest, second, sum] = [emptyLike(group), emptyLike(group), emptyLike(group)];
  const count = new Int32Array(group.length);

  for (let i = 0; i < tree.canon.length; i += 1) {
    const [top, above] = [tree.canon[i] ?? 0, tree.parent[i] ?? -1];
    if (above < 0 || stops?.[top]) continue;
    const owner = tree.canon[above] ?? 0;
    const known = count[owner] ?? 0;
    if (known === 0 || at(group, top) > at(strongest, owner)) {
      second[owner] = at(strongest, owner);
      strongest[owner] = at(group, top);
    } else if (known === 1 || at(group, top) > at(second, owner)) {
      second[owner] = at(group, top);
    }
    sum[owner] = at(sum, owner) + at(group, top);
    count[owner] = known + 1;
  }
  return { strongest, second, sum, count };
}

/** The greatest mark of each node and everybody below, by canonical number: "is there a rank of n in this leg". */
export function highestBelow(tree: NumberedTree, marks: Uint8Array): Uint8Array {
  const highest = marks.slice();
  for (let i = tree.canon.length - 1; i >= 0; i -= 1) {
    const above = tree.parent[i] ?? -1;
    if (above < 0) continue;
    const [from, to] = [tree.canon[i] ?? 0, tree.canon[above] ?? 0];
    if ((highest[from] ?? 0) > (highest[to] ?? 0)) highest[to] = highest[from] ?? 0;
  }
  return highest;
}

/** Adds each node's value of `from` to its parent's of `to`, deepest first, so that one pass is enough when both are one. */
function addToParents(tree: NumberedTree, from: NumberColumn, to: NumberColumn, stops?: Uint8Array): void {
  const { canon, parent } = tree;
  for (let i = canon.length - 1; i >= 0; i -= 1) {
    const [below, above] = [canon[i] ?? 0, parent[i] ?? -1];
    if (above < 0 || stops?.[below]) continue;
    const owner = canon[above] ?? 0;
    to[owner] = at(to, owner) + at(from, below);
  }
}

/**
 * A column seen as numbers. Addition and comparison are written alike for numbers and 64-bit integers and the two are
 * never mixed, so one kernel serves both; this is the only place that looks away.
 */
export type NumberColumn = Float64Array;

function copyOf(values: Column): NumberColumn {
  return values.slice() as NumberColumn;
}

/** All zero, of the kind and size of another one; see `NumberColumn`. */
export function emptyLike(values: Column): NumberColumn {
  return (
    values instanceof Float64Array ? new Float64Array(values.length) : new BigInt64Array(values.length)
  ) as NumberColumn;
}

function at(values: Column, canonical: number): number {
  return values[canonical] as number;
}
