import { period as periodTable, planVersion } from "@upline/db";
import {
  compare,
  type DistributorId,
  DomainError,
  type Evaluation,
  evaluate,
  type Period,
  PlanVersion,
  type PlanVersionId,
  type RankChange,
  type State,
  validatePlan,
} from "@upline/domain";
import { desc, eq } from "drizzle-orm";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { type PersonRef, personRefs } from "../genealogy/person-refs.ts";
import { loadPeriodFacts, stateOf } from "../periods/load-period-facts.ts";
import { contentHash } from "./content-hash.ts";
import { loadPlan, type PlanRow } from "./document.ts";
import { publishedPlans } from "./plan-in-force.ts";

const NAMES_SHOWN = 50;

/**
 * The last closed period, evaluated once as it was and once under the draft: who rises, who falls, what the payout
 * would have been. Nothing is booked; the hash of the content is kept, since publishing wants a preview of it.
 *
 * @throws DomainError `plan_not_publishable` for a draft with errors, `period_not_found` before the first close
 */
export async function previewRanks(deps: Deps, id: PlanVersionId) {
  const startedAt = performance.now();
  const { row, plan: draft } = await loadPlan(deps, id);
  const broken = validatePlan(draft, { recorded: "sales" }).find(({ severity }) => severity === "error");
  if (broken)
    throw new DomainError(
      "plan_not_publishable",
      `The plan has a problem at ${broken.path}: ${broken.code}. Mend it, then preview.`,
    );

  const { period, freezeSeq, opening, base } = await lastClosed(deps);
  const facts = await loadPeriodFacts(deps, base, period, freezeSeq);
  const before = evaluate(base, facts, opening);
  // As if the draft had been in force: windows would otherwise keep the version of then.
  const start = period.id.slice(period.id.indexOf(":") + 1);
  const after = evaluate({ ...draft, version: base.version, effectiveFrom: start }, facts, opening);
  const hash = contentHash(draft);
  await notePreview(deps, row, hash);

  const { risers, fallers, totals, winners, losers } = compare(
    before,
    after,
    draft.ranks.map((rank) => rank.id),
  );
  return {
    period,
    before: countsOf(base, before),
    after: countsOf(draft, after),
    ...(await named(deps, risers, fallers)),
    changed: risers.length + fallers.length,
    totals,
    winners: winners.length,
    losers: losers.length,
    people: Object.keys(after.ranks).length,
    payoutBefore: { minor: totalOf(before), currency: base.currency },
    payoutAfter: { minor: totalOf(after), currency: draft.currency },
    computedMs: Math.round(performance.now() - startedAt),
    contentHash: hash,
  };
}

/** Publishing wants the very content that was previewed, so a draft keeps its hash. */
async function notePreview(deps: Deps, { id, status }: PlanRow, contentHash: string): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (status === "draft")
      await tx.db.update(planVersion).set({ previewedHash: contentHash }).where(eq(planVersion.id, id));
    const after = { contentHash };
    await audit(tx, { action: "plans.previewRanks", subjectType: "plan_version", subjectId: id, after });
  });
}

interface Closed {
  readonly period: Period;
  readonly freezeSeq: bigint;
  readonly opening: State;
  readonly base: PlanVersion;
}

async function lastClosed(deps: Deps): Promise<Closed> {
  const rows = await deps.db
    .select()
    .from(periodTable)
    .where(eq(periodTable.status, "closed"))
    .orderBy(desc(periodTable.startsAt))
    .limit(2);
  const [last, earlier] = rows;
  if (!last || last.freezeSeq === null) {
    throw new DomainError("period_not_found", "No period has been closed yet, so there is no real data to preview on.");
  }
  const version = (await publishedPlans(deps)).find((plan) => plan.id === last.planVersionId);
  const found = version ?? (await publishedPlans(deps)).findLast(({ from }) => from <= last.startsAt);
  if (!found) throw new DomainError("no_plan_in_force", "No plan version was in force in the last closed period.");
  return {
    period: { id: last.id as Period["id"], cadence: last.cadence, start: last.startsAt, end: last.endsAt } as Period,
    freezeSeq: last.freezeSeq,
    opening: stateOf(earlier),
    base: PlanVersion.parse(found.plan),
  };
}

async function named(deps: Deps, risers: readonly RankChange[], fallers: readonly RankChange[]) {
  const shown = [risers.slice(0, NAMES_SHOWN), fallers.slice(0, NAMES_SHOWN)] as const;
  const refs = await personRefs(
    deps,
    shown.flat().map(({ distributorId }) => distributorId as DistributorId),
  );
  const person = new Map<string, PersonRef>(refs.map((ref) => [ref.id, ref]));
  const list = (part: readonly RankChange[]) =>
    part.flatMap(({ distributorId, from, to }) => {
      const who = person.get(distributorId);
      return who ? [{ person: who, from, to }] : [];
    });
  return { rises: list(shown[0]), falls: list(shown[1]), risesCount: risers.length, fallsCount: fallers.length };
}

const totalOf = ({ lines }: Evaluation): bigint => lines.reduce((sum, { minor }) => sum + minor, 0n);

function countsOf(
  plan: PlanVersion,
  { ranks }: Evaluation,
): { readonly rankId: string; readonly label: string; readonly count: number }[] {
  const people = Object.values(ranks);
  return plan.ranks.map(({ id, label }) => ({
    rankId: id,
    label,
    count: people.filter(({ paidAs }) => paidAs === id).length,
  }));
}
