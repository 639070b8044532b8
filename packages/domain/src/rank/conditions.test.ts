import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import type { CappedLegs } from "../plan/condition-schema.ts";
import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";
import {
  asClosed,
  type Columns,
  compile,
  definitionOf,
  hundredths,
  isRemoved,
  leaves,
  nothingClosed,
  rankIndex,
} from "./conditions.ts";

/** Who meets the condition in a company of a over b, c; b over d, e; d over f. */
function meets(when: Cond, change: Partial<Story> = {}, plan: Partial<PlanVersion> = {}): string {
  const own: PlanVersion = {
    ...EXAMPLE,
    metrics: [
      ...EXAMPLE.metrics,
      { id: "own1", label: "own", kind: "own", volume: "pv", period: "month" },
      {
        id: "below",
        label: "below",
        kind: "group",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        includeSelf: false,
      },
      {
        id: "two_levels",
        label: "two levels",
        kind: "group",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        includeSelf: true,
        maxDepth: 1,
      },
    ],
    ...plan,
  };
  const tested = { ...own, conditions: [...own.conditions, { id: "tested", label: "tested", when }] };
  const { ranks } = evaluate(tested, factsOf(tested, { ...COMPANY, ...change }), EMPTY_STATE);
  return Object.entries(ranks)
    .filter(([, { holds }]) => holds.includes("tested"))
    .map(([id]) => id)
    .join("");
}

const at = "2026-06-10T10:00:00Z";
const order = (of: string, pv: string, customer?: string) => {
  return {
    id: `o_${of}_${customer ?? "own"}_${pv}`,
    of,
    at,
    volumes: { pv, cv: pv },
    ...(customer ? { customer } : {}),
  };
};

const COMPANY: Story = {
  period: "month:2026-06-01",
  people: [
    { id: "a", sponsor: null },
    { id: "b", sponsor: "a" },
    { id: "c", sponsor: "a" },
    { id: "d", sponsor: "b" },
    { id: "e", sponsor: "b", joined: "2026-06-05T10:00:00Z" },
    { id: "f", sponsor: "d" },
  ],
  orders: [order("a", "60"), order("c", "10", "cus_1"), order("c", "5", "cus_2"), order("d", "410"), order("f", "70")],
};

const count = (of: CountCond, atLeast: number): Cond => ({ count: of, atLeast });
const cappedLegsOf = (required: string, maxShare = "1"): CappedLegs => ({
  ...{ volume: "pv", tree: "sponsor", period: "month", required, maxShare },
  ...{ capBase: "requirement", own: "none" },
});
const cappedLegs = (required: string, maxShare: string): Cond => ({ cappedLegs: cappedLegsOf(required, maxShare) });
const builder: Cond = { rank: "builder", basis: "qualified" };
const active: Cond = { ref: "is_active" };

