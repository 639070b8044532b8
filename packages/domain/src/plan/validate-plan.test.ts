import { describe, expect, it } from "vitest";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import { instant } from "../time/instant.ts";
import { classify } from "./classify.ts";
import type { Bonus, Cond, PlanVersion } from "./plan-version.ts";
import { meadowAndOak } from "./templates/meadow-and-oak.ts";
import { errorsOf, validatePlan } from "./validate-plan.ts";

const [fast, uni] = EXAMPLE.bonuses as [Bonus, Bonus];
const upline = uni.walk as Extract<Bonus["walk"], { to: "upline" }>;
const withUni = (change: Partial<Bonus>): PlanVersion => ({ ...EXAMPLE, bonuses: [fast, { ...uni, ...change }] });
const withFast = (change: Partial<Bonus>): PlanVersion => ({ ...EXAMPLE, bonuses: [{ ...fast, ...change }, uni] });
const withRank = (when: PlanVersion["ranks"][number]["when"]): PlanVersion => ({
  ...EXAMPLE,
  ranks: [...EXAMPLE.ranks, { id: "top", label: "Top", when }],
});
const PLACED: PlanVersion = { ...EXAMPLE, trees: [...EXAMPLE.trees, { id: "legs", label: "Legs", kind: "binary" }] };
type Tree = PlanVersion["trees"][number];
const BINARY: Tree = { id: "seats", label: "Seats", kind: "binary" };
const matrix = (width: number): Tree => ({ id: "seats", label: "Seats", kind: "matrix", width });
const codes = (plan: unknown) => [...new Set(errorsOf(validatePlan(plan)).map(({ code }) => code))];

/** What an order cannot know: results of the period that it falls into. */
const LIVE_BY_THIS: Partial<Bonus>[] = [
  { rate: { unit: "share", byMetric: "gv", at: "this", mode: "whole", rows: [["1", "0.1"]] } },
  {
    walk: {
      to: "upline",
      tree: "sponsor",
      payFrom: 1,
      levels: 3,
      compress: "none",
      unlock: { byMetric: "gv", at: "this", rows: [["1", 3]] },
    },
  },
  {
    walk: { to: "generations", tree: "sponsor", boundary: "builder", edge: "starts", count: 3 },
    rankAt: { basis: "paidAs", at: "this" },
  },
];

