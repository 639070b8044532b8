import { isFrozen } from "./frozen-condition.ts";
import type { Bonus, PlanVersion } from "./plan-version.ts";

/**
 * When a bonus becomes money. Derived from the plan, never typed in:
 * - A: decided by the order and facts frozen at its instant; posted at once, as pending;
 * - B: decided by a person's period; an estimate until the close;
 * - B': an estimate that only a refund or a correction can lower; posted at the close too;
 * - C: decided by other people's results; an estimate that depends on others.
 */
export type BonusClass = "A" | "B" | "B'" | "C";

/** The class of each bonus, by id. */
export function classify(plan: PlanVersion): Readonly<Record<string, BonusClass>> {
  return Object.fromEntries(plan.bonuses.map((bonus) => [bonus.id, classOf(plan, bonus)]));
}

/** The class of one bonus of the plan. */
export function classOf(plan: PlanVersion, bonus: Bonus): BonusClass {
  const { when, source } = bonus;
  if ("live" in when) return "A";
  const isShared = plan.limits.some(({ kind, bonuses }) => kind === "planShare" && bonuses.includes(bonus.id));
  if (source.kind === "fund" || isShared) return "C";
  if (source.kind === "payouts") {
    const matched = plan.bonuses.filter(({ id }) => source.bonuses.includes(id));
    return matched.every((other) => "live" in other.when) ? "B" : "C";
  }
  return isFirm(plan, bonus) ? "B'" : "B";
}

/** Legs matched in equal parts at a fixed rate, with nothing that could take a match away again. */
function isFirm(plan: PlanVersion, { source, rate, limit, gate, id }: Bonus): boolean {
  if (source.kind !== "legs") return false;
  const { match, carry, unqualified } = source;
  const isEven =
    "percent" in match || "pairs" in match || ("cycle" in match && match.cycle.weak === match.cycle.strong);
  const isFlat = rate !== undefined && "flat" in rate;
  const isOpenEnded = carry.max === undefined && carry.expireAfter === undefined && limit === undefined;
  const isFree = !plan.limits.some(({ bonuses }) => bonuses.includes(id));
  return isEven && isFlat && isOpenEnded && isFree && isFrozen(plan, gate) && unqualified.accrue && !unqualified.flush;
}
