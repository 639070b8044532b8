import type { Instant } from "../time/instant.ts";

/** One step by which money of the payment went back. */
export interface TakenBack {
  /** The refund's or dispute's id; `total:<minor>` for what is only known from a running total. */
  readonly ref: string;
  /** Minor units, always positive. */
  readonly amountMinor: bigint;
  readonly occurredAt: Instant;
  readonly cause: "refund" | "chargeback";
}

/** The canonical order of the steps: time, then refunds before chargebacks, then reference by code unit. */
export function byTime(a: TakenBack, b: TakenBack): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? -1 : 1;
  if (a.cause !== b.cause) return a.cause === "refund" ? -1 : 1;
  return a.ref === b.ref ? 0 : a.ref < b.ref ? -1 : 1;
}

/** The steps in their order, as far as the limit reaches. */
export function cutTo(limit: bigint, steps: readonly TakenBack[]): TakenBack[] {
  const kept: TakenBack[] = [];
  let left = limit;
  for (const step of [...steps].sort(byTime)) {
    if (left <= 0n || step.amountMinor <= 0n) continue;
    const isWhole = step.amountMinor <= left;
    kept.push(isWhole ? step : { ...step, amountMinor: left });
    left -= isWhole ? step.amountMinor : left;
  }
  return kept;
}

export function total(steps: readonly TakenBack[]): bigint {
  return steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
