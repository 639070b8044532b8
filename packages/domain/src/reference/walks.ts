import type { PlanVersion } from "../plan/plan-version.ts";
import { addDays } from "../time/period.ts";
import type { Reader, Sale } from "./company.ts";
import { Fraction, total, ZERO } from "./fraction.ts";

type Bonus = PlanVersion["bonuses"][number];
type OrderSource = Extract<Bonus["source"], { kind: "orders" }>;

/** What somebody is to get from one source, minor units before any rounding. */
export interface Claim {
  readonly earner: string;
  readonly source: string;
  readonly level: number;
  readonly part: string;
  readonly amount: Fraction;
}

/** What was paid of a bonus that another one matches. */
export interface Payout {
  readonly bonus: string;
  readonly earner: string;
  readonly before: bigint;
  readonly amount: bigint;
}

/** One claim on the way: the rate is of the table, or already a difference. */
interface Hit {
  readonly earner: string;
  readonly level: number;
  readonly rate: Fraction;
  readonly part?: string;
}

export function orderClaims(reader: Reader, bonus: Bonus, source: OrderSource): Claim[] {
  const { plan, company } = reader;
  const peg = Fraction.of(plan.volumes.find(({ id }) => id === source.volume)?.peg ?? "1");
  const unit = bonus.rate?.unit === "share" ? peg : new Fraction(1n);
  const money = unit.times(new Fraction(10n ** BigInt(plan.minorDigits)));
  const takes = (sale: Sale) => isTaken(reader, source, sale);
  const isSingle = bonus.walk.to === "coded" || bonus.walk.to === "passUp";
  return company.people.flatMap(({ id }) => {
    const all = company.sales.filter((sale) => sale.seller === id);
    const sales = all.filter(takes);
    if (sales.length === 0) return [];
    const groups = isSingle ? sales.map((sale) => [sale]) : [sales];
    const claims = groups.flatMap((group) => {
      const base = total(group.map(({ points }) => Fraction.of(points[source.volume] ?? "0")));
      const [first] = group;
      const nth = first ? all.indexOf(first) + 1 : 0;
      return hits(reader, bonus, id, { packageLevel: first?.packageLevel ?? "", nth }).map(
        ({ earner, level, rate, part = "-" }): Claim => {
          return { earner, source: `mem:${id}`, level, part, amount: base.times(rate).times(money) };
        },
      );
    });
    return isSingle ? merged(claims) : claims;
  });
}

/** Whether a bonus pays on the sale at all, whoever is paid. */
function isTaken(reader: Reader, source: OrderSource, sale: Sale): boolean {
  const { customer, seller, points, paidAt, isFirst } = sale;
  if (source.of !== "both" && (customer === null) !== (source.of === "own")) return false;
  if (Fraction.of(points[source.volume] ?? "0").n <= 0n) return false;
  if (source.firstOnly && !isFirst) return false;
  if (source.withinDaysOfJoin) {
    const { joinedAt } = reader.person(seller);
    const isKnown = joinedAt !== undefined && paidAt !== undefined;
    if (!isKnown || paidAt < joinedAt) return false;
    if (paidAt >= addDays(joinedAt, source.withinDaysOfJoin, reader.plan.timeZone)) return false;
  }
  const others = reader.plan.bonuses.filter(({ id }) => source.except?.includes(id));
  return !others.some((other) => other.source.kind === "orders" && isTaken(reader, other.source, sale));
}

function merged(claims: readonly Claim[]): Claim[] {
  const result: Claim[] = [];
  for (const claim of claims) {
    const at = result.findIndex(({ earner, level }) => earner === claim.earner && level === claim.level);
    const known = result[at];
    if (known) result[at] = { ...known, amount: known.amount.plus(claim.amount) };
    else result.push(claim);
  }
  return result;
}

export function payoutClaims(
  reader: Reader,
  bonus: Bonus,
  source: Extract<Bonus["source"], { kind: "payouts" }>,
  payouts: readonly Payout[],
): Claim[] {
  return payouts
    .filter((payout) => source.bonuses.includes(payout.bonus))
    .flatMap(({ bonus: id, earner, before, amount }) => {
      const base = new Fraction(source.base === "afterBonusCap" ? amount : before);
      if (base.n === 0n || !reader.company.people.some((one) => one.id === earner)) return [];
      return hits(reader, bonus, earner, { packageLevel: "", nth: 0 }).map(
        (hit): Claim => ({
          earner: hit.earner,
          source: `pay:${id}:${earner}`,
          level: hit.level,
          part: hit.part ?? "-",
          amount: base.times(hit.rate),
        }),
      );
    });
}

