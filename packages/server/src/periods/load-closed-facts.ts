import { closedResult, period as periodTable } from "@upline/db";
import { type ClosedResult, closedPeriodsRead, type Line, type PersonResult, type PlanVersion } from "@upline/domain";
import { and, desc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";
import { fromColumns } from "./closed-result.ts";
import { originalsOf } from "./originals.ts";

/** What closed periods give to the evaluation of a later one. */
export interface ClosedFacts {
  /** What the newest ones decided about people. */
  readonly closed: readonly ClosedResult[];
  /** Closing lines that refunds of this period take back. */
  readonly originals: readonly Line[];
}

/** Only a close writes results and closing lines, so both stand until a period has another run. */
interface Remembered {
  readonly runs: string;
  readonly results: Map<string, readonly ClosedResult[]>;
  readonly originals: Map<string, { readonly of: string; readonly lines: readonly Line[] }>;
}

/** A late order is read as of the close before it happened, so one result is not enough even where no rule looks back. */
const LEAST_CLOSED_READ = 3;
const memory = perDatabase<Remembered>("closed facts");

/**
 * Results of the newest periods closed before one, and the closing lines of orders that counted earlier. Kept in this
 * process until a period closes.
 *
 * @param before  the period that is evaluated
 * @param orders  orders of earlier periods that are taken back in it
 */
export async function loadClosedFacts(
  deps: Deps,
  plan: PlanVersion,
  { before, orders }: { readonly before: string; readonly orders: readonly string[] },
): Promise<ClosedFacts> {
  const periods = await closedPeriods(deps, plan);
  const runs = periods.map(({ id, run }) => `${id} ${run}`).join(",");
  const known = remembered(deps, runs);
  const closed: ClosedResult[] = [];
  const depth = Math.max(LEAST_CLOSED_READ, closedPeriodsRead(plan));
  for (const { id } of periods.filter((one) => one.id < before).slice(0, depth)) {
    const found = known.results.get(id) ?? (await resultsOf(deps, id));
    known.results.set(id, found);
    closed.push(...found);
  }
  const of = `${plan.minorDigits} ${orders.toSorted().join(",")}`;
  const kept = known.originals.get(before);
  const lines = kept?.of === of ? kept.lines : await originalsOf(deps, plan, orders);
  known.originals.set(before, { of, lines });
  return { closed, originals: lines };
}

/** A transaction may undo what it sees: it reads what is remembered, and what it reads itself is not kept. */
function remembered(deps: Deps, runs: string): Remembered {
  const isInTransaction = deps.db !== deps.handle.db;
  const known = memory.get(deps.handle);
  if (known?.runs === runs && !isInTransaction) return known;
  const before = known?.runs === runs ? known : null;
  const own: Remembered = { runs, results: new Map(before?.results), originals: new Map(before?.originals) };
  if (!isInTransaction) memory.set(deps.handle, own);
  return own;
}

async function closedPeriods({ db }: Deps, plan: PlanVersion) {
  return db
    .select({ id: periodTable.id, run: periodTable.run })
    .from(periodTable)
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, plan.basePeriod)))
    .orderBy(desc(periodTable.startsAt));
}

async function resultsOf({ db }: Deps, periodId: string): Promise<ClosedResult[]> {
  const rows = await db.select().from(closedResult).where(eq(closedResult.periodId, periodId));
  return [...Map.groupBy(rows, ({ run }) => run)].flatMap(([run, own]) => {
    const people: Record<string, PersonResult> = Object.fromEntries(
      own.map((row) => [row.distributorId, fromColumns(row)]),
    );
    return own[0] ? [{ period: periodId, run, closedAt: own[0].closedAt, people }] : [];
  });
}
