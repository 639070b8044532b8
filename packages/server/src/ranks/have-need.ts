import type { Cond, CondTrace, PlanVersion, RankTrace } from "@upline/domain";
import { volume } from "@upline/domain";
import type { SentenceParts } from "../commissions/sentences.ts";

/** A requirement with what there is, what is needed and what is missing; volumes in hundredths, counts as they are. */
export interface HaveNeed {
  readonly kind: "volume" | "count";
  readonly text: SentenceParts;
  readonly have: bigint;
  readonly need: bigint;
  readonly missing: bigint;
  readonly ok: boolean;
  readonly unit: "pv" | "gv" | "cv" | "legs" | "customers" | "people";
}

/** The requirements of a rank in the order of the plan. */
export function requirementsOf(plan: PlanVersion, trace: RankTrace): HaveNeed[] {
  const rank = plan.ranks.find(({ id }) => id === trace.rank);
  const conditions = rank ? flatten(rank.when) : [];
  return trace.requirements.flatMap((part, index) => {
    const cond = conditions[index];
    return cond && !("always" in cond) ? [haveNeed(plan, cond, part)] : [];
  });
}

/** A gate as its conditions, in their order; nothing for a gate that is always open. */
export function needsOf(plan: PlanVersion, gate: Cond, trace: CondTrace): HaveNeed[] {
  if ("all" in gate) {
    return gate.all.flatMap((cond, index) => {
      const part = trace.parts?.[index];
      return part ? needsOf(plan, cond, part) : [];
    });
  }
  return "always" in gate ? [] : [haveNeed(plan, gate, trace)];
}

/** One condition with its values. */
export function haveNeed(plan: PlanVersion, cond: Cond, trace: CondTrace): HaveNeed {
  const meant = meaningOf(plan, cond);
  if ("metric" in meant) {
    const metric = plan.metrics.find(({ id }) => id === meant.metric);
    const of = metric && "volume" in metric ? metric.volume : "";
    const unit = metric?.kind === "group" ? "gv" : of === "cv" ? "cv" : "pv";
    const [have, need] = [volume(trace.have ?? "0"), volume(trace.need ?? meant.atLeast)];
    const key = metric?.kind === "own" ? "need.own" : metric?.kind === "group" ? "need.group" : "need.metric";
    return {
      kind: "volume",
      text: { key, values: { label: trace.text, unit } },
      have,
      need,
      missing: short(have, need),
      ok: trace.ok,
      unit,
    };
  }
  if ("count" in meant) {
    const [have, need] = [BigInt(trace.have ?? "0"), BigInt(trace.need ?? meant.atLeast)];
    const unit = "legs" in meant.count ? "legs" : "customers" in meant.count ? "customers" : "people";
    const text = { key: `need.${unit}`, values: { label: trace.text, ...countValues(plan, meant.count) } };
    return { kind: "count", text, have, need, missing: short(have, need), ok: trace.ok, unit };
  }
  const have = trace.ok ? 1n : 0n;
  return {
    kind: "count",
    text: { key: "need.other", values: { label: trace.text } },
    have,
    need: 1n,
    missing: 1n - have,
    ok: trace.ok,
    unit: "people",
  };
}

/** A named condition that is one threshold reads as that threshold. */
function meaningOf(plan: PlanVersion, cond: Cond): Cond {
  if (!("ref" in cond)) return cond;
  return plan.conditions.find(({ id }) => id === cond.ref)?.when ?? cond;
}

function countValues(plan: PlanVersion, count: Extract<Cond, { count: unknown }>["count"]): Record<string, string> {
  if ("customers" in count) return { atLeast: count.customers.atLeast };
  const where = "legs" in count ? count.legs.where : count.members.where;
  const rank = "rank" in where ? plan.ranks.find(({ id }) => id === where.rank)?.label : undefined;
  return rank === undefined ? {} : { rank };
}

function flatten(cond: Cond): readonly Cond[] {
  return "all" in cond ? cond.all.flatMap(flatten) : [cond];
}

const short = (have: bigint, need: bigint): bigint => (have < need ? need - have : 0n);