/** Who is paid from a source, and at which rate; rates of 0 are left out. */
export function hits(reader: Reader, bonus: Bonus, from: string, sold: { packageLevel: string; nth: number }): Hit[] {
  const { walk } = bonus;
  const found =
    walk.to === "self"
      ? reader.isRemoved(from) || !reader.holds(bonus.gate, from)
        ? []
        : [{ earner: from, level: 0, rate: rateOf(reader, bonus, from, 0) }]
      : walk.to === "upline"
        ? upline(reader, bonus, walk, from)
        : walk.to === "differential"
          ? differential(reader, bonus, walk, from)
          : walk.to === "generations"
            ? generations(reader, bonus, walk, from)
            : walk.to === "coded"
              ? coded(reader, bonus, walk, { from, packageLevel: sold.packageLevel })
              : walk.to === "passUp"
                ? passUp(reader, bonus, walk, { from, nth: sold.nth })
                : [];
  return found.filter(({ rate }) => rate.n !== 0n);
}

export function rateOf(reader: Reader, bonus: Bonus, id: string, level: number): Fraction {
  const { rate } = bonus;
  if (!rate) return new Fraction(1n);
  const rank = reader.plan.ranks[reader.rank(bonus.rankAt.basis, id)]?.id ?? "";
  if ("flat" in rate) return Fraction.of(rate.flat);
  if ("byLevel" in rate) return Fraction.of(rate.byLevel[level - 1] ?? "0");
  if ("byRank" in rate) return Fraction.of(rate.byRank[rank] ?? "0");
  if ("byRankLevel" in rate) return Fraction.of(rate.byRankLevel[rank]?.[level - 1] ?? "0");
  if ("byPackage" in rate) return ZERO;
  const value = reader.metric(rate.byMetric, id);
  const rows = rate.rows.map(([least, share]) => ({ least: Fraction.of(least), share: Fraction.of(share) }));
  if (rate.mode === "whole") return rows.filter(({ least }) => value.compare(least) >= 0).at(-1)?.share ?? ZERO;
  if (value.n <= 0n) return ZERO;
  const slices = rows.map(({ least, share }, index) => {
    const top = rows[index + 1]?.least.least(value) ?? value;
    return top.compare(least) > 0 ? top.minus(least).times(share) : ZERO;
  });
  return total(slices).over(value);
}

type WalkOf<K> = Extract<Bonus["walk"], { to: K }>;

function upline(reader: Reader, bonus: Bonus, walk: WalkOf<"upline">, from: string): Hit[] {
  const most = walk.levels === "infinity" ? 1_000_000 : walk.levels;
  const climb = (id: string | null, level: number): Hit[] => {
    if (id === null || level > most) return [];
    const next = reader.parent(walk.tree, id);
    if (reader.isRemoved(id)) return climb(next, level);
    const isActive = reader.holds({ ref: reader.plan.active }, id);
    const isOk = reader.holds(bonus.gate, id) && unlocked(reader, bonus, walk, id) >= level;
    if (walk.compress === "skipInactive" && !isActive) return climb(next, level);
    if (walk.compress === "skipUnqualified" && !isOk) return climb(next, level);
    const hit = isOk && level >= walk.payFrom;
    const own = hit ? [{ earner: id, level, rate: rateOf(reader, bonus, id, level) }] : [];
    return [...own, ...climb(next, level + 1)];
  };
  return climb(reader.parent(walk.tree, from), 1);
}

function unlocked(reader: Reader, bonus: Bonus, { unlock }: WalkOf<"upline">, id: string): number {
  if (!unlock) return 1_000_000;
  const rank = reader.plan.ranks[reader.rank(bonus.rankAt.basis, id)]?.id ?? "";
  if ("byRank" in unlock) return unlock.byRank[rank] ?? 0;
  if ("byAttribute" in unlock) {
    const text = reader.person(id).attributes[unlock.byAttribute] ?? "";
    return /^\d+$/.test(text) ? Number(text) : 0;
  }
  const value = reader.metric(unlock.byMetric, id);
  return unlock.rows.filter(([least]) => value.compare(Fraction.of(least)) >= 0).at(-1)?.[1] ?? 0;
}

