import { type Column, column } from "../genealogy/roll-up.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { breakageOf } from "./breakage.ts";
import { type BulkFacts, bulkSales, bulkWorld } from "./bulk.ts";
import type { Part } from "./closing.ts";
import { closingParts } from "./closing-bonuses.ts";
import { decideIn } from "./evaluate.ts";
import type { State } from "./facts.ts";
import { forestOf } from "./forest.ts";
import type { Collected } from "./live-lines.ts";
import type { Breakage, RunProblem } from "./outcome.ts";
import { runProblems } from "./run-problems.ts";
import { carriedFrom } from "./running.ts";

/**
 * The lines of one bonus, in the same order as `evaluate` gives them: earners in canonical order, the lines of the k-th
 * from `from[k]` to `from[k + 1] - 1`. A line whose `minor` is 0 is none.
 */
export interface LineColumns {
  readonly bonusId: string;
  readonly earner: Int32Array;
  readonly from: Int32Array;
  /** Canonical number of the person whose volume it is; -1 where `sourceKey` says what it is. */
  readonly source: Int32Array;
  sourceKey(line: number): string;
  part(line: number): string;
  readonly segment: Uint16Array;
  readonly level: Int32Array;
  readonly base: Column;
  /** Millionths. */
  readonly rate: Float64Array;
  /** Minor units. */
  readonly minor: Float64Array;
}

/** A period in columns, by canonical number. */
export interface BulkEvaluation {
  readonly planId: string;
  readonly planVersion: number;
  readonly periodId: string;
  readonly lines: readonly LineColumns[];
  /** 1 for active. */
  readonly active: Uint8Array;
  /** Places in the ladder. */
  readonly ranks: Readonly<Record<"qualified" | "paidAs" | "title", Uint8Array>>;
  /** Hundredths of a metric of the plan. */
  metric(id: string): (person: number) => number | bigint;
  /** The state for the next period; its records are made when it is called. */
  closing(): State;
  readonly breakage: readonly Breakage[];
  readonly problems: readonly RunProblem[];
}

/**
 * `evaluate` for a whole company: the same computation, from columns to columns, so that neither an order nor a line
 * becomes an object. Lines have no explanation; `evaluate` over the facts of the period gives it.
 *
 * @throws InvariantError as `evaluate`, and for a plan that looks at single orders (`asksForOrders`)
 */
export function evaluateBulk(plan: PlanVersion, bulk: BulkFacts, opening: State): BulkEvaluation {
  const world = bulkWorld(plan, bulk);
  const forest = forestOf(plan, world);
  const sales = bulkSales(plan, bulk);
  const { context, closing } = decideIn(plan, { world, forest, sales }, opening);
  const collected: Collected = { lines: [], breakage: new Map(), problems: [] };
  const carried = carriedFrom(plan, opening);
  const parts = closingParts(plan, context, { collected, carried });
  const { columns } = context;
  const isActive = columns.named(plan.active, "this");
  return {
    planId: plan.planId,
    planVersion: plan.version,
    periodId: bulk.period.id,
    lines: parts.map((part) => columnsOf(part, world)).sort((a, b) => placeOf(plan, a) - placeOf(plan, b)),
    active: Uint8Array.from(bulk.ids, (_, person) => (isActive(person) ? 1 : 0)),
    ranks: columns.ranks,
    metric: (id) => columns.metric(id, "this"),
    closing: () => ({ ...closing, ...carried.closing() }),
    breakage: breakageOf(collected.breakage),
    problems: [...collected.problems, ...runProblems(plan, context, carried)],
  };
}

function placeOf(plan: PlanVersion, { bonusId }: LineColumns): number {
  return plan.bonuses.findIndex(({ id }) => id === bonusId);
}

/** What was found in columns stays in them; the few others are put into some. */
function columnsOf({ rule, sheet, cells }: Part, { ids, numberOf }: ReturnType<typeof bulkWorld>): LineColumns {
  if (sheet) {
    const sourceKey = (line: number) => sheet.sourceKey ?? `mem:${ids[sheet.source[line] ?? -1] ?? ""}`;
    return { ...sheet, bonusId: rule.bonus.id, sourceKey, part: () => "-" };
  }
  const paid = cells();
  const portions = paid.flatMap((cell) => cell.portions);
  const minors = paid.flatMap(({ settled }) => settled.minors);
  let next = 0;
  const from = Int32Array.from([0, ...paid.map((cell) => (next += cell.portions.length))]);
  return {
    bonusId: rule.bonus.id,
    earner: Int32Array.from(paid, ({ earnerId }) => numberOf.get(earnerId) ?? -1),
    from,
    source: new Int32Array(portions.length).fill(-1),
    sourceKey: (line) => portions[line]?.sourceKey ?? "",
    part: (line) => portions[line]?.part ?? "-",
    segment: Uint16Array.from(portions, ({ segment }) => segment),
    level: Int32Array.from(portions, ({ level }) => level),
    base: column(portions.map(({ base }) => base)),
    rate: Float64Array.from(portions, ({ rate }) => Number(rate)),
    minor: Float64Array.from(minors, Number),
  };
}
