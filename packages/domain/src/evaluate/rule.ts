import { invariant } from "../errors/domain-error.ts";
import { parseDecimal } from "../money/decimal.ts";
import { compareExact, type Exact, exact, negated } from "../money/exact.ts";
import { MILLIONTHS, rate } from "../money/rate.ts";
import type { Amounts, Source } from "../plan/bonus-schema.ts";
import { type OrderSource, type SourceOrder, whyNotTaken } from "../plan/bonuses/sources/orders.ts";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { type Rates, ratesOf } from "../plan/rates.ts";
import { type At, leaves } from "../rank/conditions.ts";
import type { Instant } from "../time/instant.ts";
import { startOfDate } from "../time/period.ts";
import type { PrimaryReason } from "./reason.ts";
import { isMoney } from "./text.ts";

/** A bonus of one plan version, made ready for evaluation. */
export interface Rule {
  readonly plan: PlanVersion;
  readonly bonus: Bonus;
  /** Place of the bonus in the plan: the first part of the canonical order of lines. */
  readonly order: number;
  readonly source: Source;
  /** Id of the volume that is paid on; "margin", "payout", or "fund" where the base is money. */
  readonly volume: string;
  readonly isLive: boolean;
  readonly rates: Rates;
  /** Levels open to each rank, lowest first; null when all are open to everyone. */
  readonly unlocks: readonly number[] | null;
  /** Tree along which the bonus is paid; that of the ranks where it has none of its own. */
  readonly tree: string;
  /** When the gate reads the active condition itself: of which period. */
  readonly gateReadsActive: At | null;
  /** Minor units per (unit of the base x millionth of the rate). */
  readonly factor: Exact;
  readonly perSource: Exact | null;
  /** Most that an earner gets, by place in the ladder; null without a limit. */
  readonly perEarner: readonly bigint[] | null;
}

/** A rule whose source is orders. */
export interface OrderRule extends Rule {
  readonly source: OrderSource;
}

/** A rule that matches what others were paid. */
export interface MatchRule extends Rule {
  readonly source: Extract<Source, { kind: "payouts" }>;
}

export function isMatchRule(rule: Rule): rule is MatchRule {
  return rule.source.kind === "payouts";
}

export function isOrderRule(rule: Rule): rule is OrderRule {
  return rule.source.kind === "orders" || rule.source.kind === "margin";
}

const compiled = new WeakMap<PlanVersion, readonly Rule[]>();

/** The bonuses of the plan in plan order. @throws InvariantError for a plan with kinds that the validator refuses */
export function rulesOf(plan: PlanVersion): readonly Rule[] {
  const known = compiled.get(plan);
  if (known) return known;
  const rules = plan.bonuses.map((bonus, order) => ruleOf(plan, bonus, order));
  compiled.set(plan, rules);
  return rules;
}

/**
 * The version in force at that moment: the greatest `effectiveFrom` that has begun, a later version (an erratum)
 * before an earlier one; the oldest when the moment lies before all of them.
 */
export function versionAt(versions: readonly PlanVersion[], at: Instant): PlanVersion {
  const [first] = versions;
  invariant(first, "a plan has at least one version");
  let [inForce, oldest] = [null as PlanVersion | null, first];
  for (const version of versions) {
    if (isLater(oldest, version)) oldest = version;
    if (startOf(version) <= at && (inForce === null || isLater(version, inForce))) inForce = version;
  }
  return inForce ?? oldest;
}

function isLater(a: PlanVersion, b: PlanVersion): boolean {
  return a.effectiveFrom === b.effectiveFrom ? a.version > b.version : a.effectiveFrom > b.effectiveFrom;
}

const starts = new WeakMap<PlanVersion, Instant>();

function startOf(version: PlanVersion): Instant {
  const start = starts.get(version) ?? startOfDate(version.effectiveFrom, version.timeZone);
  starts.set(version, start);
  return start;
}

/**
 * The rule of the bonus for orders credited to someone who joined then: a join window keeps the version of the join
 * (policy `windowVersion`), also when the bonus is called otherwise since or is gone; everything else follows the plan.
 *
 * @returns null when that version has no such bonus
 */
export function ruleFor(
  plan: PlanVersion,
  others: readonly PlanVersion[],
  bonusId: string,
  joinedAt: Instant,
): OrderRule | null {
  const rule = orderRuleOf(plan, bonusId);
  if (rule && !hasWindow(rule)) return rule;
  if (plan.policies.windowVersion === "order" || others.length === 0) return rule;
  const versions = [plan, ...others.filter(({ version }) => version !== plan.version)];
  const joinVersion = versionAt(versions, joinedAt);
  const before = plan.carryOver.filter(({ to }) => to === bonusId).map(({ from }) => from);
  const found = [bonusId, ...before].map((id) => orderRuleOf(joinVersion, id));
  return found.find((one) => one && (rule ? one.isLive === rule.isLive : one.isLive && hasWindow(one))) ?? null;
}

