import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { comparing } from "./compare.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE, type State } from "./facts.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { planWith } from "./testing/random-story.ts";
import { EXAMPLE } from "./testing/worked-example.ts";
import { whyNot } from "./why-not.ts";

const MONTH = "month:2026-06-01";
const at = "2026-06-10T10:00:00Z";
const LINE: Story["people"] = [
  { id: "a", sponsor: null },
  { id: "b", sponsor: "a" },
  { id: "c", sponsor: "b" },
];
const always: Partial<Bonus> = {
  gate: { always: true },
  walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none" },
};
const order = (id: string, of: string, cv: string) => ({ id, of, at, volumes: { pv: cv, cv } });

/** "bonus earner source segment level = minor", one per line. */
function paid(plan: PlanVersion, story: Story, opening: State = EMPTY_STATE): string[] {
  return evaluate(plan, factsOf(plan, story), opening).lines.map(
    ({ bonusId, earnerId, sourceKey, segment, level, minor }) => {
      return `${bonusId} ${earnerId} ${sourceKey} ${segment} ${level} = ${minor}`;
    },
  );
}

describe("the demo plan", () => {
  const plan = meadowAndOak(3);
  const people: Story["people"] = [
    { id: "a", sponsor: null },
    { id: "b", sponsor: "a", joined: "2026-05-20T10:00:00Z" },
  ];
  const orders = [
    { ...order("o1", "b", "100"), customer: "cus_1" },
    order("o2", "b", "60"),
    order("o3", "a", "100"),
    { ...order("o4", "a", "10"), customer: "cus_2" },
  ];

  it("pays retail and fast start at once, and unilevel on what fast start did not take", () => {
    expect(paid(plan, { period: MONTH, people, orders })).toEqual([
      "retail_bonus a ord:o4 0 0 = 250",
      "retail_bonus b ord:o1 0 0 = 2500",
      "fast_start a ord:o2 0 1 = 1200",
      "unilevel a mem:b 0 1 = 500",
    ]);
  });

  it("opens levels by rank: a Seed is paid on one level, a Leaf on three", () => {
    const chain: Story["people"] = [..."abcde"].map((id, n) => ({
      id,
      sponsor: n === 0 ? null : ("abcde"[n - 1] ?? null),
    }));
    const active = [..."abcde"].map((id) => order(`o_${id}`, id, "100"));
    const lines = (extra: Story["orders"]) =>
      paid(plan, { period: MONTH, people: chain, orders: [...active, ...(extra ?? [])] }).filter((line) =>
        line.includes("unilevel a"),
      );
    expect(lines([])).toEqual(["unilevel a mem:b 0 1 = 500", "unilevel a mem:c 0 2 = 500"]);
    const customer = { ...order("o_x", "a", "1"), customer: "cus_1" };
    expect(lines([customer])).toEqual([
      "unilevel a mem:b 0 1 = 500",
      "unilevel a mem:c 0 2 = 500",
      "unilevel a mem:d 0 3 = 400",
    ]);
  });

  it("compares a draft with the version in force by bonus, person, and rank", () => {
    const chain: Story["people"] = [..."abc"].map((id, n) => ({
      id,
      sponsor: n === 0 ? null : ("abc"[n - 1] ?? null),
    }));
    const bought = [
      order("o1", "a", "100"),
      order("o2", "b", "100"),
      order("o3", "c", "300"),
      { ...order("o4", "a", "1"), customer: "k" },
    ];
    const story: Story = { period: MONTH, people: chain, orders: bought };
    const run = (version: 3 | 4) => {
      const own = meadowAndOak(version, "2026-06-01");
      return evaluate(own, factsOf(own, story), EMPTY_STATE);
    };
    const side = comparing(plan.ranks.map(({ id }) => id));
    side.add(run(3), run(4));
    const comparison = side.result();
    expect(comparison.totals.map(({ bonusId, before, after }) => [bonusId, before, after])).toEqual([
      ["retail_bonus", 25n, 25n],
      ["unilevel", 3500n, 3800n],
    ]);
    expect(comparison.winners).toEqual([{ distributorId: "a", before: 2025n, after: 2325n, change: 300n }]);
    expect([comparison.losers, comparison.risers, comparison.fallers]).toEqual([[], [], []]);
  });
});

describe("versions, lateness, and windows", () => {
  const story: Story = {
    period: "month:2026-07-01",
    people: [
      { id: "a", sponsor: null },
      { id: "b", sponsor: "a", joined: "2026-06-20T10:00:00Z" },
    ],
    orders: [{ ...order("o1", "b", "100"), at: "2026-07-05T10:00:00Z" }],
  };
  const [v1, v2] = [meadowAndOak(1, "2026-01-01"), meadowAndOak(2, "2026-07-01")];

  it("keeps the version of the join for a join window, and names it in the line", () => {
    const facts = factsOf(v2, { ...story, versions: [v1] });
    const [line] = evaluate(v2, facts, EMPTY_STATE).lines;
    expect([line?.minor, line?.planVersion, line?.key.split("|")[2]]).toEqual([1500n, 1, "1"]);
    const byOrder = { ...v2, policies: { ...v2.policies, windowVersion: "order" as const } };
    expect(evaluate(byOrder, facts, EMPTY_STATE).lines[0]?.minor).toBe(2000n);
  });

  it("treats a late order as of its own instant for live bonuses and as of the first instant for the close", () => {
    const late: Story = {
      period: "month:2026-07-01",
      people: LINE,
      moves: [{ id: "c", to: "a", at: "2026-06-20T10:00:00Z" }],
      orders: [{ ...order("o1", "c", "100"), at: "2026-06-10T10:00:00Z" }],
      closed: [],
    };
    const live = planWith(always, {
      ...EXAMPLE,
      bonuses: EXAMPLE.bonuses.map((bonus) =>
        bonus.id === "fast" ? { ...bonus, source: { kind: "orders", volume: "cv", of: "both" } } : bonus,
      ),
    });
    expect(paid(live, late)).toEqual(["fast a ord:o1 0 2 = 1000", "fast b ord:o1 0 1 = 2000", "uni a mem:c 0 1 = 500"]);
    const { problems } = evaluate(live, factsOf(live, late), EMPTY_STATE);
    expect(problems.map(({ code }) => code)).toEqual(["order_late"]);
  });
});

