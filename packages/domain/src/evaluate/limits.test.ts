import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
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

describe("limits and rounding", () => {
  const story: Story = { period: MONTH, people: LINE, orders: [order("o1", "b", "100"), order("o2", "c", "300")] };
  const uni = (change: Partial<Bonus>) =>
    paid(planWith({ ...always, ...change }), story).filter((line) => line.startsWith("uni"));

  it("cuts each line to the limit per source", () => {
    expect(uni({ limit: { perSource: "6.00" } })).toEqual([
      "uni a mem:b 0 1 = 500",
      "uni a mem:c 0 2 = 600",
      "uni b mem:c 0 1 = 600",
    ]);
  });

  it("brings an earner down to his limit and shares it out to the last cent", () => {
    expect(uni({ limit: { perEarner: { flat: "10.00" } } })).toEqual([
      "uni a mem:b 0 1 = 294",
      "uni a mem:c 0 2 = 706",
      "uni b mem:c 0 1 = 1000",
    ]);
  });

  it("cuts an earner at the first cent above his limit and not before", () => {
    const ofB = (flat: string) => uni({ limit: { perEarner: { flat } } }).filter((line) => line.startsWith("uni b"));
    expect(ofB("14.99")).toEqual(["uni b mem:c 0 1 = 1499"]);
    expect(ofB("15.00")).toEqual(["uni b mem:c 0 1 = 1500"]);
  });

  it("pays an amount per point where the rate is one", () => {
    expect(uni({ rate: { unit: "amount", byLevel: ["0.02", "0.01", "0.005"] } })).toEqual([
      "uni a mem:b 0 1 = 200",
      "uni a mem:c 0 2 = 300",
      "uni b mem:c 0 1 = 600",
    ]);
  });

  it("multiplies volume by its peg", () => {
    const pegged = { ...EXAMPLE, volumes: EXAMPLE.volumes.map((volume) => ({ ...volume, peg: "0.5" })) };
    expect(paid(planWith(always, pegged), story)).toContain("uni b mem:c 0 1 = 750");
  });

  it("rounds half to even where the plan says so", () => {
    const plan = planWith(always, { ...EXAMPLE, policies: { ...EXAMPLE.policies, rounding: "halfEven" } });
    const one: Story = { period: MONTH, people: LINE.slice(0, 2), orders: [order("o1", "b", "0.90")] };
    expect(paid(plan, one)).toEqual(["uni a mem:b 0 1 = 4"]);
    expect(paid(planWith(always), one)).toEqual(["uni a mem:b 0 1 = 5"]);
  });

  it("pays a margin as it is, and takes its share back with the refund", () => {
    const margin: Bonus = {
      ...(EXAMPLE.bonuses[0] as Bonus),
      source: { kind: "margin", of: "customers" },
      gate: { status: "notTerminated" },
      walk: { to: "self" },
      rate: { unit: "share", flat: "1" },
    };
    const sale = { ...order("o1", "b", "10"), customer: "k", margin: 1_999n };
    const back = { id: "r1", order: "o1", at: "2026-06-20T10:00:00Z", volumes: { cv: "5" }, margin: 1_000n };
    expect(paid({ ...EXAMPLE, bonuses: [margin] }, { ...story, orders: [sale], refunds: [back] })).toEqual([
      "fast b ord:o1 0 0 = 1999",
      "fast b ref:r1 0 0 = -1000",
    ]);
  });
});

describe("refunds in the month of the order", () => {
  const story: Story = { period: MONTH, people: LINE, orders: [order("o1", "b", "100"), order("o2", "b", "50")] };
  const back = (id: string, of: string, cv: string) => ({
    id,
    order: of,
    at: "2026-06-20T10:00:00Z",
    volumes: { pv: cv, cv },
  });

  it("lower the base of a closing bonus, and leave no line of what is wholly taken back", () => {
    expect(paid(planWith(always), { ...story, refunds: [back("r1", "o1", "40")] })).toEqual(["uni a mem:b 0 1 = 550"]);
    const all: Story = { ...story, refunds: [back("r1", "o1", "100"), back("r2", "o2", "50")] };
    expect(paid(planWith(always), all)).toEqual([]);
    const question = { distributorId: "a", bonusId: "uni", orderId: "o1" };
    expect(whyNot(planWith(always), factsOf(EXAMPLE, all), EMPTY_STATE, question)?.code).toBe("reversed");
  });

  it("take the volume out of activity and ranks of the same month", () => {
    const { ranks } = evaluate(
      EXAMPLE,
      factsOf(EXAMPLE, { ...story, refunds: [back("r1", "o1", "100.00")] }),
      EMPTY_STATE,
    );
    expect([ranks.b?.active, ranks.b?.volumes.pv, ranks.a?.metrics.gv]).toEqual([true, 5_000n, 5_000n]);
  });
});