describe("conditions", () => {
  it.each<[string, Cond, string]>([
    ["always", { always: true }, "abcdef"],
    ["all", { all: [active, { metric: "own1", atLeast: "70" }] }, "df"],
    [
      "any",
      {
        any: [
          { metric: "own1", atLeast: "400" },
          { metric: "own1", atLeast: "70" },
        ],
      },
      "df",
    ],
    ["not", { not: active }, "bce"],
    ["own volume with customers", { metric: "own1", atLeast: "15" }, "acdf"],
    ["a threshold to the hundredth", { metric: "own1", atLeast: "15.01" }, "adf"],
    ["group with oneself", { metric: "gv", atLeast: "480" }, "abd"],
    ["group without oneself", { metric: "below", atLeast: "480" }, "ab"],
    ["group to a depth", { metric: "two_levels", atLeast: "410" }, "bd"],
    ["good standing", { status: "good" }, "abcdef"],
    ["joined within 30 days of the end", { joinedWithinDays: 30 }, "e"],
    ["rank of the period", { rank: "builder", basis: "qualified" }, "ad"],
    ["legs with a rank somewhere", count({ legs: { tree: "sponsor", at: "somewhere", where: builder } }, 1), "ab"],
    ["legs with a rank on top", count({ legs: { tree: "sponsor", at: "top", where: builder } }, 1), "b"],
    ["legs within a depth", count({ legs: { tree: "sponsor", at: "somewhere", maxDepth: 1, where: builder } }, 1), "b"],
    [
      "two legs",
      count({ legs: { tree: "sponsor", at: "somewhere", where: { metric: "own1", atLeast: "15" } } }, 2),
      "a",
    ],
    ["members on a level", count({ members: { tree: "sponsor", from: 2, to: 2, where: active } }, 1), "ab"],
    [
      "members from a level on",
      count({ members: { tree: "sponsor", from: 2, to: "infinity", where: active } }, 2),
      "a",
    ],
    ["members to a level", count({ members: { tree: "sponsor", from: 1, to: 2, where: active } }, 2), "b"],
    ["all members", count({ members: { tree: "sponsor", from: 1, to: "infinity", where: { always: true } } }, 5), "a"],
    [
      "personally sponsored members",
      count(
        {
          members: {
            tree: "sponsor",
            from: 1,
            to: "infinity",
            where: { all: [{ personallySponsored: true }, active] },
          },
        },
        1,
      ),
      "bd",
    ],
    [
      "legs with somebody not personally sponsored",
      count(
        {
          legs: { tree: "sponsor", at: "somewhere", where: { all: [{ not: { personallySponsored: true } }, active] } },
        },
        1,
      ),
      "ab",
    ],
    ["four parts of which the third fails", { all: [active, { always: true }, { not: active }, active] }, ""],
    ["four parts of which the last fails", { all: [active, active, active, { metric: "own1", atLeast: "70" }] }, "df"],
    ["a single part", { all: [active] }, "adf"],
    ["capped legs, exactly enough", cappedLegs("50", "1"), "abd"],
    ["capped legs, a hundredth more than there is", cappedLegs("495.01", "1"), ""],
    ["capped legs, exactly what there is", cappedLegs("495", "1"), "a"],
    ["customers", count({ customers: { volume: "pv", atLeast: "0.01" } }, 2), "c"],
    ["customers with enough volume", count({ customers: { volume: "pv", atLeast: "10" } }, 1), "c"],
  ])("%s", (_, when, who) => {
    expect(meets(when)).toBe(who);
  });

  it("reads standing and attributes at the last instant of the period", () => {
    const statuses = [
      { id: "b", status: "terminated", at: "2026-06-20T10:00:00Z" },
      { id: "c", status: "suspended", at },
      { id: "d", status: "terminated", at: "2026-07-01T10:00:00Z" },
    ] as const;
    expect(meets({ status: "notTerminated" }, { statuses })).toBe("acdef");
    expect(meets({ status: "good" }, { statuses })).toBe("adef");
    const attributes = [
      { id: "a", key: "package", value: "gold", at },
      { id: "b", key: "package", value: "gold", at },
      { id: "b", key: "package", value: "none", at: "2026-06-20T10:00:00Z" },
    ];
    expect(meets({ attribute: "package", equals: "gold" }, { attributes })).toBe("a");
  });

  it("reads the newest closed period, of it the newest run; someone new counts as active of the lowest rank", () => {
    const closed: Story["closed"] = [
      {
        period: "month:2026-05-01",
        run: 2,
        closedAt: at,
        people: { a: {}, b: { active: true, metrics: { gv: 900n } }, c: {}, d: {} },
      },
      { period: "month:2026-05-01", run: 1, closedAt: at, people: { a: { active: true }, b: {}, c: {}, d: {} } },
      { period: "month:2026-04-01", closedAt: at, people: { c: { active: true } } },
    ];
    expect(meets({ ref: "is_active", at: "lastClosed" }, { closed })).toBe("bef");
    expect(meets({ metric: "gv", atLeast: "9", at: "lastClosed" }, { closed })).toBe("b");
    expect(meets({ rank: "member", basis: "paidAs", at: "lastClosed" }, { closed })).toBe("abcdef");
  });

  it("adds the own volume of earlier periods from their results", () => {
    const closed: Story["closed"] = [
      { period: "month:2026-05-01", closedAt: at, people: { b: { volumes: { pv: 5_000n } } } },
    ];
    expect(meets(active, { closed })).toBe("abdf");
  });

  it("counts in how many of the last periods a condition held", () => {
    const month = (n: number, who: string) => {
      const people = Object.fromEntries([...who].map((id) => [id, { active: true }]));
      return { period: `month:2026-0${n}-01`, closedAt: at, people };
    };
    const closed = [month(5, "ad"), month(4, "af"), month(3, "d")];
    expect(meets({ heldFor: "is_active", periods: 3 }, { closed })).toBe("a");
    expect(meets({ heldFor: "is_active", periods: 3, outOf: 4 }, { closed })).toBe("ad");
    expect(meets({ heldFor: "is_active", periods: 2, outOf: 3 }, { closed })).toBe("adf");
  });

  it("keeps a chain of 20,000 people in a loop, not on the stack", () => {
    const id = (n: number) => `p${String(n).padStart(5, "0")}`;
    const people = Array.from({ length: 20_000 }, (_, n) => ({ id: id(n), sponsor: n === 0 ? null : id(n - 1) }));
    const orders = [{ id: "o", of: id(19_999), at, volumes: { pv: "600", cv: "600" } }];
    const { metrics, lines } = evaluate(
      EXAMPLE,
      factsOf(EXAMPLE, { period: "month:2026-06-01", people, orders }),
      EMPTY_STATE,
    );
    expect(metrics[id(0)]?.gv).toBe(60_000n);
    expect(lines).toEqual([]);
  });
});

