import type { PlanVersion } from "../plan/plan-version.ts";
import { binaryClaims } from "./binary.ts";
import type { Reader } from "./company.ts";
import { Fraction, shareOut, total } from "./fraction.ts";
import { payLive } from "./live.ts";
import { capOf, type Memory } from "./memory.ts";
import { awardClaims, fundClaims, partyClaims, tierClaims } from "./other-claims.ts";
import { type Claim, orderClaims, type Payout, payoutClaims } from "./walks.ts";

type Bonus = PlanVersion["bonuses"][number];

/** A line as the reference pays it. */
export interface PaidLine {
  readonly bonus: string;
  readonly earner: string;
  readonly source: string;
  readonly level: number;
  readonly part: string;
  minor: bigint;
}

/** What one earner gets of one bonus. */
interface Pot {
  readonly bonus: Bonus;
  readonly earner: string;
  readonly claims: readonly Claim[];
  before: bigint;
  amount: bigint;
  parts: bigint[];
}

/** All lines of a period, those of single sales first; the memory moves on by one close. */
export function pay(reader: Reader, memory: Memory): PaidLine[] {
  const live = payLive(reader.plan, reader.company, memory.left);
  const closing = payClosing(reader, memory, live);
  keep(reader, memory);
  return [...live, ...closing];
}

/**
 * The lines of a close, given those of single sales; ranks are known afterwards.
 *
 * @param isPaid  which of the closing bonuses; all of them when it is left out
 */
export function payClosing(
  reader: Reader,
  memory: Memory,
  live: readonly PaidLine[],
  isPaid: (bonusId: string) => boolean = () => true,
): PaidLine[] {
  rank(reader, memory);
  const pots: Pot[] = [];
  for (const bonus of inOrder(reader.plan.bonuses.filter(({ id, when }) => "close" in when && isPaid(id)))) {
    const payouts = [...paidLive(live), ...pots.map(payoutOf)];
    for (const [earner, claims] of claimsOf(reader, bonus, { memory, payouts })) {
      pots.push(settled(reader, bonus, earner, claims));
    }
  }
  limit(reader, pots, live);
  return pots.flatMap(({ bonus, earner, claims, parts }) =>
    claims.flatMap(({ source, level, part }, index) => {
      const minor = parts[index] ?? 0n;
      return minor === 0n ? [] : [{ bonus: bonus.id, earner, source, level, part, minor }];
    }),
  );
}

/** What single sales paid somebody of a bonus in the period. */
function paidLive(live: readonly PaidLine[]): Payout[] {
  const pairs = [...new Set(live.map(({ bonus, earner }) => `${bonus} ${earner}`))].sort();
  return pairs.map((pair) => {
    const [bonus = "", earner = ""] = pair.split(" ");
    const own = live.filter((line) => line.bonus === bonus && line.earner === earner);
    const amount = own.reduce((sum, { minor }) => sum + minor, 0n);
    return { bonus, earner, before: amount, amount };
  });
}

/** What later sales read of the period. */
function keep(reader: Reader, memory: Memory): void {
  const { plan, company } = reader;
  for (const { id } of company.people) {
    const active = reader.holds({ ref: plan.active }, id);
    const ranks = {
      qualified: reader.qualified(id),
      paidAs: reader.rank("paidAs", id),
      title: reader.rank("title", id),
    };
    const metrics = new Map(plan.metrics.map((metric) => [metric.id, reader.metric(metric.id, id)]));
    memory.left.set(id, { active, ...ranks, metrics });
  }
}

/** Paid-as rank with grace, and the highest rank for life. */
function rank(reader: Reader, memory: Memory): void {
  const { gracePeriods } = reader.plan.rankPolicy;
  for (const { id } of reader.company.people) {
    const qualified = reader.qualified(id);
    const before = memory.held.get(id) ?? { held: 0, misses: 0, title: 0 };
    const isMiss = qualified < before.held;
    const isKept = isMiss && before.misses + 1 <= gracePeriods;
    const held = isKept ? before.held : qualified;
    const title = Math.max(before.title, qualified);
    memory.held.set(id, { held, misses: isKept ? before.misses + 1 : 0, title });
    reader.standing.set(id, { paidAs: held, title });
  }
}

function inOrder(bonuses: readonly Bonus[]): Bonus[] {
  const done: Bonus[] = [];
  const rest = [...bonuses];
  while (rest.length > 0) {
    const at = rest.findIndex(({ source }) => {
      return source.kind !== "payouts" || !rest.some((other) => source.bonuses.includes(other.id));
    });
    done.push(...rest.splice(Math.max(at, 0), 1));
  }
  return done;
}

