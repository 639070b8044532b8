// The public face of the domain: one line per file, in the order of the folders.

export * from "./commission/payment-outcome.ts";
export * from "./delivery/inbox-state.ts";
export * from "./errors/domain-error.ts";
export * from "./evaluate/facts.ts";
export * from "./evaluate/reason.ts";
export * from "./ids/ids.ts";
export * from "./money/currency.ts";
export * from "./money/exact.ts";
export * from "./money/money.ts";
export * from "./money/rate.ts";
export * from "./money/settle.ts";
export * from "./payment/facts.ts";
export * from "./payment/fold.ts";
export * from "./plan/plan-version.ts";
export * from "./time/clock.ts";
export * from "./time/instant.ts";
export * from "./time/period.ts";
export * from "./volume/volume.ts";