function orderRuleOf(plan: PlanVersion, bonusId: string): OrderRule | null {
  const rule = rulesOf(plan).find(({ bonus }) => bonus.id === bonusId);
  return rule && isOrderRule(rule) ? rule : null;
}

/** Whether the bonus takes orders for so many days after somebody joined. */
export function hasWindow({ source }: Rule): boolean {
  return source.kind === "orders" && source.withinDaysOfJoin !== undefined;
}

/** Why the rule does not take the order; null when it does. `except` is asked of the rules in force for the joiner. */
export function refusal(
  rule: OrderRule,
  order: SourceOrder,
  joinedAt: Instant,
  ruleById: (bonusId: string) => OrderRule | null,
): PrimaryReason | null {
  const isTaken = (bonusId: string): boolean => {
    const other = ruleById(bonusId);
    return other !== null && other !== rule && refusal(other, order, joinedAt, ruleById) === null;
  };
  return whyNotTaken(rule.source, order, { joinedAt, zone: rule.plan.timeZone, isTaken });
}

/** Exact minor units of a base at a rate, before any limit. */
export function amountOf({ factor }: Rule, base: bigint, millionths: bigint): Exact {
  return exact(base * millionths * factor.n, factor.d);
}

/** The same at a rate that may be a fraction of a millionth. */
export function amountAt({ factor }: Rule, base: bigint, millionths: Exact): Exact {
  return exact(base * millionths.n * factor.n, factor.d * millionths.d);
}

/** Millionths of a table by package; null for every other table. */
export function packageRate({ rates }: Rule, packageLevel: string | null): Exact | null {
  return rates.byPackage ? exact(rates.byPackage(packageLevel ?? "")) : null;
}

/** Cuts a line to the limit per source, in either direction. */
export function cutPerSource({ perSource }: Rule, amount: Exact): Exact {
  if (!perSource) return amount;
  if (compareExact(amount, perSource) > 0) return perSource;
  return compareExact(amount, negated(perSource)) < 0 ? negated(perSource) : amount;
}

function ruleOf(plan: PlanVersion, bonus: Bonus, order: number): Rule {
  const { source, walk, limit } = bonus;
  const volume = volumeOf(source);
  const unlock = walk.to === "upline" ? walk.unlock : undefined;
  return {
    plan,
    bonus,
    order,
    source,
    volume,
    isLive: "live" in bonus.when,
    rates: ratesOf(bonus.rate, plan),
    unlocks: unlock && "byRank" in unlock ? plan.ranks.map(({ id }) => unlock.byRank[id] ?? 0) : null,
    tree: "tree" in walk ? walk.tree : "tree" in source ? source.tree : plan.rankTree,
    gateReadsActive: activeInGate(plan, bonus),
    factor: factorOf(plan, bonus, volume),
    perSource: limit?.perSource ? exact(minorOf(limit.perSource, plan)) : null,
    perEarner: limit?.perEarner ? amountsByRank(plan, limit.perEarner) : null,
  };
}

function volumeOf(source: Source): string {
  if (source.kind === "margin") return "margin";
  if (source.kind === "payouts") return "payout";
  return "volume" in source ? source.volume : "fund";
}

/** Minor units for each rank, lowest first; a rank without a row gets nothing. */
export function amountsByRank(plan: PlanVersion, amounts: Amounts): readonly bigint[] {
  return plan.ranks.map(({ id }) => minorOf("flat" in amounts ? amounts.flat : (amounts.byRank[id] ?? "0"), plan));
}

function activeInGate(plan: PlanVersion, bonus: Bonus): At | null {
  for (const leaf of leaves(bonus.gate)) {
    if ("ref" in leaf && leaf.ref === plan.active) return leaf.at ?? "this";
  }
  return null;
}

/** Volume x peg x rate x 10^minorDigits / 10^(2+6+6); an amount is per 1.00 of volume, a margin is money already. */
function factorOf(plan: PlanVersion, bonus: Bonus, volume: string): Exact {
  const minorPerMajor = 10n ** BigInt(plan.minorDigits);
  if (bonus.rate?.unit === "amount") return exact(minorPerMajor, 100n * MILLIONTHS);
  if (isMoney(volume)) return exact(1n, MILLIONTHS);
  const peg = rate(plan.volumes.find(({ id }) => id === volume)?.peg ?? "1");
  return exact(peg * minorPerMajor, 100n * MILLIONTHS * MILLIONTHS);
}

export function minorOf(text: string, plan: PlanVersion): bigint {
  const minor = parseDecimal(text, plan.minorDigits);
  invariant(minor !== null, "amounts have the digits of the currency");
  return minor;
}
