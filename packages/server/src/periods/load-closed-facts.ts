import { closedResult, period as periodTable } from "@upline/db";
import type { ClosedResult, Instant, Line, Period, PersonResult, PlanVersion } from "@upline/domain";
import { and, desc, eq, sql } from "drizzle-orm";
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

interface ClosedWanted {
  /** The period that is evaluated. */
  readonly before: Period;
  /** Orders of earlier periods that are taken back in it. */
  readonly orders: readonly string[];
  /** When it was frozen; null while it is open. */
  readonly closedBy: Instant | null;
  /** How many closed periods are read at least. */
  readonly depth: number;
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
 * Periods of another cadence read what was posted before their own facts were frozen.
 */
export async function loadClosedFacts(
  deps: Deps,
  plan: PlanVersion,
  { before, orders, closedBy, depth: wanted }: ClosedWanted,
): Promise<ClosedFacts> {
  const periods = await closedPeriods(deps, plan);
  const runs = await runsOf(deps);
  const known = remembered(deps, runs);
  const closed: ClosedResult[] = [];
  const depth = Math.max(LEAST_CLOSED_READ, wanted);
  const isBase = before.cadence === plan.basePeriod;
  const counts = ({ id, postedAt }: (typeof periods)[number]) =>
    isBase ? id < before.id : closedBy === null || (postedAt !== null && postedAt <= closedBy);
  for (const { id } of periods.filter(counts).slice(0, depth)) {
    const found = known.results.get(id) ?? (await resultsOf(deps, id));
    known.results.set(id, found);
    closed.push(...found);
  }
  const of = `${plan.minorDigits} ${orders.toSorted().join(",")}`;
  const kept = known.originals.get(before.id);
  const lines = kept?.of === of ? kept.lines : await originalsOf(deps, plan, { orders, before });
  known.originals.set(before.id, { of, lines });
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

/** All closes so far, of every cadence: each may post lines that a later refund takes back. */
async function runsOf({ db }: Deps): Promise<string> {
  const [row] = await db
    .select({
      runs: sql<string>`string_agg(${periodTable.id} || ' ' || ${periodTable.run}, ',' order by ${periodTable.id})`,
    })
    .from(periodTable)
    .where(eq(periodTable.status, "closed"));
  return row?.runs ?? "";
}

/** A period is frozen first and posted when two people have approved it: what is read of it exists from then on. */
const POSTED_AT = sql<Instant | null>`(select ${closedResult.closedAt} from ${closedResult}
  where ${closedResult.periodId} = ${periodTable.id} and ${closedResult.run} = ${periodTable.run} limit 1)`.mapWith(
  closedResult.closedAt,
);

async function closedPeriods({ db }: Deps, plan: PlanVersion) {
  return db
    .select({ id: periodTable.id, postedAt: POSTED_AT })
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
