import { planVersion } from "@upline/db";
import {
  comparing,
  type DistributorId,
  DomainError,
  type Evaluation,
  invariant,
  type Largest,
  type PaidChange,
  type PlanVersion,
  type RankChange,
  SAMPLE_PEOPLE,
  validatePlan,
} from "@upline/domain";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { type PersonRef, personRefs } from "../genealogy/person-refs.ts";
import { chosenPeriods, closedPeriods, periodLabel } from "./closed-periods.ts";
import { contentHash } from "./content-hash.ts";
import { loadPlan, type PlanRow } from "./document.ts";
import { publishedPlans } from "./plan-in-force.ts";
import { type Previewed, previewRun, sampleRunOf } from "./preview-run.ts";

const RANK_NAMES_SHOWN = 50;
const PAID_NAMES_SHOWN = 20;

export const Preview = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  /** `last`, `last12`, or the id of a closed period. */
  over: z.string().max(40).default("last"),
});

/**
 * Closed periods, each evaluated once as it was and once under the draft: totals, who gains and who loses, who rises and
 * who falls, what stays with the company. Nothing is booked; the hash of the content is kept, since publishing wants a
 * preview of it. Before the first close it is the sample network that is evaluated.
 *
 * @throws DomainError `plan_not_publishable` for a draft with errors, `period_not_found` for a period that is not closed
 */
export async function previewPlanVersion(deps: Deps, { planVersionId, over }: z.output<typeof Preview>) {
  const startedAt = performance.now();
  const { row, plan } = await loadPlan(deps, planVersionId);
  refuseBroken(plan);
  const periods = chosenPeriods(await closedPeriods(deps), over);
  const isSample = periods.length === 0;
  const draft = await numbered(deps, row, plan);
  const side = comparing(plan.ranks.map(({ id }) => id));
  let last: Previewed | null = null;
  let payoutBaseMinor = 0n;
  const inForce = (await publishedPlans(deps)).at(-1)?.plan ?? null;
  for await (const one of isSample ? sampleRunOf(draft, inForce) : previewRun(deps, draft, periods)) {
    side.add(one.before, one.after);
    payoutBaseMinor += one.payoutBaseMinor;
    last = one;
  }
  invariant(last, "a preview has a period");
  const hash = contentHash(plan);
  await notePreview(deps, row, hash);
  const found = side.result();
  const base = last.base ?? plan;
  const nameOf = bonusNames([base, plan]);
  const people = await peopleOf(deps, isSample, [
    ...found.risers.slice(0, RANK_NAMES_SHOWN),
    ...found.fallers.slice(0, RANK_NAMES_SHOWN),
    ...found.winners.slice(0, PAID_NAMES_SHOWN),
    ...found.losers.slice(0, PAID_NAMES_SHOWN),
    ...[found.largest.before, found.largest.after].filter((largest) => largest !== null),
  ]);
  const total = (of: "before" | "after") => found.totals.reduce((sum, one) => sum + one[of], 0n);
  return {
    over,
    isSample,
    periods: periods
      .filter(({ isBase }) => isBase)
      .map((one) => ({ id: one.period.id, label: periodLabel(one, base) })),
    baseVersion: base.version,
    currency: plan.currency,
    payoutBaseMinor,
    payoutBefore: total("before"),
    payoutAfter: total("after"),
    byBonus: found.totals.map((one) => ({ ...one, label: nameOf(one.bonusId) })),
    breakage: found.breakage.map((one) => ({ ...one, label: nameOf(one.bonusId) })),
    earners: found.earners,
    largest: {
      before: namedLargest(people, found.largest.before),
      after: namedLargest(people, found.largest.after),
    },
    winners: namedPaid(people, found.winners),
    losers: namedPaid(people, found.losers),
    winnersCount: found.winners.length,
    losersCount: found.losers.length,
    ranks: { before: countsOf(base, last.before), after: countsOf(plan, last.after) },
    rises: namedRanks(people, found.risers),
    falls: namedRanks(people, found.fallers),
    risesCount: found.risers.length,
    fallsCount: found.fallers.length,
    people: Object.keys(last.after.ranks).length,
    contentHash: hash,
    computedMs: Math.round(performance.now() - startedAt),
  };
}