describe("validatePlan", () => {
  it("finds no error in the worked example, and the double pay it has on purpose", () => {
    expect(validatePlan(EXAMPLE)).toEqual([
      { code: "double_pay", severity: "warning", path: "bonuses.1.source", values: { bonus: "uni", other: "fast" } },
    ]);
  });

  it.each([1, 2, 3, 4] as const)("finds no error in version %i of the demo plan", (version) => {
    expect(validatePlan(meadowAndOak(version)).map(({ code }) => code)).toEqual(["ladder_not_nested"]);
  });

  it.each<[string, unknown]>([
    ["schema_invalid", { ...EXAMPLE, colour: "green" }],
    ["schema_invalid", null],
    ["decimal_invalid", withUni({ rate: { unit: "share", byLevel: ["5%"] } })],
    ["decimal_invalid", withRank({ metric: "gv", atLeast: "100.005" })],
    ["id_duplicate", { ...EXAMPLE, ranks: [...EXAMPLE.ranks, ...EXAMPLE.ranks.slice(1, 2)] }],
    ["id_unknown", withRank({ metric: "no_such", atLeast: "1" })],
    ["id_unknown", withUni({ source: { kind: "orders", volume: "cv", of: "both", except: ["nothing"] } })],
    ["too_large", withUni({ walk: { ...upline, levels: 31 } })],
    ["currency_digits", withUni({ limit: { perSource: "1.005" } })],
    ["timezone_unknown", { ...EXAMPLE, timeZone: "Mars/Olympus" }],
    ["base_period_missing", { ...EXAMPLE, basePeriod: "week" }],
    ["effective_not_boundary", { ...EXAMPLE, effectiveFrom: "2026-01-15" }],
    ["tree_missing", { ...EXAMPLE, rankTree: "other" }],
    ["rank_ladder_empty", { ...EXAMPLE, ranks: [] }],
    ["rank_first_not_always", { ...EXAMPLE, ranks: EXAMPLE.ranks.slice(1) }],
    ["dependency_cycle", withRank({ rank: "builder", basis: "qualified" })],
    [
      "dependency_cycle",
      {
        ...EXAMPLE,
        conditions: [...EXAMPLE.conditions, { id: "self", label: "self", when: { not: { ref: "self" } } }],
      },
    ],
    [
      "active_uses_rank",
      { ...EXAMPLE, conditions: [{ id: "is_active", label: "active", when: { rank: "builder", basis: "paidAs" } }] },
    ],
    ["active_missing", { ...EXAMPLE, active: "nothing" }],
    ["where_only", withRank({ personallySponsored: true })],
    ["bonus_shape", withUni({ source: { kind: "margin", of: "both" } })],
    ["bonus_shape", { ...EXAMPLE, bonuses: [fast, { ...uni, rate: undefined }] }],
    ["live_needs_frozen_facts", withFast({ gate: { ref: "is_active" } })],
    [
      "live_needs_frozen_facts",
      withFast({ rate: { unit: "share", byRank: { member: "0.1" } }, rankAt: { basis: "paidAs", at: "this" } }),
    ],
    ...LIVE_BY_THIS.map((change): [string, PlanVersion] => ["live_needs_frozen_facts", withFast(change)]),
    ["live_limit", withFast({ limit: { perEarner: { flat: "5" } } })],
    ["rate_range", withUni({ rate: { unit: "share", byLevel: ["1.1", "0", "0"] } })],
    ["rate_range", withUni({ rate: { unit: "share", byLevel: ["-0.1", "0", "0"] } })],
    ["table_empty", withUni({ rate: { unit: "share", byRank: {} } })],
    ["levels_mismatch", withUni({ rate: { unit: "share", byLevel: ["0.05", "0.04"] } })],
    ["negative_amount", withUni({ limit: { perSource: "-1" } })],
    ["window_invalid", withFast({ source: { kind: "orders", volume: "cv", of: "own", withinDaysOfJoin: 9_999 } })],
    ["carry_map_invalid", { ...EXAMPLE, carryOver: [{ from: "old", to: "nothing" }] }],
  ])("refuses with %s", (code, plan) => {
    expect(codes(plan)).toContain(code);
  });

  it.each<[string, PlanVersion]>([
    ["second sponsor tree", { ...EXAMPLE, trees: [...EXAMPLE.trees, { id: "two", label: "Two", kind: "sponsor" }] }],
    ["sponsor tree enroller", { ...EXAMPLE, trees: [{ id: "enroller", label: "Enroller", kind: "sponsor" }] }],
    [
      "volume weight",
      {
        ...EXAMPLE,
        volumes: [...EXAMPLE.volumes, { id: "weight", label: "Weight", kind: "points", customers: false, peg: "1" }],
      },
    ],
    [
      "source custom",
      withUni({ source: { kind: "custom", calculator: "geometric", params: {} }, walk: { to: "self" } }),
    ],
    ["correction adjustmentLot", { ...EXAMPLE, policies: { ...EXAMPLE.policies, correction: "adjustmentLot" } }],
    [
      "orderEffective orderDate with numbered sales",
      {
        ...withUni({ source: { kind: "orders", volume: "cv", of: "both", firstOnly: true } }),
        policies: { ...EXAMPLE.policies, orderEffective: "orderDate" },
      },
    ],
  ])("names a kind whose facts no back office records: %s", (kind, plan) => {
    const found = validatePlan(plan, { recorded: "sales" }).filter(({ code }) => code === "kind_not_supported");
    expect(found.map(({ values }) => values.kind)).toContain(kind);
    expect(validatePlan(plan).map(({ values }) => values.kind)).not.toContain(kind);
  });

  it("lets a placement tree stand before the sponsor tree", () => {
    expect(errorsOf(validatePlan({ ...PLACED, trees: PLACED.trees.toReversed() }, { recorded: "sales" }))).toEqual([]);
  });

  it.each<[string, PlanVersion]>([
    ["a condition", withRank({ attribute: "car_contract", equals: "yes" })],
    ["an unlock", withUni({ walk: { ...upline, unlock: { byAttribute: "levels" } } })],
    [
      "shares",
      withUni({
        source: { kind: "fund", fund: { fixed: "100" }, shares: { byAttribute: "shares" } },
        walk: { to: "self" },
      }),
    ],
    [
      "coded sales",
      withUni({
        walk: { to: "coded", tree: "sponsor", attribute: "code" },
        rate: { unit: "amount", byPackage: { 100: "0.1" } },
      }),
    ],
    ["ranks of another tree", { ...PLACED, rankTree: "legs" }],
    ["another tree, at once", { ...PLACED, bonuses: [{ ...fast, walk: { ...upline, tree: "legs" } }, uni] }],
    [
      "sales that are passed up, at once",
      { ...EXAMPLE, bonuses: [{ ...fast, walk: { to: "passUp", tree: "sponsor", first: 2 } }, uni] },
    ],
    ["orders of their date", { ...EXAMPLE, policies: { ...EXAMPLE.policies, orderEffective: "orderDate" } }],
  ])("takes what a back office records of people and sales, in %s", (_, plan) => {
    const found = validatePlan(plan, { recorded: "sales" }).map(({ code }) => code);
    expect(found).not.toContain("kind_not_supported");
  });

  it("looks at the other versions and the clock", () => {
    const inForce = { ...EXAMPLE, version: 2, effectiveFrom: "2026-07-01" };
    const now = instant("2026-06-28T00:00:00Z");
    const with2 = (plan: PlanVersion) => validatePlan(plan, { versions: [inForce], now }).map(({ code }) => code);
    expect(with2({ ...EXAMPLE, version: 3, effectiveFrom: "2026-07-01" })).toContain("version_clash");
    expect(with2({ ...EXAMPLE, version: 3, effectiveFrom: "2026-07-01" })).toContain("effective_too_early");
    expect(with2({ ...EXAMPLE, version: 3, effectiveFrom: "2026-08-01" })).toEqual(["double_pay"]);
    expect(with2({ ...EXAMPLE, version: 3, effectiveFrom: "2026-07-01", erratumFor: 2 })).toEqual(["double_pay"]);
    expect(with2({ ...EXAMPLE, version: 3, effectiveFrom: "2026-08-01", erratumFor: 2 })).toContain("erratum_invalid");
  });

  it("asks for the notice of the version in force, not of one that is gone or still to come", () => {
    const version = (number: number, effectiveFrom: string, minNoticeDays: number): PlanVersion => {
      return { ...EXAMPLE, version: number, effectiveFrom, policies: { ...EXAMPLE.policies, minNoticeDays } };
    };
    const now = instant("2026-06-10T00:00:00Z");
    const early = (versions: PlanVersion[]) => {
      const found = validatePlan(version(9, "2026-07-01", 0), { versions, now });
      return found.filter(({ code }) => code === "effective_too_early").map(({ values }) => values.days);
    };
    const [gone, inForce, toCome] = [
      version(1, "2025-01-01", 90),
      version(2, "2026-03-01", 7),
      version(3, "2026-09-01", 60),
    ];
    expect(early([gone, toCome, inForce])).toEqual([]);
    expect(early([inForce, version(4, "2026-03-01", 30)])).toEqual(["30"]);
    expect(early([toCome])).toEqual(["60"]);
  });

  it("lets a ladder read the qualified rank of people under somebody, also through names, growth and counts", () => {
    const legs = (where: Cond): Cond => ({ count: { legs: { tree: "sponsor", at: "somewhere", where } }, atLeast: 1 });
    const named = { id: "builds", label: "builds", when: { rank: "builder", basis: "qualified" } } as const;
    const plan = (when: Cond): PlanVersion => ({ ...withRank(when), conditions: [...EXAMPLE.conditions, named] });
    expect(codes(plan(legs({ ref: "builds" })))).toEqual([]);
    expect(codes(plan({ ref: "builds", at: "lastClosed" }))).toEqual([]);
    expect(codes(plan({ ref: "builds" }))).toEqual(["dependency_cycle"]);
  });

  it.each<{ name: string; was: Tree; is: Tree; from?: string; code: string | null }>([
    { name: "fewer seats", was: matrix(3), is: matrix(2), code: "tree_narrowed" },
    { name: "more seats", was: matrix(3), is: matrix(4), code: null },
    { name: "the same seats", was: matrix(3), is: matrix(3), code: null },
    { name: "a binary that becomes a matrix", was: BINARY, is: matrix(3), code: "tree_kind_changed" },
    { name: "a matrix that becomes a binary", was: matrix(3), is: BINARY, code: "tree_kind_changed" },
    {
      name: "seats that a version to come takes away",
      was: matrix(2),
      is: matrix(3),
      from: "2027-01-01",
      code: "tree_narrowed",
    },
    { name: "fewer seats in a version to come", was: matrix(3), is: matrix(2), from: "2027-01-01", code: null },
    { name: "another tree", was: { ...matrix(3), id: "old" }, is: matrix(2), code: null },
  ])("keeps the seats that people hold: $name", ({ was, is, from = "2026-07-01", code }) => {
    const published = { ...EXAMPLE, version: 2, effectiveFrom: from, trees: [...EXAMPLE.trees, was] };
    const plan = { ...EXAMPLE, version: 3, effectiveFrom: "2026-08-01", trees: [...EXAMPLE.trees, is] };
    const found = errorsOf(validatePlan(plan, { versions: [published] }));
    expect(found.map((problem) => problem.code)).toEqual(code === null ? [] : [code]);
  });

  it("lists problems in one fixed order", () => {
    const plan = withUni({ rate: { unit: "share", byLevel: ["2"] }, limit: { perSource: "1.005" } });
    expect(validatePlan(plan).map(({ code }) => code)).toEqual([
      "currency_digits",
      "rate_range",
      "levels_mismatch",
      "payout_share_high",
      "double_pay",
    ]);
  });
});