describe("parts of conditions", () => {
  it("asks somebody's sponsorship only where it is known", () => {
    const columns = { plan: EXAMPLE } as Columns<string>;
    expect(compile({ personallySponsored: true }, columns, true)("ann")).toBe(true);
    expect(compile({ personallySponsored: true }, columns, false)("ann")).toBe(false);
    expect(() => compile({ personallySponsored: true }, columns)).toThrow();
    expect(() => compile({ riddle: true } as never, columns, true)).toThrow();
  });

  it("finds every leaf, the ones behind a count included, and follows no name", () => {
    const seller: Cond = { metric: "own1", atLeast: "1" };
    const members: CountCond = { members: { tree: "sponsor", from: 1, to: 1, where: { not: builder } } };
    const customers: CountCond = { customers: { volume: "pv", atLeast: "1" } };
    const cond: Cond = { all: [active, { any: [seller, { not: count(members, 2) }] }, count(customers, 1)] };
    expect(leaves(cond)).toEqual([active, seller, count(members, 2), builder, count(customers, 1)]);
    const legs = count({ legs: { tree: "sponsor", at: "top", where: { all: [seller, builder] } } }, 1);
    expect(leaves(legs)).toEqual([legs, seller, builder]);
  });

  it("reads the closed period in every leaf that can", () => {
    const rank: Cond = { rank: "leader", basis: "title" };
    const volume: Cond = { metric: "own1", atLeast: "1" };
    const closed = (cond: Cond) => ({ ...cond, at: "lastClosed" });
    expect(asClosed({ all: [active, { any: [rank, { not: volume }] }, { status: "good" }] })).toEqual({
      all: [closed(active), { any: [closed(rank), { not: closed(volume) }] }, { status: "good" }],
    });
  });

  it("takes no parts for met, and knows no name that is not defined", () => {
    expect(compile({ all: [] }, { plan: EXAMPLE } as Columns<string>)("ann")).toBe(true);
    expect(() => definitionOf(EXAMPLE, "gone")).toThrow();
  });

  it("reads thresholds to the hundredth, and refuses finer ones", () => {
    expect(hundredths("12.34")).toBe(1234n);
    expect(() => hundredths("12.345")).toThrow();
  });

  it("knows the place of a rank, the lowest for one that this version does not have", () => {
    const at = (id: string) => rankIndex(EXAMPLE, id);
    expect([at("member"), at("builder"), at("leader"), at("gone")]).toEqual([0, 1, 2, 0]);
  });

  it("knows of nothing that was counted for whom no period has closed", () => {
    const none = nothingClosed({ plan: EXAMPLE } as Columns<string>);
    const legs: CountCond = { legs: { tree: "sponsor", at: "top", where: active } };
    expect([none.count(legs)("ann"), none.heldIn("is_active", 2)("ann")]).toEqual([0, 0]);
    expect(none.legs(legs)("ann")).toBeNull();
    expect(none.cappedLegs(cappedLegsOf("1"))("ann")).toEqual({ n: 0n, d: 1n });
  });

  it("takes the terminated and the merged for removed", () => {
    expect((["good", "suspended", "terminated", "merged"] as const).filter(isRemoved)).toEqual([
      "terminated",
      "merged",
    ]);
  });
});
