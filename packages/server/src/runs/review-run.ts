import { approvalsOf, commissionRun, commissionRunLine, distributor, salesOrder } from "@upline/db";
import {
  type DistributorId,
  diffRuns,
  outliersOf,
  previousPeriod,
  type RunAmount,
  type RunDiffRow,
  type RunId,
  type RunSummary,
  type SecondEvaluation,
} from "@upline/domain";
import { and, eq, gt, gte, inArray, lt, sql } from "drizzle-orm";
import { namesOf, stateOf } from "../approvals/approval-state.ts";
import { actorOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { periodInForce } from "../periods/counts-in.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { demandRun, RUN, type RunRow } from "./run-row.ts";
import { headOf, namesIn } from "./runs.queries.ts";

/** How many people a table of the review shows; all are counted. */
const SHOWN = 50;

type Summary = RunSummary & {
  readonly estimate: {
    readonly lines: number;
    readonly minor: string;
    readonly changed: number;
    readonly changes: readonly Record<keyof RunDiffRow, string>[];
  };
};

/**
 * Everything that a person looks at before a run is approved: totals, what differs from the run before, who stands out,
 * what the estimate said, and what came too late for it.
 *
 * @throws DomainError `run_not_found`
 */
export async function reviewRun(deps: Deps, runId: RunId) {
  const row = await demandRun(deps, runId);
  const head = await headOf(deps, row, await namesIn(deps, [row]));
  const own = actorOf(deps.viewer).id;
  return {
    ...head,
    isOwn: row.createdBy === own,
    factsHash: row.factsHash,
    freezeSeq: row.freezeSeq,
    summary: (row.summary as Summary | null) ?? null,
    request: await openRequest(deps, row, own),
    second: await secondOf(deps, row),
    late: await lateOrders(deps, row),
    compared: row.summary === null ? null : await comparedWithLast(deps, row),
  };
}

async function openRequest(deps: Deps, { id }: RunRow, own: string) {
  const all = await approvalsOf(deps.db, RUN, id);
  const open = all.find((one) => stateOf(one, deps) === "open");
  if (!open) return null;
  const nameOf = await namesOf(deps, [open]);
  const { requestedAt, reason, fingerprint } = open;
  const by = nameOf(open.requestedBy);
  return { approvalId: open.id, fingerprint, by, requestedAt, reason, isOwn: open.requestedBy === own };
}

/** What the naive reference came to; where it came to something else, with the name of the person. Null for old runs. */
async function secondOf(deps: Deps, { secondEvaluation, planVersionId }: RunRow) {
  const found = (secondEvaluation as SecondEvaluation | null) ?? null;
  if (!found) return null;
  const plan = (await publishedPlans(deps)).find(({ id }) => id === planVersionId)?.plan;
  const labelOf = (id: string) => plan?.bonuses.find((bonus) => bonus.id === id)?.label ?? id;
  const { first } = found;
  const id = first?.distributorId as DistributorId | undefined;
  const name = id ? ((await namesOfPeople(deps, [id])).get(id) ?? id) : null;
  return {
    ...found,
    beyond: found.beyond.map(({ bonusId, why }) => ({ bonusId, label: labelOf(bonusId), why })),
    first: first && { ...first, name: name ?? "", label: first.of === "line" ? labelOf(first.bonusId) : null },
  };
}

/** Orders of the period that were paid after its freeze: they count in the next one. */
async function lateOrders(deps: Deps, { freezeSeq, periodId }: RunRow): Promise<number> {
  const { start, end } = (await periodInForce(deps, periodId)).period;
  return deps.db.$count(
    salesOrder,
    and(gte(salesOrder.effectiveAt, start), lt(salesOrder.effectiveAt, end), gt(salesOrder.seq, freezeSeq)),
  );
}

async function comparedWithLast(deps: Deps, run: RunRow) {
  const last = await runBefore(deps, run);
  const [before, after] = [last ? await sumsOf(deps, last.id) : [], await sumsOf(deps, run.id)];
  const people = diffRuns(amounts(before, "earnerId"), amounts(after, "earnerId"));
  const outliers = outliersOf(amounts(before, "earnerId"), amounts(after, "earnerId"));
  const shown = [...people.slice(0, SHOWN), ...outliers.slice(0, SHOWN)].map(({ key }) => key as DistributorId);
  const nameOf = await namesOfPeople(deps, shown);
  const named = <T extends { readonly key: string }>(one: T) => ({ ...one, name: nameOf.get(one.key) ?? one.key });
  return {
    last: last && { id: last.id, periodId: last.periodId, totalMinor: last.totalMinor, lineCount: last.lineCount },
    bonuses: diffRuns(amounts(before, "bonusId"), amounts(after, "bonusId")),
    people: people.slice(0, SHOWN).map(named),
    peopleCount: people.length,
    outliers: outliers.slice(0, SHOWN).map(named),
    outlierCount: outliers.length,
  };
}

/** The posted run of the period before. */
async function runBefore(deps: Deps, { periodId }: RunRow): Promise<RunRow | null> {
  const { period, cadence, plan } = await periodInForce(deps, periodId);
  const { id } = previousPeriod(cadence, period, plan.plan.timeZone);
  const [row] = await deps.db
    .select()
    .from(commissionRun)
    .where(and(eq(commissionRun.periodId, id), eq(commissionRun.state, "posted")));
  return row ?? null;
}

interface Sum {
  readonly earnerId: string;
  readonly bonusId: string;
  readonly minor: string;
}

async function sumsOf({ db }: Deps, runId: RunId): Promise<readonly Sum[]> {
  return db
    .select({
      earnerId: sql<string>`${commissionRunLine.earnerId}`,
      bonusId: commissionRunLine.bonusId,
      minor: sql<string>`sum(${commissionRunLine.amountMinor})::text`,
    })
    .from(commissionRunLine)
    .where(eq(commissionRunLine.runId, runId))
    .groupBy(commissionRunLine.earnerId, commissionRunLine.bonusId);
}

const amounts = (sums: readonly Sum[], by: "earnerId" | "bonusId"): RunAmount[] =>
  sums.map((sum) => ({ key: sum[by], minor: BigInt(sum.minor) }));

async function namesOfPeople({ db }: Deps, ids: readonly DistributorId[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: distributor.id, name: distributor.name })
    .from(distributor)
    .where(inArray(distributor.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
