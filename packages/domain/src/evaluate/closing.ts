import type { NumberedTree } from "../genealogy/tree.ts";
import { type Exact, exact } from "../money/exact.ts";
import type { Path } from "../plan/walk.ts";
import { rankIndex } from "../rank/conditions.ts";
import type { State } from "./facts.ts";
import type { Forest } from "./forest.ts";
import { removal } from "./frozen.ts";
import type { Step } from "./outcome.ts";
import type { PeriodColumns } from "./period-columns.ts";
import { type Readers, readersOf } from "./readers.ts";
import type { Rule } from "./rule.ts";
import type { Sales } from "./sales.ts";
import type { Sheet } from "./sheet.ts";
import type { World } from "./world.ts";

/** What the bonuses of a close read. */
export interface ClosingContext {
  readonly world: World;
  readonly forest: Forest;
  readonly sales: Sales;
  readonly columns: PeriodColumns;
  readonly opening: State;
}

/** The part of a bonus's base that came from one source while the path stayed the same. */
export interface ClosingSource {
  readonly person: number;
  readonly segment: number;
  base: bigint;
  readonly orderIds: string[];
}

/** A share before the earner's total is rounded. */
export interface Portion {
  readonly sourceKey: string;
  readonly segment: number;
  readonly level: number;
  readonly part: "-" | "same";
  readonly base: bigint;
  /** Whole millionths; the exact amount may stand on a fraction. */
  readonly rate: bigint;
  readonly uncut: Exact;
  readonly exact: Exact;
  readonly orderIds: readonly string[];
  /** Source, path, gate, rate: everything before limits and rounding. */
  steps(): readonly Step[];
}

/** A portion with its whole minor units and the rounding they come from. */
export interface PaidPortion {
  readonly portion: Portion;
  readonly minor: bigint;
  readonly settled: Settled;
}

/** How an earner's portions became whole minor units. */
export interface Settled {
  readonly groupExact: Exact;
  readonly groupMinor: bigint;
  readonly isCapped: boolean;
  readonly minors: readonly bigint[];
  /** What limits over several bonuses took, in their order. */
  readonly cuts: readonly Cut[];
}

export interface Cut {
  readonly limit: "memberTotal" | "planShare";
  readonly before: bigint;
  readonly after: bigint;
}

/** What one earner gets of one bonus. */
export interface Cell {
  readonly rule: Rule;
  readonly earnerId: string;
  readonly portions: readonly Portion[];
  readonly settled: Settled;
}

/** What one bonus pays: as columns where whole numbers will do, and as cells for whoever asks for more. */
export interface Part {
  readonly rule: Rule;
  readonly sheet: Sheet | null;
  cells(): readonly Cell[];
}

export function partOf(rule: Rule, sheet: Sheet): Part {
  let cells: readonly Cell[] | null = null;
  return {
    rule,
    sheet,
    cells() {
      cells ??= Array.from(sheet.earner.keys(), sheet.cell);
      return cells;
    },
  };
}

export function partOfCells(rule: Rule, cells: readonly Cell[]): Part {
  return { rule, sheet: null, cells: () => cells };
}

/** Whether walks pass somebody by at the end of the period, and why. */
export function removedIn({ world, columns }: ClosingContext): (person: number) => ReturnType<typeof removal> {
  const status = columns.status();
  return (person) => removal(status(person), world.earns(person));
}

export function readersIn(rule: Rule, context: ClosingContext): Readers<number> {
  const known = kept(context, `readers ${rule.order}`, () => {
    const { columns } = context;
    const isActive = rule.gateReadsActive ? columns.named(rule.plan.active, rule.gateReadsActive) : () => true;
    return readersOf(rule, columns, isActive);
  });
  return known;
}

/**
 * The path of a closing bonus by canonical number, in the tree of the segment.
 *
 * @param skips  leave out at once whoever the walk would only pass by; tracing wants to see them
 */
export function closingPath(rule: Rule, context: ClosingContext, segment: number, skips: boolean): Path<number> {
  return kept(context, `path ${rule.order}|${segment}|${skips}`, () => {
    const epochs = context.forest(rule.tree);
    const tree = epochs.tree(epochs.first + segment);
    // A week inside a month goes by who was active in the last closed month.
    const isBase = context.world.given.cadence === rule.plan.basePeriod;
    const active = context.columns.named(rule.plan.active, isBase ? "this" : "lastClosed");
    const removed = removedIn(context);
    const readers = readersIn(rule, context);
    const { walk: way } = rule.bonus;
    const compress = way.to === "upline" ? way.compress : "none";
    const boundary =
      way.to === "generations" && way.boundary !== "sameOrHigher" ? rankIndex(rule.plan, way.boundary) : null;
    const isBoundary = (person: number) => boundary !== null && readers.rank(person) >= boundary;
    // Whoever can neither be paid nor change what others are paid is not even looked at.
    const isPassedBy = (person: number) => {
      if (removed(person) !== null) return true;
      if (compress === "skipInactive") return !active(person);
      const isShut = readers.gate(person) !== null;
      if (compress === "skipUnqualified") return isShut || readers.unlocked(person) < 1;
      return boundary !== null && isShut && !isBoundary(person);
    };
    const above = uplines(tree, skips ? isPassedBy : () => false);
    const bounds =
      skips && boundary !== null ? uplines(tree, (person) => !isBoundary(person) || removed(person) !== null) : null;
    return {
      ...(bounds ? { boundaryAbove: (person: number) => orNull(bounds[person]) } : {}),
      up: (person) => orNull(above[person]),
      removed,
      active,
      gate: readers.gate,
      unlocked: readers.unlocked,
      rank: readers.rank,
      rate: (person) => (way.to === "differential" ? readers.rate(person, 0) : exact(0n)),
    };
  });
}

function orNull(person: number | undefined): number | null {
  return person === undefined || person < 0 ? null : person;
}

const memory = new WeakMap<ClosingContext, Map<string, unknown>>();

/** What is made once per context. */
export function kept<T>(context: ClosingContext, key: string, make: () => T): T {
  const known = memory.get(context) ?? new Map<string, unknown>();
  memory.set(context, known);
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

/** The nearest person above who is not passed by, by canonical number; one pass from the top down. */
function uplines(tree: NumberedTree, isPassedBy: (person: number) => boolean): Int32Array {
  const above = new Int32Array(tree.ids.length).fill(-1);
  for (let number = 0; number < tree.canon.length; number += 1) {
    const parent = tree.parent[number] ?? -1;
    if (parent < 0) continue;
    const boss = tree.canon[parent] ?? 0;
    above[tree.canon[number] ?? 0] = isPassedBy(boss) ? (above[boss] ?? -1) : boss;
  }
  return above;
}
