import { epochMs, type Instant, plusMs } from "../time/instant.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DELAYS_MS = [10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS];
const LAST_DELAY_MS = 15 * MINUTE_MS;
/** How often a provider has to say that it does not know a payment before it is sent once more, with the same key. */
export const NOT_FOUND_BEFORE_RESEND = 2;

/** When a provider is asked again. @param asked  how often it was asked since the last call */
export function nextAskAt(from: Instant, asked: number): Instant {
  return plusMs(from, DELAYS_MS[asked] ?? LAST_DELAY_MS);
}

export interface Unanswered {
  /** The call that had no clear answer. */
  readonly calledAt: Instant;
  /** How often the provider said since then that it does not know the payment, this time included. */
  readonly notFound: number;
}

/** Whether a payment that the provider does not know may be sent once more: asked twice, and not too early to be seen. */
export function mayResend({ calledAt, notFound }: Unanswered, now: Instant, visibilityMs: number): boolean {
  return notFound >= NOT_FOUND_BEFORE_RESEND && epochMs(now) - epochMs(calledAt) >= visibilityMs;
}
