import { errorsOf, type PlanVersionId, validatePlan } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";
import { chosenPeriods, closedPeriods, periodLabel } from "./closed-periods.ts";
import { contentHash } from "./content-hash.ts";
import { loadRow, planOf } from "./document.ts";
import { publishedPlans } from "./plan-in-force.ts";
import { numbered } from "./preview-plan-version.ts";
import { previewRun, sampleRunOf } from "./preview-run.ts";

/** What each bonus of a version would have paid in the last closed period, in minor units. */
export interface EstimatedPayout {
  /** "March 2026"; null for the sample network, while no period is closed. */
  readonly periodLabel: string | null;
  readonly currency: string;
  /** What shares are taken of: the volume that the plan pays on. */
  readonly baseMinor: bigint;
  readonly byBonus: readonly { readonly bonusId: string; readonly minor: bigint }[];
}

const cache = perDatabase<Map<string, EstimatedPayout>>("estimated payouts");
const MOST_KEPT = 20;

/**
 * The last closed base period, with those of other cadences in it, under a version; kept until its content or the period
 * is another one. Nothing while the plan has errors. Books nothing.
 */
export async function estimatedPayoutOf(deps: Deps, id: PlanVersionId): Promise<EstimatedPayout | null> {
  const row = await loadRow(deps, id);
  const plan = planOf(row);
  if (!plan || errorsOf(validatePlan(plan, { recorded: "sales" })).length > 0) return null;
  const periods = chosenPeriods(await closedPeriods(deps), "last");
  const last = periods.findLast(({ isBase }) => isBase);
  const key = `${contentHash(plan)} ${last ? `${last.period.id} ${last.freezeSeq}` : "sample"}`;
  const known = cache.get(deps.handle) ?? new Map<string, EstimatedPayout>();
  cache.set(deps.handle, known);
  const hit = known.get(key);
  if (hit) return hit;

  const draft = await numbered(deps, row, plan);
  const base = (await publishedPlans(deps)).at(-1)?.plan ?? null;
  const sums = new Map(plan.bonuses.map((bonus) => [bonus.id, 0n]));
  let baseMinor = 0n;
  for await (const { after, payoutBaseMinor } of last ? previewRun(deps, draft, periods) : sampleRunOf(draft, base)) {
    baseMinor += payoutBaseMinor;
    for (const { bonusId, minor } of after.lines) sums.set(bonusId, (sums.get(bonusId) ?? 0n) + minor);
  }
  const found: EstimatedPayout = {
    periodLabel: last ? periodLabel(last, last.base.plan) : null,
    currency: plan.currency,
    baseMinor,
    byBonus: [...sums].map(([bonusId, minor]) => ({ bonusId, minor })),
  };
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}