/** The closed periods that a preview can look at, newest first. */
export async function listPreviewPeriods(deps: Deps) {
  const closed = (await closedPeriods(deps)).filter(({ isBase }) => isBase);
  return closed.toReversed().map((one) => ({ id: one.period.id, label: periodLabel(one, one.base.plan) }));
}

export function refuseBroken(plan: PlanVersion): void {
  const broken = validatePlan(plan, { recorded: "sales" }).find(({ severity }) => severity === "error");
  if (!broken) return;
  throw new DomainError(
    "plan_not_publishable",
    `The plan has a problem at ${broken.path || "its top"}: ${broken.code}. Mend it, then try again.`,
    { path: broken.path, problem: broken.code },
  );
}

/** A draft with the number that it would be published under, so that its lines have the keys they will have. */
export async function numbered(deps: Deps, { status }: PlanRow, plan: PlanVersion): Promise<PlanVersion> {
  if (status !== "draft") return plan;
  const versions = await publishedPlans(deps);
  return { ...plan, version: Math.max(0, ...versions.map(({ version }) => version)) + 1 };
}

/** Publishing wants the very content that was previewed, so a draft keeps its hash. */
async function notePreview(deps: Deps, { id, status }: PlanRow, hash: string): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (status === "draft") await tx.db.update(planVersion).set({ previewedHash: hash }).where(eq(planVersion.id, id));
    const after = { contentHash: hash };
    await audit(tx, { action: "plans.preview", subjectType: "plan_version", subjectId: id, after });
  });
}

type People = ReadonlyMap<string, PersonRef>;

async function peopleOf(
  deps: Deps,
  isSample: boolean,
  shown: readonly { readonly distributorId: string }[],
): Promise<People> {
  if (isSample) return new Map(SAMPLE_PEOPLE.map(({ id, name }) => [id, { ...unnamed(id), name }]));
  const refs = await personRefs(
    deps,
    shown.map(({ distributorId }) => distributorId as DistributorId),
  );
  return new Map(refs.map((ref) => [ref.id, ref]));
}

const unnamed = (id: string): PersonRef => ({ id: id as DistributorId, number: "", name: id });

function namedRanks(people: People, changes: readonly RankChange[]) {
  return changes.slice(0, RANK_NAMES_SHOWN).map(({ distributorId, from, to }) => {
    return { person: people.get(distributorId) ?? unnamed(distributorId), from, to };
  });
}

function namedPaid(people: People, changes: readonly PaidChange[]) {
  return changes.slice(0, PAID_NAMES_SHOWN).map(({ distributorId, ...paid }) => {
    return { person: people.get(distributorId) ?? unnamed(distributorId), ...paid };
  });
}

function namedLargest(people: People, largest: Largest | null) {
  if (!largest) return null;
  const { distributorId, periodId, minor } = largest;
  return { person: people.get(distributorId) ?? unnamed(distributorId), periodId, minor };
}

function bonusNames(plans: readonly PlanVersion[]): (id: string) => string {
  const labels = new Map(plans.flatMap(({ bonuses }) => bonuses.map(({ id, label }) => [id, label])));
  return (id) => labels.get(id) ?? id;
}

function countsOf(plan: PlanVersion, { ranks }: Evaluation) {
  const counts = new Map<string, number>();
  for (const { paidAs } of Object.values(ranks)) counts.set(paidAs, (counts.get(paidAs) ?? 0) + 1);
  return plan.ranks.map(({ id, label }) => ({ rankId: id, label, count: counts.get(id) ?? 0 }));
}
