import type { Instant } from "../time/instant.ts";
import { localDate, periodOf } from "../time/period.ts";
import type { PayoutPolicy } from "./payout-policy.ts";

/** A weekly cycle, named by the day it begins on in the company's zone. */
export interface PayoutCycle {
  /** `2026-03-20` */
  readonly id: string;
  /** Its first instant: the due time of the batch. */
  readonly at: Instant;
  /** When the next one begins. */
  readonly nextAt: Instant;
}

/** The cycle that is running at an instant. */
export function payoutCycleAt(at: Instant, { weekday }: Pick<PayoutPolicy, "weekday">, zone: string): PayoutCycle {
  const { start, end } = periodOf({ id: "payout", every: "week", weekStart: weekday }, at, zone);
  return { id: localDate(start, zone), at: start, nextAt: end };
}
