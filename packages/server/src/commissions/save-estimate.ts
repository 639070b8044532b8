import { estimateLine, estimateStanding } from "@upline/db";
import type { DistributorId, Line } from "@upline/domain";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { toColumns } from "../periods/closed-result.ts";
import { closingLines } from "./closing-lines.ts";
import { isBasePeriod, type OpenEvaluation } from "./evaluate-open.ts";
import { lineKeyHash } from "./line-ref.ts";

/** Whose figures an estimate moved. */
export interface Moved {
  /** People whose estimated money is another. */
  readonly earners: readonly DistributorId[];
  /** People whose volume, rank or activity is another. */
  readonly standings: readonly DistributorId[];
}

const ROWS_PER_INSERT = 500;

type StandingRow = typeof estimateStanding.$inferSelect;

/** An estimate as its tables hold it. */
export interface SavedEstimate {
  /** Hash of the line's key to its minor units. */
  readonly lines: ReadonlyMap<string, bigint>;
  readonly standings: ReadonlyMap<DistributorId, StandingRow>;
}

export async function readEstimate({ db }: Deps, periodId: string): Promise<SavedEstimate> {
  const lines = await db
    .select({ hash: estimateLine.lineKeyHash, minor: estimateLine.amountMinor })
    .from(estimateLine)
    .where(eq(estimateLine.periodId, periodId));
  const standings = await db.select().from(estimateStanding).where(eq(estimateStanding.periodId, periodId));
  return {
    lines: new Map(lines.map(({ hash, minor }) => [hash, minor])),
    standings: new Map(standings.map((row) => [row.distributorId, row])),
  };
}

/** Replaces the estimate of a period by difference: rows that did not change are not written. */
export async function saveEstimate(
  tx: Deps,
  open: OpenEvaluation,
  before: SavedEstimate,
): Promise<{ readonly moved: Moved; readonly saved: SavedEstimate }> {
  const lines = closingLines(open.plan.plan, open.facts.versions, open.evaluation.lines);
  const savedLines = await saveLines(tx, open, { lines, before: before.lines });
  const { moved, standings } = await saveStandings(tx, open, { lines, before: before.standings });
  return { moved, saved: { lines: savedLines, standings } };
}

interface Difference<Before> {
  readonly lines: readonly Line[];
  readonly before: Before;
}

async function saveLines(
  tx: Deps,
  { period, plan }: OpenEvaluation,
  { lines, before }: Difference<SavedEstimate["lines"]>,
): Promise<SavedEstimate["lines"]> {
  const saved = new Map<string, bigint>();
  const rows: (typeof estimateLine.$inferInsert)[] = [];
  for (const line of lines) {
    const hash = lineKeyHash(line.key);
    saved.set(hash, line.minor);
    if (before.get(hash) === line.minor) continue;
    rows.push({
      periodId: period.id,
      lineKeyHash: hash,
      lineKey: line.key,
      earnerId: line.earnerId as DistributorId,
      bonusId: line.bonusId,
      sourceKey: line.sourceKey,
      level: line.level,
      amountMinor: line.minor,
      currency: plan.plan.currency,
      settle: line.settle ?? "cash",
      because: null,
    });
  }
  for (const part of parts(rows)) {
    await tx.db
      .insert(estimateLine)
      .values(part)
      .onConflictDoUpdate({
        target: [estimateLine.periodId, estimateLine.lineKeyHash],
        set: { amountMinor: sql`excluded.amount_minor`, level: sql`excluded.level` },
      });
  }
  for (const part of parts([...before.keys()].filter((hash) => !saved.has(hash)))) {
    await tx.db
      .delete(estimateLine)
      .where(and(eq(estimateLine.periodId, period.id), inArray(estimateLine.lineKeyHash, part)));
  }
  return saved;
}