describe("moves inside the period", () => {
  const story: Story = {
    period: MONTH,
    people: [...LINE, { id: "d", sponsor: "c" }],
    moves: [{ id: "c", to: "a", at: "2026-06-15T10:00:00Z" }],
    orders: [order("o1", "d", "100"), { ...order("o2", "d", "40"), at: "2026-06-16T10:00:00Z" }],
  };

  it("N14: pays each order along its own path, one segment per path, and leaves accrued volume with the old upline", () => {
    const plan = planWith(always);
    expect(paid(plan, story).filter((line) => line.startsWith("uni"))).toEqual([
      "uni a mem:d 0 3 = 300",
      "uni a mem:d 1 2 = 160",
      "uni b mem:d 0 2 = 400",
      "uni c mem:d 0 1 = 500",
      "uni c mem:d 1 1 = 200",
    ]);
    const gv = (id: string) => evaluate(plan, factsOf(plan, story), EMPTY_STATE).metrics[id]?.gv;
    expect(["a", "b", "c", "d"].map(gv)).toEqual([14_000n, 10_000n, 14_000n, 14_000n]);
  });

  it("N14: a refund after the move takes the volume from the old upline", () => {
    const july: Story = {
      ...story,
      period: "month:2026-07-01",
      orders: [],
      past: { orders: story.orders ?? [] },
      refunds: [{ id: "r1", order: "o1", at: "2026-07-02T10:00:00Z", volumes: { pv: "100", cv: "100" } }],
    };
    const { metrics } = evaluate(EXAMPLE, factsOf(EXAMPLE, july), EMPTY_STATE);
    expect(["a", "b", "c", "d"].map((id) => metrics[id]?.gv)).toEqual([-10_000n, -10_000n, -10_000n, -10_000n]);
  });

  it("has one epoch, the last tree, when orders follow the close", () => {
    const plan = planWith(always, { ...EXAMPLE, policies: { ...EXAMPLE.policies, moves: "asOfClose" } });
    expect(paid(plan, story).filter((line) => line.startsWith("uni"))).toEqual([
      "uni a mem:d 0 2 = 560",
      "uni c mem:d 0 1 = 700",
    ]);
  });

  it("tells somebody who came above an order later that it was not his line then", () => {
    const moved: Story = {
      ...story,
      moves: [
        { id: "c", to: "a", at: "2026-06-05T10:00:00Z" },
        { id: "c", to: "b", at: "2026-06-20T10:00:00Z" },
      ],
    };
    const ask = (distributorId: string) =>
      whyNot(EXAMPLE, factsOf(EXAMPLE, moved), EMPTY_STATE, { distributorId, bonusId: "uni", orderId: "o1" })?.code;
    expect([ask("b"), ask("a"), ask("zzz")]).toEqual(["not_your_line_then", "not_active", "not_in_upline"]);
  });
});

describe("running ranks", () => {
  it("hands titles and held ranks on from close to close", () => {
    const plan = { ...EXAMPLE, rankPolicy: { ...EXAMPLE.rankPolicy, gracePeriods: 1 } };
    const strong: Story = { period: MONTH, people: LINE, orders: [order("o1", "a", "500")] };
    const june = evaluate(plan, factsOf(plan, strong), EMPTY_STATE);
    const quiet = (period: string, opening: State) =>
      evaluate(plan, factsOf(plan, { ...strong, period, orders: [] }), opening);
    const july = quiet("month:2026-07-01", june.closing);
    const august = quiet("month:2026-08-01", july.closing);
    const of = ({ ranks }: typeof june) => [ranks.a?.qualified, ranks.a?.paidAs, ranks.a?.title];
    expect([of(june), of(july), of(august)]).toEqual([
      ["builder", "builder", "builder"],
      ["member", "builder", "builder"],
      ["member", "member", "builder"],
    ]);
  });

  it("a grant holds while it is in force at the last instant, and never helps the ladder of the upline", () => {
    const grants = [{ id: "b", rank: "builder", basis: "paidAs", at, until: "2026-07-10T00:00:00Z" }] as const;
    const { ranks } = evaluate(EXAMPLE, factsOf(EXAMPLE, { period: MONTH, people: LINE, grants }), EMPTY_STATE);
    expect([ranks.b?.qualified, ranks.b?.paidAs, ranks.b?.title]).toEqual(["member", "builder", "member"]);
  });
});
