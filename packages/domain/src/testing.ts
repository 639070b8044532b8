import fc from "fast-check";
import { inject } from "vitest";
import { type Edge, edgeIndex } from "./genealogy/edges.ts";
import { CURRENCIES } from "./money/currency.ts";
import { type Exact, exact, type Rounding } from "./money/exact.ts";
import { type Money, money } from "./money/money.ts";
import { type Instant, instant } from "./time/instant.ts";

export { BAD_PLANS } from "./plan/testing/bad-plans.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How often a law is tried: vitest.config.ts says it, more often for `npm run test:deep`. */
    runs: number;
  }
}

/** How often a law is tried. */
export const RUNS = { numRuns: inject("runs") };

/** How often a thousand tries must at least have met what a law is about; few tries, as for mutants, need not meet it. */
export function atLeast(perThousand: number): number {
  return RUNS.numRuns < 1_000 ? 0 : perThousand;
}

export const anyRounding = fc.constantFrom<Rounding>("halfAwayFromZero", "halfEven");

/** Halves, thirds, sevenths of small numbers: where ties and remainders are. */
export const anyAwkwardExact: fc.Arbitrary<Exact> = fc
  .tuple(fc.bigInt(-20n, 20n), fc.constantFrom(1n, 2n, 3n, 7n))
  .map(([n, d]) => exact(n, d));

/** Exact values of the size of real amounts, with denominators as rates make them. */
export const anyExact: fc.Arbitrary<Exact> = fc
  .tuple(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 8n))
  .map(([n, d]) => exact(n, d));

export const anyCurrency = fc.constantFrom(...CURRENCIES);

/** 1970 to 2100, to the millisecond. */
export const anyInstant: fc.Arbitrary<Instant> = fc.integer({ min: 0, max: 4_102_444_800_000 }).map(instant);

export const anyMoney: fc.Arbitrary<Money> = fc
  .tuple(fc.bigInt(-999_999_999_999n, 999_999_999_999n), anyCurrency)
  .map(([minor, code]) => money(minor, code));

/** Zones with summer time, without it, with half hours, and with midnights that do not exist. */
export const anyZone = fc.constantFrom(
  "UTC",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Europe/Vienna",
  "Pacific/Apia",
);

/** `dst_000`, `dst_001`, …: names whose order is the order of joining. */
export function nthDistributor(n: number): `dst_${string}` {
  return `dst_${String(n).padStart(3, "0")}`;
}

/** A tree of 1 to `most` people: the parent of each is an earlier one or nobody; join order is id order. */
export function anyParents(most = 40): fc.Arbitrary<(number | null)[]> {
  return fc
    .array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: most })
    .map((picks) => picks.map(([pick, top], n) => (n === 0 || top === 0 ? null : pick % n)));
}

/** Sponsor edges of such parents, all from one moment on. */
export function edgesOf(parents: readonly (number | null)[], from: Instant): Edge[] {
  return parents.map((parent, n) => ({
    distributor: nthDistributor(n),
    parent: parent === null ? null : nthDistributor(parent),
    slot: null,
    from,
    seq: n + 1,
  }));
}

/** The same, indexed. */
export function indexOf(parents: readonly (number | null)[], from: Instant) {
  return edgeIndex(edgesOf(parents, from));
}