async function saveStandings(
  tx: Deps,
  open: OpenEvaluation,
  { lines, before }: Difference<SavedEstimate["standings"]>,
): Promise<{ readonly moved: Moved; readonly standings: SavedEstimate["standings"] }> {
  const { period, plan, evaluation } = open;
  const isBase = isBasePeriod(open);
  const saved = new Map<DistributorId, StandingRow>();
  const { pvMetric, gvMetric } = volumeMetrics(plan.plan);
  const byEarner = Map.groupBy(lines, ({ earnerId }) => earnerId);
  const computedAt = tx.clock.now();
  const rows: StandingRow[] = [];
  const earners: DistributorId[] = [];
  const standings: DistributorId[] = [];
  for (const [id, result] of Object.entries(evaluation.ranks)) {
    const distributorId = id as DistributorId;
    // A period of another cadence has only money to tell.
    if (!isBase && !byEarner.has(id)) continue;
    const { byBonus, totalMinor } = totalsOf(byEarner.get(id) ?? []);
    const pv = result.volumes.pv ?? result.metrics[pvMetric] ?? 0n;
    const gv = result.metrics[gvMetric] ?? pv;
    const columns = { ...toColumns(result), pv, gv, byBonus, totalMinor, computedAt };
    const row: StandingRow = { periodId: period.id, distributorId, ...columns };
    const old = before.get(distributorId);
    const isMoney =
      old === undefined ? totalMinor !== 0n : old.totalMinor !== totalMinor || !isSame(old.byBonus, byBonus);
    const isStanding = isBase && (old === undefined || !sameStanding(old, row));
    if (isMoney) earners.push(distributorId);
    if (isStanding) standings.push(distributorId);
    if (isMoney || isStanding) rows.push(row);
    saved.set(distributorId, isMoney || isStanding ? row : (old ?? row));
  }
  for (const part of parts(rows)) await upsert(tx, part);
  const gone = [...before.keys()].filter((id) => !saved.has(id));
  earners.push(...gone.filter((id) => before.get(id)?.totalMinor !== 0n));
  for (const part of parts(gone)) {
    await tx.db
      .delete(estimateStanding)
      .where(and(eq(estimateStanding.periodId, period.id), inArray(estimateStanding.distributorId, part)));
  }
  return { moved: { earners, standings }, standings: saved };
}

async function upsert(tx: Deps, rows: StandingRow[]): Promise<void> {
  const excluded = (name: string) => sql.raw(`excluded.${name}`);
  await tx.db
    .insert(estimateStanding)
    .values(rows)
    .onConflictDoUpdate({
      target: [estimateStanding.periodId, estimateStanding.distributorId],
      set: {
        isActive: excluded("is_active"),
        qualified: excluded("qualified"),
        paidAs: excluded("paid_as"),
        title: excluded("title"),
        pv: excluded("pv"),
        gv: excluded("gv"),
        metrics: excluded("metrics"),
        byBonus: excluded("by_bonus"),
        totalMinor: excluded("total_minor"),
        computedAt: excluded("computed_at"),
      },
    });
}

/** The metrics that people know as PV and GV: the first own volume of the month and the first group volume of the plan. */
export function volumeMetrics(plan: OpenEvaluation["plan"]["plan"]): {
  readonly pvMetric: string;
  readonly gvMetric: string;
} {
  const own = plan.metrics.find((metric) => metric.kind === "own" && (metric.periods ?? 1) === 1);
  const group = plan.metrics.find((metric) => metric.kind === "group");
  return { pvMetric: own?.id ?? "", gvMetric: group?.id ?? "" };
}

/** Money alone: store credit is shown with its party. */
function totalsOf(all: readonly Line[]): { readonly byBonus: Record<string, string>; readonly totalMinor: bigint } {
  const lines = all.filter(({ settle }) => settle !== "credit");
  const sums = new Map<string, bigint>();
  for (const { bonusId, minor } of lines) sums.set(bonusId, (sums.get(bonusId) ?? 0n) + minor);
  const byBonus = Object.fromEntries([...sums].map(([bonusId, minor]) => [bonusId, String(minor)]));
  return { byBonus, totalMinor: lines.reduce((sum, { minor }) => sum + minor, 0n) };
}

type Standing = Pick<StandingRow, "isActive" | "qualified" | "paidAs" | "title" | "pv" | "gv" | "metrics">;

function sameStanding(a: Standing, b: Standing): boolean {
  const same = a.isActive === b.isActive && a.qualified === b.qualified && a.paidAs === b.paidAs && a.title === b.title;
  return same && a.pv === b.pv && a.gv === b.gv && isSame(a.metrics, b.metrics);
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) yield rows.slice(from, from + ROWS_PER_INSERT);
}
