import type { NumberedTree } from "../genealogy/tree.ts";
import type { Exact } from "../money/exact.ts";
import type { Path } from "../plan/walk.ts";
import { compile } from "../rank/conditions.ts";
import type { Epochs } from "./epochs.ts";
import { removal } from "./frozen.ts";
import type { PeriodColumns } from "./period-columns.ts";
import type { Rule } from "./rule.ts";
import type { Sales } from "./sales.ts";
import type { World } from "./world.ts";

/** What the bonuses of a close read. */
export interface ClosingContext {
  readonly world: World;
  readonly epochs: Epochs;
  readonly sales: Sales;
  readonly columns: PeriodColumns;
}

/** The part of a bonus's base that came from one distributor while his path stayed the same. */
export interface ClosingSource {
  readonly person: number;
  readonly segment: number;
  base: bigint;
  readonly orderIds: string[];
}

/** A share before the earner's total is rounded. */
export interface Portion {
  readonly source: ClosingSource;
  readonly level: number;
  readonly rate: bigint;
  readonly uncut: Exact;
  readonly exact: Exact;
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
}

/** Place in the ladder that the bonus reads of someone. */
export function rankIn(rule: Rule, { columns }: ClosingContext, person: number): number {
  const { basis, at } = rule.bonus.rankAt;
  return at === "this" ? (columns.ranks[basis][person] ?? 0) : columns.rank(basis, at)(person);
}

/**
 * The path of a closing bonus by canonical number, in the tree of the segment.
 *
 * @param skips  leave out at once whoever the walk would only pass by; tracing wants to see them
 */
export function closingPath(rule: Rule, context: ClosingContext, segment: number, skips: boolean): Path<number> {
  const known = pathsOf(context).get(`${rule.order}|${segment}|${skips}`);
  if (known) return known;
  const { world, epochs, columns } = context;
  const tree = epochs.tree(epochs.first + segment);
  const gate = compile(rule.bonus.gate, columns);
  const gateActive = rule.gateReadsActive ? columns.named(rule.plan.active, rule.gateReadsActive) : () => true;
  const active = columns.named(rule.plan.active, "this");
  const status = columns.status();
  const removed = (person: number) => removal(status(person), world.people[person]?.earns ?? true);
  const { walk: way } = rule.bonus;
  const compress = way.to === "upline" ? way.compress : "none";
  const isPassedBy = (person: number) => {
    return removed(person) !== null || (compress === "skipInactive" && !active(person));
  };
  const above = uplines(tree, skips ? isPassedBy : () => false);
  const path: Path<number> = {
    up: (person) => {
      const parent = above[person] ?? -1;
      return parent < 0 ? null : parent;
    },
    removed,
    active,
    gate: (person) => (gate(person) ? null : gateActive(person) ? "gate_not_met" : "not_active"),
    unlocked: (person) => rule.unlocks?.[rankIn(rule, context, person)] ?? Number.POSITIVE_INFINITY,
  };
  pathsOf(context).set(`${rule.order}|${segment}|${skips}`, path);
  return path;
}

const paths = new WeakMap<ClosingContext, Map<string, Path<number>>>();

function pathsOf(context: ClosingContext): Map<string, Path<number>> {
  const known = paths.get(context) ?? new Map<string, Path<number>>();
  paths.set(context, known);
  return known;
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
