import {
  type Decided,
  type DistributorId,
  DomainError,
  evaluate,
  type Instant,
  type PlanVersion,
  type RankTrace,
  rankCard,
  type Supposed,
  suppose,
} from "@upline/domain";
import type { OpenEvaluation } from "../commissions/evaluate-open.ts";
import { volumeMetrics } from "../commissions/save-estimate.ts";
import type { Deps } from "../deps.ts";
import { type HaveNeed, requirementsOf } from "./have-need.ts";

/** Where somebody stands in the open period, as it is or as it would be. */
export interface Standpoint {
  readonly rankId: string;
  readonly label: string;
  /** Everything that the period brings him: what is posted and what its close would post. */
  readonly earned: { readonly minor: bigint; readonly currency: string };
  /** What the next rank asks for; null on top of the ladder. */
  readonly next: {
    readonly rankId: string;
    readonly label: string;
    readonly requirements: readonly HaveNeed[];
  } | null;
}

/** The volume that people mean by PV, and the moment of the question. */
export function supposing(deps: Deps, { plan: { plan }, period }: OpenEvaluation) {
  const { pvMetric } = volumeMetrics(plan);
  const metric = plan.metrics.find(({ id }) => id === pvMetric);
  if (metric?.kind !== "own") throw new DomainError("not_allowed", "This plan counts no personal volume.");
  const now = deps.clock.now();
  const at: Instant = now < period.end ? now : period.start;
  return { volume: metric.volume, at } as const;
}

/** The open period with things that have not happened, evaluated like the real one. Nothing is stored. */
export function standpointAfter(
  open: OpenEvaluation,
  supposed: readonly Supposed[],
  how: ReturnType<typeof supposing>,
  id: DistributorId,
): Standpoint {
  const { plan } = open.plan;
  if (supposed.length === 0) return standpoint(plan, open.inquiry.decided, open.evaluation.lines, id);
  const trace: { decided?: Decided } = {};
  const { lines } = evaluate(plan, suppose(plan, open.facts, supposed, how), open.opening, trace);
  if (!trace.decided) throw new Error("an evaluation decides");
  return standpoint(plan, trace.decided, lines, id);
}

function standpoint(
  plan: PlanVersion,
  decided: Decided,
  lines: OpenEvaluation["evaluation"]["lines"],
  id: DistributorId,
): Standpoint {
  const card = rankCard(decided, id);
  if (!card) throw new DomainError("distributor_not_found", "This person had not joined in this period.");
  const own = lines.filter(({ earnerId }) => earnerId === id);
  const label = plan.ranks.find((rank) => rank.id === card.paidAs)?.label ?? card.paidAs;
  const next = (trace: RankTrace) => ({
    rankId: trace.rank,
    label: trace.label,
    requirements: requirementsOf(plan, trace),
  });
  return {
    rankId: card.paidAs,
    label,
    earned: { minor: own.reduce((sum, { minor }) => sum + minor, 0n), currency: plan.currency },
    next: card.next && next(card.next),
  };
}
