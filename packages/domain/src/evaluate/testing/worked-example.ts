import type { PlanVersion } from "../../plan/plan-version.ts";
import type { Story } from "./build-facts.ts";

/** The plan of the worked example: live fast start and monthly unilevel in Berlin. */
export const EXAMPLE: PlanVersion = {
  schema: 1,
  planId: "example",
  version: 1,
  label: "Example",
  effectiveFrom: "2026-01-01",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  minorDigits: 2,
  trees: [{ id: "sponsor", label: "Sponsor", kind: "sponsor" }],
  rankTree: "sponsor",
  periods: [{ id: "month", every: "month", cutoffDays: 7 }],
  basePeriod: "month",
  volumes: [
    { id: "pv", label: "PV", kind: "points", customers: true, peg: "1" },
    { id: "cv", label: "CV", kind: "points", customers: true, peg: "1" },
  ],
  metrics: [
    { id: "own2", label: "own PV of two months", kind: "own", volume: "pv", period: "month", periods: 2 },
    { id: "gv", label: "GV", kind: "group", volume: "pv", tree: "sponsor", period: "month", includeSelf: true },
  ],
  conditions: [{ id: "is_active", label: "active", when: { metric: "own2", atLeast: "50" } }],
  active: "is_active",
  ranks: [
    { id: "member", label: "Member", when: { always: true } },
    { id: "builder", label: "Builder", when: { all: [{ ref: "is_active" }, { metric: "gv", atLeast: "400" }] } },
    {
      id: "leader",
      label: "Leader",
      when: {
        all: [
          { ref: "is_active" },
          { metric: "gv", atLeast: "600" },
          {
            count: { legs: { tree: "sponsor", at: "somewhere", where: { rank: "builder", basis: "qualified" } } },
            atLeast: 2,
          },
        ],
      },
    },
  ],
  rankPolicy: { title: "lifetime", gracePeriods: 0, announce: "provisional" },
  bonuses: [
    {
      id: "fast",
      label: "Fast start",
      when: { live: true },
      source: { kind: "orders", volume: "cv", of: "own", withinDaysOfJoin: 60 },
      gate: { ref: "is_active", at: "lastClosed" },
      walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none" },
      rate: { unit: "share", byLevel: ["0.20", "0.10", "0.05"] },
      rankAt: { basis: "paidAs", at: "lastClosed" },
      settle: { as: "cash", holdDays: 14 },
    },
    {
      id: "uni",
      label: "Unilevel",
      when: { close: "month" },
      source: { kind: "orders", volume: "cv", of: "both" },
      gate: { ref: "is_active" },
      walk: {
        to: "upline",
        tree: "sponsor",
        payFrom: 1,
        levels: 3,
        compress: "skipInactive",
        unlock: { byRank: { member: 1, builder: 3, leader: 3 } },
      },
      rate: { unit: "share", byLevel: ["0.05", "0.04", "0.03"] },
      rankAt: { basis: "paidAs", at: "this" },
      settle: { as: "cash", holdDays: 0 },
    },
  ],
  limits: [],
  carryOver: [],
  policies: {
    orderEffective: "payment",
    refund: "inRefundPeriod",
    moves: "asOfOrder",
    windowVersion: "join",
    correction: "cascade",
    rounding: "halfAwayFromZero",
    minNoticeDays: 7,
  },
};

/** June of the worked example: A over B and C, D and E under B, F under C, G under D since 1 June. */
export const JUNE: Story = {
  period: "month:2026-06-01",
  people: [
    { id: "dst_A", sponsor: null },
    { id: "dst_B", sponsor: "dst_A" },
    { id: "dst_C", sponsor: "dst_A" },
    { id: "dst_D", sponsor: "dst_B" },
    { id: "dst_E", sponsor: "dst_B" },
    { id: "dst_F", sponsor: "dst_C" },
    { id: "dst_G", sponsor: "dst_D", joined: "2026-06-01T08:00:00Z" },
  ],
  orders: [
    { id: "o1", of: "dst_G", at: "2026-06-03T08:00:00Z", volumes: { pv: "200", cv: "160.10" } },
    { id: "o2", of: "dst_D", customer: "cus_1", at: "2026-06-10T08:00:00Z", volumes: { pv: "300", cv: "240.30" } },
    { id: "o3", of: "dst_C", at: "2026-06-15T08:00:00Z", volumes: { pv: "100", cv: "80.50" } },
  ],
  closed: [
    {
      period: "month:2026-04-01",
      closedAt: "2026-05-08T08:00:00Z",
      people: { dst_A: { active: true }, dst_B: {}, dst_C: {}, dst_D: { active: true }, dst_E: {}, dst_F: {} },
    },
    {
      period: "month:2026-05-01",
      closedAt: "2026-06-08T08:00:00Z",
      people: {
        dst_A: { active: true, volumes: { pv: 12_000n } },
        dst_B: {},
        dst_C: {},
        dst_D: {},
        dst_E: { active: true, volumes: { pv: 6_000n } },
        dst_F: {},
      },
    },
  ],
};