describe("classify", () => {
  it("derives when a bonus becomes money", () => {
    expect(classify(EXAMPLE)).toEqual({ fast: "A", uni: "B" });
    expect(classify(withUni({ source: { kind: "fund", fund: { fixed: "1" }, shares: { byRank: {} } } }))).toMatchObject(
      { uni: "C" },
    );
    const shared: PlanVersion["limits"] = [
      { id: "cap", kind: "planShare", bonuses: ["uni"], period: "month", share: "0.5", of: "cv" },
    ];
    expect(classify({ ...EXAMPLE, limits: shared })).toMatchObject({ uni: "C" });
    const match = (id: string): Partial<Bonus> => ({
      source: { kind: "payouts", bonuses: [id], base: "afterBonusCap" },
    });
    expect([classify(withUni(match("fast"))).uni, classify(withUni(match("uni"))).uni]).toEqual(["B", "C"]);
    const legs = (max?: string): Partial<Bonus> => ({
      source: {
        kind: "legs",
        volume: "cv",
        tree: "sponsor",
        match: { percent: true },
        unqualified: { accrue: true, flush: false },
        carry: { capConsumes: "all", ...(max ? { max } : {}) },
      },
      gate: { ref: "is_active", at: "lastClosed" },
      rate: { unit: "share", flat: "0.1" },
    });
    expect([classify(withUni(legs())).uni, classify(withUni(legs("500"))).uni]).toEqual(["B'", "B"]);
  });
});