function claimsOf(
  reader: Reader,
  bonus: Bonus,
  { memory, payouts }: { memory: Memory; payouts: readonly Payout[] },
): [string, Claim[]][] {
  const { source } = bonus;
  const claims =
    source.kind === "orders"
      ? orderClaims(reader, bonus, source)
      : source.kind === "payouts"
        ? payoutClaims(reader, bonus, source, payouts)
        : source.kind === "legs"
          ? binaryClaims(reader, bonus, source, memory)
          : source.kind === "fund"
            ? fundClaims(reader, bonus, source)
            : source.kind === "milestone"
              ? awardClaims(reader, bonus, source, memory)
              : source.kind === "tiers"
                ? tierClaims(reader, bonus, source)
                : source.kind === "party"
                  ? partyClaims(reader, bonus, source)
                  : [];
  const earners = [...new Set(claims.map(({ earner }) => earner))].sort();
  return earners.map((earner) => [earner, claims.filter((claim) => claim.earner === earner)]);
}

function payoutOf({ bonus, earner, before, amount }: Pot) {
  return { bonus: bonus.id, earner, before, amount };
}

function settled(reader: Reader, bonus: Bonus, earner: string, claims: readonly Claim[]): Pot {
  const { minorDigits, policies } = reader.plan;
  const per = bonus.limit?.perSource;
  const cents = (text: string) => Fraction.of(text).times(new Fraction(10n ** BigInt(minorDigits)));
  const amounts = claims.map(({ amount }) => {
    if (per === undefined) return amount;
    const most = cents(per);
    const least = new Fraction(-most.n, most.d);
    return amount.compare(most) > 0 ? most : amount.compare(least) < 0 ? least : amount;
  });
  const cut = claims.map((claim, index) => ({ ...claim, amount: amounts[index] ?? claim.amount }));
  const whole = total(amounts);
  const rounded = whole.round(policies.rounding);
  const limits = bonus.limit?.perEarner;
  const cap = limits ? capOf(reader, bonus, earner, limits) : null;
  if (cap !== null && rounded > cap) {
    const scale = new Fraction(cap).over(whole);
    const parts = shareOut(
      amounts.map((amount) => amount.times(scale)),
      cap,
    );
    return { bonus, earner, claims: cut, before: rounded, amount: cap, parts };
  }
  return { bonus, earner, claims: cut, before: rounded, amount: rounded, parts: shareOut(amounts, rounded) };
}

/** What a member may get in all, then what the plan may pay. */
function limit(reader: Reader, pots: Pot[], live: readonly PaidLine[]): void {
  const { plan, company } = reader;
  for (const rule of plan.limits) {
    if (rule.kind !== "memberTotal") continue;
    for (const { id } of company.people) {
      const own = pots
        .filter(({ earner, bonus }) => earner === id && rule.bonuses.includes(bonus.id))
        .sort((a, b) => plan.bonuses.indexOf(a.bonus) - plan.bonuses.indexOf(b.bonus));
      const name = plan.ranks[reader.rank("paidAs", id)]?.id ?? "";
      const text = "flat" in rule.amount ? rule.amount.flat : (rule.amount.byRank[name] ?? "0");
      const most = Fraction.of(text).times(new Fraction(10n ** BigInt(plan.minorDigits)));
      // What single sales paid is paid: the close pays the rest of it.
      const paid = live.filter(({ bonus, earner }) => earner === id && rule.bonuses.includes(bonus));
      const rest = most.floor() - paid.reduce((sum, { minor }) => sum + minor, 0n);
      scale(own, rest < 0n ? 0n : rest);
    }
  }
  for (const rule of plan.limits) {
    if (rule.kind !== "planShare") continue;
    const own = pots
      .filter(({ bonus }) => rule.bonuses.includes(bonus.id))
      .sort((a, b) => {
        if (a.earner !== b.earner) return a.earner < b.earner ? -1 : 1;
        return plan.bonuses.indexOf(a.bonus) - plan.bonuses.indexOf(b.bonus);
      });
    const peg = Fraction.of(plan.volumes.find(({ id }) => id === rule.of)?.peg ?? "1");
    const sold = total(company.sales.map(({ points }) => Fraction.of(points[rule.of] ?? "0")));
    const money = sold
      .times(peg)
      .times(Fraction.of(rule.share))
      .times(new Fraction(10n ** BigInt(plan.minorDigits)));
    const paid = live.filter(({ bonus }) => rule.bonuses.includes(bonus));
    const budget = money.floor() - paid.reduce((sum, { minor }) => sum + minor, 0n);
    scale(own, budget < 0n ? 0n : budget);
  }
}

function scale(pots: readonly Pot[], budget: bigint): void {
  const sum = pots.reduce((whole, { amount }) => whole + amount, 0n);
  if (sum <= budget) return;
  const positive = pots.filter(({ amount }) => amount > 0n);
  const weights = positive.reduce((whole, { amount }) => whole + amount, 0n);
  const target = budget - (sum - weights);
  const amounts = shareOut(
    positive.map(({ amount }) => new Fraction(amount * target, weights)),
    target,
  );
  for (const [index, pot] of positive.entries()) {
    const after = amounts[index] ?? 0n;
    if (after === pot.amount) continue;
    const whole = total(pot.claims.map(({ amount }) => amount));
    const factor = new Fraction(after).over(whole);
    pot.parts = shareOut(
      pot.claims.map(({ amount }) => amount.times(factor)),
      after,
    );
    pot.amount = after;
  }
}
