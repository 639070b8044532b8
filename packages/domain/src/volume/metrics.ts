import { type Column, column, rollUp } from "../genealogy/roll-up.ts";
import type { NumberedTree } from "../genealogy/tree.ts";

/** Own volume of a period by epoch, hundredths by canonical number. Orders add, refunds take away. */
export interface OwnVolumes {
  readonly byEpoch: ReadonlyMap<number, Column>;
  readonly total: Column;
}

/** Collects own volume before it is put into columns. */
export interface OwnVolumeTally {
  add(epoch: number, canonical: number, hundredths: bigint): void;
  finish(): OwnVolumes;
}

export function ownVolumeTally(size: number): OwnVolumeTally {
  const byEpoch = new Map<number, bigint[]>();
  const total = new Array<bigint>(size).fill(0n);
  return {
    add(epoch, canonical, hundredths) {
      let own = byEpoch.get(epoch);
      if (!own) {
        own = new Array<bigint>(size).fill(0n);
        byEpoch.set(epoch, own);
      }
      own[canonical] = (own[canonical] ?? 0n) + hundredths;
      total[canonical] = (total[canonical] ?? 0n) + hundredths;
    },
    finish: () => ({
      byEpoch: new Map([...byEpoch].map(([epoch, values]) => [epoch, column(values)])),
      total: column(total),
    }),
  };
}

/**
 * Group volume: the own volume of each person and of everybody below, summed over the epochs, each in its own tree.
 * Hundredths by canonical number; the unplaced have their own volume only.
 */
export function groupVolume(
  own: OwnVolumes,
  treeOf: (epoch: number) => NumberedTree,
  { includeSelf, maxDepth }: { readonly includeSelf: boolean; readonly maxDepth?: number | undefined },
): Column {
  const sums = new Array<bigint>(own.total.length).fill(0n);
  for (const [epoch, values] of own.byEpoch) {
    const group = rollUp(treeOf(epoch), values, maxDepth === undefined ? {} : { maxDepth });
    for (const [canonical, value] of group.entries()) sums[canonical] = (sums[canonical] ?? 0n) + BigInt(value);
  }
  if (!includeSelf) {
    for (const [canonical, value] of own.total.entries()) sums[canonical] = (sums[canonical] ?? 0n) - BigInt(value);
  }
  return column64(sums);
}

/** Group sums overlap, so each value, not their sum, has to be exact. */
function column64(values: readonly bigint[]): Column {
  const isSafe = values.every((value) => value < 2n ** 53n && value > -(2n ** 53n));
  return isSafe ? Float64Array.from(values, Number) : BigInt64Array.from(values);
}
