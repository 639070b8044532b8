import type { Bonus, PlanVersion } from "../../plan/plan-version.ts";
import type { Story } from "./build-facts.ts";
import { EXAMPLE } from "./worked-example.ts";

const SPONSOR: Bonus["walk"] = { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none" };
export const GRID: Bonus["walk"] = { ...SPONSOR, tree: "grid", levels: 2 };

/** 20, 10, and 5 % of what somebody buys, up the sponsors, at once. */
export const FAST: Bonus = {
  id: "fast",
  label: "Fast",
  when: { live: true },
  source: { kind: "orders", volume: "cv", of: "own" },
  gate: { always: true },
  walk: SPONSOR,
  rate: { unit: "share", byLevel: ["0.20", "0.10", "0.05"] },
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 14 },
};

/** Half on level 1 and a quarter on level 2 of what was paid at once. */
export const MATCH: Bonus = {
  ...FAST,
  id: "match",
  source: { kind: "payouts", bonuses: ["fast"], base: "afterBonusCap" },
  walk: { ...SPONSOR, levels: 2 },
  rate: { unit: "share", byLevel: ["0.5", "0.25"] },
};

export const SECOND: Bonus = {
  ...MATCH,
  id: "second",
  source: { kind: "payouts", bonuses: ["match"], base: "afterBonusCap" },
};

/** The worked example with these bonuses and a placement tree. */
export function planOf(...bonuses: Bonus[]): PlanVersion {
  return { ...EXAMPLE, trees: [...EXAMPLE.trees, { id: "grid", label: "Grid", kind: "matrix", width: 3 }], bonuses };
}

/**
 * Sponsors: A over B over C over S and T. In the grid C is on top, A under C, S under A; B and T have no place.
 * S buys 100.30 CV twice: 20 % are 20.06, 10 % are 10.03, 5 % are 5.015.
 */
export const STORY: Story = {
  period: "month:2026-06-01",
  people: [
    { id: "dst_A", sponsor: null },
    { id: "dst_B", sponsor: "dst_A" },
    { id: "dst_C", sponsor: "dst_B" },
    { id: "dst_S", sponsor: "dst_C" },
    { id: "dst_T", sponsor: "dst_C" },
  ],
  places: [
    { tree: "grid", id: "dst_C", parent: null, slot: 0 },
    { tree: "grid", id: "dst_A", parent: "dst_C", slot: 0 },
    { tree: "grid", id: "dst_S", parent: "dst_A", slot: 1 },
  ],
  orders: [{ id: "o1", of: "dst_S", at: "2026-06-03T08:00:00Z", volumes: { cv: "100.30" } }],
};