function differential(reader: Reader, bonus: Bonus, walk: WalkOf<"differential">, from: string): Hit[] {
  const stop = walk.stopAfterRank === undefined ? null : reader.place(walk.stopAfterRank);
  const climb = (id: string | null, level: number, paid: Fraction, same: number): Hit[] => {
    if (id === null) return [];
    const next = reader.parent(walk.tree, id);
    if (reader.isRemoved(id)) return climb(next, level, paid, same);
    if (!reader.holds(bonus.gate, id)) return climb(next, level + 1, paid, same);
    const rate = rateOf(reader, bonus, id, 0);
    const above = rate.compare(paid);
    let [hit, equals] = [[] as Hit[], same];
    if (level >= walk.payFrom) {
      if (above > 0) hit = [{ earner: id, level, rate: rate.minus(paid) }];
      else if (walk.sameRank && above === 0 && rate.n > 0n && same < walk.sameRank.first) {
        hit = [{ earner: id, level, rate: Fraction.of(walk.sameRank.share), part: "same" }];
        equals += 1;
      }
    }
    const isLast = stop !== null && reader.rank(bonus.rankAt.basis, id) >= stop;
    return [...hit, ...(isLast ? [] : climb(next, level + 1, above > 0 ? rate : paid, equals))];
  };
  const start = walk.selfAlreadyPaid ? rateOf(reader, bonus, from, 0) : ZERO;
  return walk.includeSelf ? climb(from, 0, start, 0) : climb(reader.parent(walk.tree, from), 1, start, 0);
}

function generations(reader: Reader, bonus: Bonus, walk: WalkOf<"generations">, from: string): Hit[] {
  const rank = (id: string) => reader.rank(bonus.rankAt.basis, id);
  const climb = (id: string | null, below: readonly string[]): Hit[] => {
    if (id === null) return [];
    const next = reader.parent(walk.tree, id);
    if (reader.isRemoved(id)) return climb(next, below);
    const least = walk.boundary === "sameOrHigher" ? rank(id) : reader.place(walk.boundary);
    const boundaries = below.filter((one) => !reader.isRemoved(one) && rank(one) >= least);
    const counted = walk.edge === "starts" ? boundaries : boundaries.filter((one) => one !== from);
    const generation = counted.length + (walk.edge === "closes" ? 1 : 0);
    const isPaid = generation >= 1 && generation <= walk.count && reader.holds(bonus.gate, id);
    const hit = isPaid ? [{ earner: id, level: generation, rate: rateOf(reader, bonus, id, generation) }] : [];
    return [...hit, ...climb(next, [...below, id])];
  };
  return climb(reader.parent(walk.tree, from), [from]);
}

function coded(
  reader: Reader,
  bonus: Bonus,
  walk: WalkOf<"coded">,
  { from, packageLevel }: { from: string; packageLevel: string },
): Hit[] {
  const climb = (id: string | null, level: number): Hit[] => {
    if (id === null) return [];
    const next = reader.parent(walk.tree, id);
    if (reader.isRemoved(id)) return climb(next, level);
    const code = reader.person(id).attributes[walk.attribute] ?? "";
    const reaches =
      isNumber(code) && isNumber(packageLevel) && Fraction.of(code).compare(Fraction.of(packageLevel)) >= 0;
    const isPaid = reaches && reader.holds(bonus.gate, id);
    if (!isPaid) return climb(next, level + 1);
    const table = bonus.rate && "byPackage" in bonus.rate ? bonus.rate.byPackage : {};
    return [{ earner: id, level, rate: Fraction.of(table[packageLevel] ?? "0") }];
  };
  return climb(from, 0);
}

const isNumber = (text: string) => /^-?\d+(\.\d{1,6})?$/.test(text);

function passUp(
  reader: Reader,
  bonus: Bonus,
  walk: WalkOf<"passUp">,
  { from, nth }: { from: string; nth: number },
): Hit[] {
  const owner = (id: string): string => {
    const sponsor = reader.parent(walk.tree, id);
    if (sponsor === null) return id;
    const recruits = reader.children(walk.tree, sponsor);
    return recruits.indexOf(id) < walk.first ? owner(sponsor) : sponsor;
  };
  const standing = (id: string): string | null => {
    if (!reader.isRemoved(id)) return id;
    return owner(id) === id ? null : standing(owner(id));
  };
  const earner = standing(nth <= walk.first ? owner(from) : from);
  if (earner === null || !reader.holds(bonus.gate, earner)) return [];
  return [{ earner, level: earner === from ? 0 : 1, rate: rateOf(reader, bonus, earner, 0) }];
}
