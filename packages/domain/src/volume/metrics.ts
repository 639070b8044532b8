import { type Column, rollUp, sumColumns } from "../genealogy/roll-up.ts";
import type { NumberedTree } from "../genealogy/tree.ts";
import { type Tally, tally } from "./tally.ts";

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
  const byEpoch = new Map<number, Tally>();
  return {
    add(epoch, canonical, hundredths) {
      const own = byEpoch.get(epoch) ?? tally(size);
      byEpoch.set(epoch, own);
      own.add(canonical, hundredths);
    },
    finish() {
      const columns = new Map([...byEpoch].map(([epoch, own]) => [epoch, own.column()]));
      return { byEpoch: columns, total: sumColumns(size, [...columns.values()]) };
    },
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
  const groups = [...own.byEpoch].map(([epoch, values]) => rollUp(treeOf(epoch), values, { maxDepth }));
  const group = sumColumns(own.total.length, groups);
  return includeSelf ? group : sumColumns(own.total.length, [group, negated(own.total)]);
}

function negated(values: Column): Column {
  return values instanceof Float64Array ? values.map((value) => 0 - value) : values.map((value) => -value);
}
