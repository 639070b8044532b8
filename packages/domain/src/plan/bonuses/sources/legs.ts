import { least } from "../../../money/least.ts";

/** Unmatched volume of one close, hundredths; a negative one is a debt. */
export interface LotOf {
  readonly close: number;
  readonly quantity: bigint;
}

/** One leg: its lots, oldest first, at most one of them negative. */
export type Leg = readonly LotOf[];

export function sumOf(leg: Leg): bigint {
  return leg.reduce((sum, { quantity }) => sum + quantity, 0n);
}

/** New volume: a debt is repaid first; what is taken back comes from the newest lots, and the rest becomes the debt. */
export function addTo(leg: Leg, close: number, quantity: bigint): Leg {
  if (quantity === 0n) return leg;
  if (quantity > 0n) {
    const debt = leg.find((lot) => lot.quantity < 0n);
    if (!debt) return [...leg, { close, quantity }];
    const rest = debt.quantity + quantity;
    const others = leg.filter((lot) => lot !== debt);
    if (rest === 0n) return others;
    return rest < 0n ? [...others, { ...debt, quantity: rest }] : [...others, { close, quantity: rest }];
  }
  const [kept, left] = takeNewest(leg, -quantity);
  if (left === 0n) return kept;
  const debt = kept.find((lot) => lot.quantity < 0n);
  if (!debt) return [...kept, { close, quantity: -left }];
  return kept.map((lot) => (lot === debt ? { ...lot, quantity: lot.quantity - left } : lot));
}

/** Drops positive lots from the close that is `expireAfter` closes back, and everything older. */
export function expired(leg: Leg, close: number, expireAfter: number | undefined): Leg {
  if (expireAfter === undefined) return leg;
  return leg.filter((lot) => lot.quantity < 0n || lot.close > close - expireAfter);
}

/** What was matched leaves from the oldest lots on. */
export function consume(leg: Leg, quantity: bigint): Leg {
  let left = quantity;
  const kept: LotOf[] = [];
  for (const lot of leg) {
    if (lot.quantity <= 0n || left === 0n) {
      kept.push(lot);
      continue;
    }
    const taken = least(lot.quantity, left);
    left -= taken;
    if (lot.quantity > taken) kept.push({ ...lot, quantity: lot.quantity - taken });
  }
  return kept;
}

/** Brings the leg down to the carry cap from the newest lot on. */
export function capped(leg: Leg, most: bigint | null): Leg {
  const over = most === null ? 0n : sumOf(leg) - most;
  return over > 0n ? takeNewest(leg, over)[0] : leg;
}

/** Debts alone: what a flush leaves. */
export function debtsOf(leg: Leg): Leg {
  return leg.filter(({ quantity }) => quantity < 0n);
}

function takeNewest(leg: Leg, quantity: bigint): [Leg, bigint] {
  let left = quantity;
  const kept: LotOf[] = [];
  for (const lot of leg.toReversed()) {
    if (lot.quantity <= 0n || left === 0n) {
      kept.unshift(lot);
      continue;
    }
    const taken = least(lot.quantity, left);
    left -= taken;
    if (lot.quantity > taken) kept.unshift({ ...lot, quantity: lot.quantity - taken });
  }
  return [kept, left];
}
