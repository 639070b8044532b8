/** An amount of one line, one person or one bonus in a run. */
export interface RunAmount {
  readonly key: string;
  readonly minor: bigint;
}

/** What became of one key from one run to another. */
export interface RunDiffRow {
  readonly key: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly delta: bigint;
  readonly kind: "new" | "gone" | "changed";
}

/** The sum of each key. */
export function sumByKey(amounts: readonly RunAmount[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { key, minor } of amounts) sums.set(key, (sums.get(key) ?? 0n) + minor);
  return sums;
}

/** What differs between two runs: the largest difference first, then by key. A key that nets to nothing is not there. */
export function diffRuns(before: readonly RunAmount[], after: readonly RunAmount[]): RunDiffRow[] {
  const [old, fresh] = [sumByKey(before), sumByKey(after)];
  const rows = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key): RunDiffRow[] => {
    const [was, is] = [old.get(key) ?? 0n, fresh.get(key) ?? 0n];
    if (was === is) return [];
    const kind = was === 0n ? "new" : is === 0n ? "gone" : "changed";
    return [{ key, before: was, after: is, delta: is - was, kind }];
  });
  return rows.sort((a, b) => bySize(b.delta, a.delta) || (a.key < b.key ? -1 : 1));
}

/** Why somebody's amount is worth a look. */
export type OutlierReason = "jump" | "share" | "negative";

export interface Outlier {
  readonly key: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly reasons: readonly OutlierReason[];
}

/** From this many times the run before on, an amount counts as a jump. */
const JUMP_TIMES = 3n;
/** From this part of all that is paid on, one person counts as a large share: one tenth. */
const SHARE_OF = 10n;
/** Among fewer earners a tenth is nothing to wonder at. */
const FEWEST_EARNERS = 20;

/**
 * People whose amount stands out: at least three times that of the run before and more by at least the middle amount of
 * this run; a tenth of everything or more; or below zero. The largest first.
 */
export function outliersOf(before: readonly RunAmount[], after: readonly RunAmount[]): Outlier[] {
  const [old, fresh] = [sumByKey(before), sumByKey(after)];
  const paid = [...fresh.values()].filter((minor) => minor > 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const all = paid.reduce((sum, minor) => sum + minor, 0n);
  const middle = paid[Math.floor(paid.length / 2)] ?? 0n;
  const found = [...fresh].flatMap(([key, minor]): Outlier[] => {
    const was = old.get(key) ?? 0n;
    const reasons: OutlierReason[] = [];
    if (was > 0n && minor >= was * JUMP_TIMES && minor - was >= middle) reasons.push("jump");
    if (paid.length >= FEWEST_EARNERS && minor * SHARE_OF >= all) reasons.push("share");
    if (minor < 0n) reasons.push("negative");
    return reasons.length > 0 ? [{ key, before: was, after: minor, reasons }] : [];
  });
  return found.sort((a, b) => bySize(b.after, a.after) || (a.key < b.key ? -1 : 1));
}

/** Compares by size without the sign. */
function bySize(a: bigint, b: bigint): number {
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  return x < y ? -1 : x > y ? 1 : 0;
}
