import type { PlanVersion } from "../plan/plan-version.ts";
import type { Reader } from "./company.ts";
import { Fraction, shareOut, total, ZERO } from "./fraction.ts";
import type { Memory } from "./memory.ts";
import { type Claim, rateOf } from "./walks.ts";

type Bonus = PlanVersion["bonuses"][number];
type SourceOf<K> = Extract<Bonus["source"], { kind: K }>;

const single = (earner: string, source: string, amount: Fraction): Claim => {
  return { earner, source, level: 0, part: "-", amount };
};

const cents = (reader: Reader, text: string) =>
  Fraction.of(text).times(new Fraction(10n ** BigInt(reader.plan.minorDigits)));

const open = (reader: Reader, bonus: Bonus) =>
  reader.company.people.map(({ id }) => id).filter((id) => !reader.isRemoved(id) && reader.holds(bonus.gate, id));

export function fundClaims(reader: Reader, bonus: Bonus, source: SourceOf<"fund">): Claim[] {
  const holders = open(reader, bonus)
    .map((id) => ({ id, shares: sharesOf(reader, bonus, source, id) }))
    .filter(({ shares }) => shares.n > 0n);
  let rest = fundOf(reader, source);
  if (rest <= 0n) return [];
  const most = source.maxPerMember === undefined ? null : cents(reader, source.maxPerMember).floor();
  const claims: Claim[] = [];
  let left = holders;
  for (;;) {
    const whole = total(left.map(({ shares }) => shares));
    const part = (shares: Fraction) => new Fraction(rest).times(shares).over(whole);
    const full = left.filter(({ shares }) => most !== null && part(shares).compare(new Fraction(most)) >= 0);
    if (full.length === 0 || most === null || rest <= 0n) {
      const parts =
        rest > 0n
          ? shareOut(
              left.map(({ shares }) => part(shares)),
              rest,
            )
          : [];
      for (const [index, { id }] of left.entries()) claims.push(single(id, "pool", new Fraction(parts[index] ?? 0n)));
      return claims.filter(({ amount }) => amount.n !== 0n);
    }
    for (const { id } of full) {
      claims.push(single(id, "pool", new Fraction(most)));
      rest -= most;
    }
    left = left.filter((one) => !full.includes(one));
  }
}

function fundOf(reader: Reader, { fund }: SourceOf<"fund">): bigint {
  if ("fixed" in fund) return cents(reader, fund.fixed).floor();
  const peg = Fraction.of(reader.plan.volumes.find(({ id }) => id === fund.volume)?.peg ?? "1");
  const sold = total(reader.company.sales.map(({ points }) => Fraction.of(points[fund.volume] ?? "0")));
  return sold.times(peg).times(cents(reader, fund.share)).round(reader.plan.policies.rounding);
}

function sharesOf(reader: Reader, bonus: Bonus, { shares, cumulative }: SourceOf<"fund">, id: string): Fraction {
  if ("byAttribute" in shares) {
    const text = reader.person(id).attributes[shares.byAttribute] ?? "";
    return /^-?\d+(\.\d{1,6})?$/.test(text) ? Fraction.of(text) : ZERO;
  }
  if ("byMetric" in shares) {
    const units = reader.metric(shares.byMetric, id).over(Fraction.of(shares.perUnit));
    return new Fraction(units.floor());
  }
  const rank = reader.rank(bonus.rankAt.basis, id);
  const own = reader.plan.ranks.filter((_, place) => (cumulative ? place <= rank : place === rank));
  return total(own.map((one) => Fraction.of(shares.byRank[one.id] ?? "0")));
}

export function awardClaims(reader: Reader, bonus: Bonus, source: SourceOf<"milestone">, memory: Memory): Claim[] {
  const { ranks } = reader.plan;
  const window = source.outOf ?? source.instalments;
  const table = bonus.rate && "byRank" in bonus.rate ? bonus.rate.byRank : {};
  return reader.company.people.flatMap(({ id }) => {
    const key = (rank: string) => `${bonus.id}|${id}|${rank}`;
    const isOpen = !reader.isRemoved(id) && reader.holds(bonus.gate, id);
    const fresh = ranks.filter((rank, place) => {
      const isReached = isOpen && place <= reader.qualified(id);
      return isReached && Fraction.of(table[rank.id] ?? "0").n !== 0n && !memory.awards.has(key(rank.id));
    });
    return ranks.flatMap((rank, place): Claim[] => {
      const before = memory.awards.get(key(rank.id));
      if (!before && !fresh.includes(rank)) return [];
      if (reader.isRemoved(id)) {
        memory.awards.set(key(rank.id), { paid: before?.paid ?? 0, closes: window });
        return [];
      }
      if (!before && source.skipped === "payHighest" && rank !== fresh.at(-1)) {
        memory.awards.set(key(rank.id), { paid: source.instalments, closes: window });
        return [];
      }
      const { paid, closes } = before ?? { paid: 0, closes: 0 };
      if (paid >= source.instalments || closes >= window) return [];
      const isDue = !before || (isOpen && reader.rank("paidAs", id) >= place);
      memory.awards.set(key(rank.id), { paid: isDue ? paid + 1 : paid, closes: closes + 1 });
      const amount = cents(reader, table[rank.id] ?? "0").over(new Fraction(BigInt(source.instalments)));
      return isDue ? [single(id, `rank:${rank.id}:${paid + 1}`, amount)] : [];
    });
  });
}

export function tierClaims(reader: Reader, bonus: Bonus, { tiers }: SourceOf<"tiers">): Claim[] {
  return open(reader, bonus).flatMap((id) => {
    const held = tiers.map(({ when, amount }, index) => ({ index, amount, ok: reader.holds(when, id) }));
    const best = held.filter(({ ok }) => ok).at(-1);
    return best ? [single(id, `tier:${best.index}`, cents(reader, best.amount))] : [];
  });
}

export function partyClaims(reader: Reader, bonus: Bonus, source: SourceOf<"party">): Claim[] {
  return reader.company.parties.flatMap(({ id, host, bookings }) => {
    const isGone = reader.company.people.some((one) => one.id === host) && reader.isRemoved(host);
    const guests = reader.company.sales.filter(
      ({ party, customer, seller }) => party === id && (customer ?? seller) !== host,
    );
    const sold = total(guests.map(({ points }) => Fraction.of(points[source.volume] ?? "0")));
    const isEnough = sold.compare(Fraction.of(source.minSales)) >= 0 && bookings >= source.minBookings;
    if (isGone || !isEnough) return [];
    const peg = Fraction.of(reader.plan.volumes.find((one) => one.id === source.volume)?.peg ?? "1");
    const share = sold
      .times(peg)
      .times(rateOf(reader, bonus, host, 0))
      .times(cents(reader, "1"));
    const booked = cents(reader, source.perBooking).times(new Fraction(BigInt(bookings)));
    const amount = share.plus(booked);
    return amount.compare(ZERO) === 0 ? [] : [single(host, `party:${id}`, amount)];
  });
}
