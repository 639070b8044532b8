import type { Expectation } from "./cases.ts";

/** What is compared with the promise of a case: the answers, the events behind them, and their payments. */
export interface Outcome {
  readonly statuses: readonly number[];
  readonly events: readonly { readonly type: string; readonly status: string }[];
  readonly payments: readonly {
    readonly status: string;
    readonly confirmEffects: number;
    readonly refundedMinor: bigint;
  }[];
  /** Postings of commission lines that these events caused. */
  readonly lines: number;
}

const STORED = { none: 0, one: 1, two: 2 } as const;
const CONFIRMS: readonly string[] = [
  "payment_intent.succeeded",
  "payment.succeeded",
  "payment.confirmed",
  "order.paid",
];

/**
 * Whether a run did what its case promised. It can be told once every event is settled: before that, what was promised
 * has not happened yet.
 */
export function fits({ status, stored, effect }: Expectation, outcome: Outcome): boolean {
  const areAnswersRight = outcome.statuses.length > 0 && outcome.statuses.every((got) => status.includes(got));
  return areAnswersRight && outcome.events.length === STORED[stored] && isEffect(effect, outcome);
}

function isEffect(effect: Expectation["effect"], { events, payments, lines }: Outcome): boolean {
  if (effect === "none") return lines === 0 && events.every(({ status }) => status === "ignored");
  const isDone = events.every(({ status }) => status === "processed");
  const confirms = events.some(({ type }) => CONFIRMS.includes(type));
  const isOnce = payments.every(({ confirmEffects }) => confirmEffects <= 1);
  const isConfirmed = !confirms || payments.some(({ confirmEffects }) => confirmEffects === 1);
  if (!isDone || !isOnce || !isConfirmed) return false;
  if (effect === "stays_paid") return payments.every(({ status }) => status !== "failed" && status !== "open");
  return effect !== "parked_then_both" || payments.some(({ refundedMinor }) => refundedMinor > 0n);
}
