import type { PlanVersion } from "../plan/plan-version.ts";
import { breakageOf } from "./breakage.ts";
import { linesOf } from "./close-bonus.ts";
import type { Cell, ClosingContext } from "./closing.ts";
import { closingParts } from "./closing-bonuses.ts";
import type { PeriodFacts, State } from "./facts.ts";
import { forestOf } from "./forest.ts";
import { collectLiveBonuses } from "./live.ts";
import type { Collected } from "./live-lines.ts";
import { byPlace } from "./new-line.ts";
import type { Evaluation, Line, MetricTable } from "./outcome.ts";
import { pastRefundLines } from "./past-refunds.ts";
import { periodColumns } from "./period-columns.ts";
import { decideRanks, keepRanks, resultsOf } from "./results.ts";
import { runProblems } from "./run-problems.ts";
import { carriedFrom } from "./running.ts";
import { salesOf } from "./sales.ts";
import { worldOf } from "./world.ts";

/** Ranks, activity, and metrics of a period: the part of the evaluation that knows no money. */
export interface Decided {
  readonly plan: PlanVersion;
  readonly context: ClosingContext;
  readonly opening: State;
  readonly closing: State;
}

/** Takes what was decided on the way, so that single questions can be asked of it (`whyNot`, `rankCard`). */
export interface Trace {
  decided?: Decided;
  /** Lines of live bonuses, without what takes back lines of earlier periods. */
  live?: readonly Line[];
  /** What the close pays whom, also where nothing is left of it. */
  cells?: readonly Cell[];
}

/** Folds volumes and decides conditions and ranks, without bonuses. @throws InvariantError as `evaluate` */
export function decide(plan: PlanVersion, facts: PeriodFacts, opening: State): Decided {
  const world = worldOf(facts, plan.rankTree);
  const forest = forestOf(plan, world);
  return decideIn(plan, { world, forest, sales: salesOf(plan, world, forest) }, opening);
}

/** The same of facts that are sorted out. */
export function decideIn(
  plan: PlanVersion,
  { world, forest, sales }: Pick<ClosingContext, "world" | "forest" | "sales">,
  opening: State,
): Decided {
  const columns = periodColumns(plan, world, forest, sales);
  const isBase = world.given.cadence === plan.basePeriod;
  const closing = isBase ? decideRanks(columns, world, forest, opening) : keepRanks(columns, world, opening);
  return { plan, context: { world, forest, sales, columns, opening }, opening, closing };
}

/**
 * Everything a period comes to: ranks, lines, states; a period of another cadence only its own bonuses. The estimate of an open period, the preview of a draft, the
 * close, and a correction are this one call with other inputs, so the estimate of frozen facts is the close.
 *
 * Pure and deterministic to the byte; the order in which facts are given does not matter.
 *
 * @param plan     a valid version (`validatePlan` has no errors); of the period: in force at its start
 * @param opening  the closing state of the period before
 * @throws InvariantError for a plan or facts that validation refuses: unsupported kinds, a circle in the tree
 */
export function evaluate(plan: PlanVersion, facts: PeriodFacts, opening: State, trace?: Trace): Evaluation {
  const decided = decide(plan, facts, opening);
  if (trace) trace.decided = decided;
  const { context, closing } = decided;
  const { world, sales, columns } = context;

  const collected: Collected = { lines: [], breakage: new Map(), problems: [...sales.problems] };
  const carried = carriedFrom(plan, opening);
  if (facts.cadence === plan.basePeriod) collectLiveBonuses(plan, world, sales.orders, collected);
  const parts = closingParts(plan, context, { collected, carried });
  const cells = parts.flatMap((part) => part.cells());
  if (trace) Object.assign(trace, { live: collected.lines, cells });
  const closed = cells.flatMap((cell) => linesOf(cell, facts.period.id));
  const lines = inOrder(plan, [...collected.lines, ...closed, ...pastRefundLines(plan, world)]);
  const ranks = resultsOf(columns, world, sales);

  return {
    planId: plan.planId,
    planVersion: plan.version,
    periodId: facts.period.id,
    lines,
    metrics: metricTable(ranks),
    ranks,
    closing: { ...closing, ...carried.closing() },
    breakage: breakageOf(collected.breakage),
    problems: [...collected.problems, ...runProblems(plan, context, carried)],
  };
}

/** Canonical order: bonus, earner, source, segment, level, part. Bonuses of older versions come last, by id. */
function inOrder(plan: PlanVersion, lines: readonly Line[]): Line[] {
  const byBonus = new Map<string, Line[]>(plan.bonuses.map(({ id }) => [id, []]));
  for (const line of lines) {
    const own = byBonus.get(line.bonusId);
    if (own) own.push(line);
    else byBonus.set(line.bonusId, [line]);
  }
  const known = plan.bonuses.map(({ id }) => id);
  const gone = [...byBonus.keys()].filter((id) => !known.includes(id)).sort();
  return [...known, ...gone].flatMap((id) => (byBonus.get(id) ?? []).sort(byPlace));
}

function metricTable(ranks: Evaluation["ranks"]): MetricTable {
  return Object.fromEntries(Object.entries(ranks).map(([id, { metrics }]) => [id, metrics]));
}
