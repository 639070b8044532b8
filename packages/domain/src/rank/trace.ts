import type { CondTrace } from "../evaluate/outcome.ts";
import { shortText } from "../evaluate/text.ts";
import { floor } from "../money/exact.ts";
import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";
import { asClosed, type Columns, compile, definitionOf, hundredths, isReadBack, rankIndex } from "./conditions.ts";

/**
 * The condition with its values for one person: have, need, and what is missing, part by part.
 *
 * A named condition that is one threshold takes over its values; `ok` always agrees with `compile`.
 */
export function traceCondition<P>(cond: Cond, columns: Columns<P>, person: P): CondTrace {
  const ok = compile(cond, columns, false)(person);
  const part = (inner: Cond) => traceCondition(inner, columns, person);
  const { plan } = columns;

  if ("all" in cond) return { text: "all", ok, parts: cond.all.map(part) };
  if ("any" in cond) return { text: "any", ok, parts: cond.any.map(part) };
  if ("not" in cond) return { text: "not", ok, parts: [part(cond.not)] };
  if ("ref" in cond) return named(cond, columns, person, ok);
  if ("metric" in cond) {
    const have = BigInt(columns.metric(cond.metric, cond.at ?? "this")(person));
    const text = plan.metrics.find(({ id }) => id === cond.metric)?.label ?? cond.metric;
    return threshold(text, { ok, have, need: hundredths(cond.atLeast), write: shortText });
  }
  if ("rank" in cond) {
    const [have, need] = [columns.rank(cond.basis, cond.at ?? "this")(person), rankIndex(plan, cond.rank)];
    return { text: `rank ${cond.basis}`, ok, have: rankLabel(plan, have), need: rankLabel(plan, need) };
  }
  if ("count" in cond) {
    const have = BigInt(columns.count(cond.count)(person));
    const counted = threshold(countText(plan, cond.count), { ok, have, need: BigInt(cond.atLeast), write: String });
    const legs = columns.legs(cond.count)(person);
    return legs ? { ...counted, parts: legs.map(({ id, counts }) => ({ text: id, ok: counts })) } : counted;
  }
  if ("heldFor" in cond) {
    const have = columns.heldIn(cond.heldFor, cond.outOf ?? cond.periods)(person);
    const text = `${definitionOf(plan, cond.heldFor).label}, periods`;
    return threshold(text, { ok, have: BigInt(have), need: BigInt(cond.periods), write: String });
  }
  if ("cappedLegs" in cond) {
    const { volume, required } = cond.cappedLegs;
    const have = floor(columns.cappedLegs(cond.cappedLegs)(person));
    const label = plan.volumes.find(({ id }) => id === volume)?.label ?? volume;
    return threshold(`${label} of capped legs`, { ok, have, need: hundredths(required), write: shortText });
  }
  return { text: plainText(cond), ok };
}

/** What is counted, in words made from the plan's labels. */
export function countText(plan: PlanVersion, of: CountCond): string {
  if ("legs" in of) {
    const place = of.legs.at === "top" ? "frontline people" : "legs";
    return `${place} with ${whereText(plan, of.legs.where)}`;
  }
  if ("members" in of) {
    return `people on levels ${of.members.from} to ${of.members.to} with ${whereText(plan, of.members.where)}`;
  }
  const label = plan.volumes.find(({ id }) => id === of.customers.volume)?.label ?? of.customers.volume;
  return `customers with ${label} ${of.customers.atLeast} or more`;
}

function whereText(plan: PlanVersion, where: Cond): string {
  if ("rank" in where) return rankLabel(plan, rankIndex(plan, where.rank));
  if ("ref" in where) return definitionOf(plan, where.ref).label;
  if ("metric" in where) {
    return `${plan.metrics.find(({ id }) => id === where.metric)?.label ?? where.metric} ${where.atLeast} or more`;
  }
  if ("all" in where) return where.all.map((part) => whereText(plan, part)).join(" and ");
  if ("any" in where) return where.any.map((part) => whereText(plan, part)).join(" or ");
  if ("not" in where) return `not ${whereText(plan, where.not)}`;
  return plainText(where);
}

function plainText(cond: Cond): string {
  if ("status" in cond) return cond.status === "good" ? "in good standing" : "not terminated";
  if ("attribute" in cond) return `${cond.attribute} = ${cond.equals}`;
  if ("joinedWithinDays" in cond) return `joined within ${cond.joinedWithinDays} days`;
  if ("personallySponsored" in cond) return "personally sponsored";
  return Object.keys(cond).join(" ");
}

function named<P>(
  cond: { ref: string; at?: "this" | "lastClosed" | undefined },
  columns: Columns<P>,
  person: P,
  ok: boolean,
): CondTrace {
  const { label, when } = definitionOf(columns.plan, cond.ref);
  const isClosed = cond.at === "lastClosed";
  if (isClosed && !isReadBack(when)) return { text: label, ok };
  const inner = traceCondition(isClosed ? asClosed(when) : when, columns, person);
  // Someone for whom no period closed yet counts as active whatever his metrics are.
  return inner.ok === ok ? { ...inner, text: label } : { text: label, ok };
}

interface Measured {
  readonly ok: boolean;
  readonly have: bigint;
  readonly need: bigint;
  readonly write: (value: bigint) => string;
}

function threshold(text: string, { ok, have, need, write }: Measured): CondTrace {
  return { text, ok, have: write(have), need: write(need), missing: write(have >= need ? 0n : need - have) };
}

function rankLabel(plan: PlanVersion, index: number): string {
  return plan.ranks[index]?.label ?? "";
}
