import { commissionRun, commissionRunLine, distributor, user } from "@upline/db";
import type { RunId } from "@upline/domain";
import { and, asc, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { openPeriods } from "../commissions/evaluate-open.ts";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { periodInForce } from "../periods/counts-in.ts";
import { periodView, viewOf } from "../periods/period-view.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { demandRun, type RunRow } from "./run-row.ts";

export const ListRuns = pageInput;
export const ListRunLines = z.strictObject({
  runId: z.templateLiteral(["run_", z.string().max(40)]),
  earnerId: z.templateLiteral(["dst_", z.string().max(40)]).optional(),
  bonusId: z.string().max(60).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});

/** Runs, newest first, with who decided what. */
export async function listRuns(deps: Deps, { cursor, limit }: z.output<typeof ListRuns>) {
  const after = cursorOf(cursor);
  const rows = await deps.db
    .select()
    .from(commissionRun)
    .where(
      after
        ? or(
            lt(commissionRun.createdAt, after.at),
            and(eq(commissionRun.createdAt, after.at), lt(commissionRun.id, after.id as RunId)),
          )
        : undefined,
    )
    .orderBy(desc(commissionRun.createdAt), desc(commissionRun.id))
    .limit(limit + 1);
  const nameOf = await namesIn(deps, rows);
  const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  const heads = [];
  for (const row of page.rows) heads.push(await headOf(deps, row, nameOf));
  return { ...page, rows: heads };
}

/** The oldest open period of each cadence: the one that a run can close next, and from when on. */
export async function nextRuns(deps: Deps) {
  const now = deps.clock.now();
  const { plan } = await planInForce(deps, now);
  const found = [];
  for (const { id } of plan.periods) {
    const [period] = await openPeriods(deps, id);
    if (!period) continue;
    const view = await periodView(deps, period);
    const { runId } = await openRunOf(deps, period.id);
    found.push({ ...view, runId, mayStart: now >= view.firmOn });
  }
  return { mode: deps.config.COMMISSION_RUNS, periods: found };
}

async function openRunOf({ db }: Deps, periodId: string): Promise<{ readonly runId: RunId | null }> {
  const [row] = await db
    .select({ id: commissionRun.id })
    .from(commissionRun)
    .where(and(eq(commissionRun.periodId, periodId), sql`state <> 'cancelled'`));
  return { runId: row?.id ?? null };
}

/** A run as a list shows it. */
export async function headOf(deps: Deps, row: RunRow, nameOf: (id: string | null) => string | null) {
  const { period, plan } = await periodInForce(deps, row.periodId);
  const { id, state, step, done, total, failure, isAutomatic, currency, lineCount, totalMinor } = row;
  return {
    ...{ id, state, step, done, total, failure, isAutomatic, currency, lineCount, totalMinor },
    period: viewOf(plan.plan, period, state === "posted" ? "closed" : state === "cancelled" ? "open" : "frozen"),
    planVersion: row.planVersion,
    createdAt: row.createdAt,
    createdBy: nameOf(row.createdBy),
    approvedAt: row.approvedAt,
    approvedBy: nameOf(row.approvedBy),
    postedAt: row.postedAt,
    postedBy: nameOf(row.postedBy),
    cancelledAt: row.cancelledAt,
    cancelledBy: nameOf(row.cancelledBy),
    cancelReason: row.cancelReason,
    resultHash: row.resultHash,
  };
}

/** Names of the people who touched some runs; null for the system. */
export async function namesIn({ db }: Deps, rows: readonly RunRow[]): Promise<(id: string | null) => string | null> {
  const ids = new Set(
    rows.flatMap(({ createdBy, approvedBy, postedBy, cancelledBy }) => [createdBy, approvedBy, postedBy, cancelledBy]),
  );
  const known = [...ids].filter((id): id is string => id !== null);
  if (known.length === 0) return () => null;
  const people = await db.select({ id: user.id, name: user.name }).from(user).where(inArray(user.id, known));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}

/** The lines of a run, largest first: of one person, of one bonus, or all. */
export async function listRunLines(deps: Deps, { runId, earnerId, bonusId, limit }: z.output<typeof ListRunLines>) {
  const { currency } = await demandRun(deps, runId);
  const rows = await deps.db
    .select({
      hash: commissionRunLine.lineKeyHash,
      earnerId: commissionRunLine.earnerId,
      earner: distributor.name,
      bonusId: commissionRunLine.bonusId,
      sourceKey: commissionRunLine.sourceKey,
      level: commissionRunLine.level,
      minor: commissionRunLine.amountMinor,
    })
    .from(commissionRunLine)
    .leftJoin(distributor, eq(distributor.id, commissionRunLine.earnerId))
    .where(
      and(
        eq(commissionRunLine.runId, runId),
        earnerId ? eq(commissionRunLine.earnerId, earnerId) : undefined,
        bonusId ? eq(commissionRunLine.bonusId, bonusId) : undefined,
      ),
    )
    .orderBy(desc(sql`abs(${commissionRunLine.amountMinor})`), asc(commissionRunLine.lineKeyHash))
    .limit(limit + 1);
  return { currency, lines: rows.slice(0, limit), hasMore: rows.length > limit };
}
