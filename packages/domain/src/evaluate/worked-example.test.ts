import { describe, expect, it } from "vitest";
import { rankCard } from "../rank/rank-card.ts";
import { evaluate } from "./evaluate.ts";
import { explainLine } from "./explain-line.ts";
import { EMPTY_STATE } from "./facts.ts";
import type { Evaluation } from "./outcome.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { EXAMPLE, JUNE } from "./testing/worked-example.ts";
import { inquiry, notPaidOf, whyNot } from "./why-not.ts";

const facts = factsOf(EXAMPLE, JUNE);
const june = evaluate(EXAMPLE, facts, EMPTY_STATE);

function amounts({ lines }: Evaluation): Record<string, string> {
  return Object.fromEntries(lines.map(({ key, because }) => [key.slice("1|example|1|".length), because.amount]));
}

describe("June of the worked example", () => {
  it("pays exactly these lines", () => {
    expect(amounts(june)).toEqual({
      "month:2026-06-01|fast|dst_A|ord:o1|0|3|-": "8.01",
      "month:2026-06-01|fast|dst_D|ord:o1|0|1|-": "32.02",
      "month:2026-06-01|uni|dst_A|mem:dst_C|0|1|-": "4.03",
      "month:2026-06-01|uni|dst_A|mem:dst_D|0|1|-": "12.01",
      "month:2026-06-01|uni|dst_A|mem:dst_G|0|2|-": "6.40",
      "month:2026-06-01|uni|dst_D|mem:dst_G|0|1|-": "8.01",
    });
    expect(june.breakage).toEqual([{ bonusId: "fast", code: "not_active", minor: 1601n, count: 1 }]);
    expect(june.lines.reduce((sum, { minor }) => sum + minor, 0n)).toBe(7048n);
  });

  it("decides activity and ranks from the deepest up", () => {
    const of = (id: string) => [june.ranks[id]?.active, june.ranks[id]?.qualified, june.ranks[id]?.metrics.gv];
    expect(Object.fromEntries(Object.keys(june.ranks).map((id) => [id, of(id)]))).toEqual({
      dst_A: [true, "builder", 60_000n],
      dst_B: [false, "member", 50_000n],
      dst_C: [true, "member", 10_000n],
      dst_D: [true, "builder", 50_000n],
      dst_E: [true, "member", 0n],
      dst_F: [false, "member", 0n],
      dst_G: [true, "member", 20_000n],
    });
  });

  it("estimates 8.01 for A before D is active, and 6.40 of the same order afterwards", () => {
    const early = evaluate(EXAMPLE, factsOf(EXAMPLE, { ...JUNE, orders: JUNE.orders?.slice(0, 1) ?? [] }), EMPTY_STATE);
    const ofA = (evaluation: Evaluation) => evaluation.lines.find(({ key }) => key.includes("|uni|dst_A|mem:dst_G|"));
    expect([ofA(early)?.level, ofA(early)?.minor]).toEqual([1, 801n]);
    expect([ofA(june)?.level, ofA(june)?.minor]).toEqual([2, 640n]);
  });

  it("explains the 4.03 step by step", () => {
    const line = june.lines.find(({ key }) => key.includes("|uni|dst_A|mem:dst_C|"));
    expect(line && explainLine(EXAMPLE, facts, EMPTY_STATE, line)).toEqual({
      key: "1|example|1|month:2026-06-01|uni|dst_A|mem:dst_C|0|1|-",
      amount: "4.03",
      steps: [
        { kind: "source", what: "distributor", ref: "dst_C", base: "80.50", volume: "cv", orders: ["o3"] },
        { kind: "path", tree: "sponsor", hops: [{ id: "dst_A", level: 1, outcome: "paid" }] },
        { kind: "condition", trace: { text: "active", ok: true, have: "120", need: "50", missing: "0" } },
        { kind: "rate", bonus: "uni", row: "level 1", rate: "0.05" },
        {
          kind: "round",
          exact: "4.025",
          rounded: "4.03",
          how: "largestRemainder",
          groupExact: "22.444",
          groupRounded: "22.44",
        },
      ],
      notes: [{ code: "rounding_share", detail: { unit: "0.01" } }],
    });
  });

  it("refuses to explain an amount that these facts do not make", () => {
    const line = june.lines[0];
    expect(() => line && explainLine(EXAMPLE, facts, EMPTY_STATE, { ...line, minor: line.minor + 1n })).toThrow();
    expect(explainLine(EXAMPLE, facts, EMPTY_STATE, { key: "1|no|such|line", minor: 1n })).toBeNull();
  });

  it.each([
    ["dst_B", "uni", "o1", "not_active", "skipped", null],
    ["dst_B", "fast", "o1", "not_active", "unpaid", 2],
    ["dst_E", "uni", "o1", "not_in_upline", null, null],
    ["dst_G", "uni", "o1", "own_purchase", null, null],
    ["dst_A", "fast", "o2", "not_in_source", null, null],
    ["dst_A", "fast", "o3", "out_of_window", null, null],
    ["cus_1", "uni", "o2", "customer_never_earns", null, null],
    ["dst_A", "none", "o1", "not_in_plan_version", null, null],
    ["dst_A", "uni", "o9", "not_confirmed", null, null],
  ])("tells %s why there is no %s of %s: %s", (distributorId, bonusId, orderId, ...expected) => {
    const reason = whyNot(EXAMPLE, facts, EMPTY_STATE, { distributorId, bonusId, orderId });
    expect([reason?.code, reason?.outcome, reason?.level]).toEqual(expected);
  });

  it("says what an inactive person had, needed, and would have been paid", () => {
    const question = { distributorId: "dst_B", bonusId: "fast", orderId: "o1" };
    expect(whyNot(EXAMPLE, facts, EMPTY_STATE, question)).toMatchObject({
      detail: { level: "2", need: "50", missing: "50" },
      wouldEarn: 1601n,
    });
    expect(whyNot(EXAMPLE, facts, EMPTY_STATE, { ...question, distributorId: "dst_D" })).toBeNull();
  });

  it("lists every order from below without a line, one reason each", () => {
    const reasons = notPaidOf(EXAMPLE, facts, EMPTY_STATE, "dst_A").map(({ orderId, bonusId, code }) => [
      orderId,
      bonusId,
      code,
    ]);
    expect(reasons).toEqual([
      ["o2", "fast", "not_in_source"],
      ["o3", "fast", "out_of_window"],
    ]);
  });

  it("shows on A's card one leg of two and the date of the freeze", () => {
    const card = rankCard(inquiry(EXAMPLE, facts, EMPTY_STATE).decided, "dst_A");
    expect(card?.freezeFrom).toBe("2026-07-07T22:00:00.000Z");
    expect(card?.next?.rank).toBe("leader");
    expect(card?.next?.requirements.at(-1)).toEqual({
      text: "legs with Builder",
      ok: false,
      have: "1",
      need: "2",
      missing: "1",
      parts: [
        { text: "dst_B", ok: true },
        { text: "dst_C", ok: false },
      ],
    });
  });
});

describe("July of the worked example: o1 is taken back in two halves", () => {
  const half = { order: "o1", volumes: { pv: "100", cv: "80.05" } };
  const first = { ...half, id: "r1", at: "2026-07-05T10:00:00Z" };
  const second = { ...half, id: "r2", at: "2026-07-20T10:00:00Z" };
  const july = (refunds: Story["refunds"]) => {
    const story: Story = {
      ...JUNE,
      period: "month:2026-07-01",
      orders: [],
      refunds: refunds ?? [],
      past: { orders: JUNE.orders ?? [] },
      originals: june.lines,
    };
    return evaluate(EXAMPLE, factsOf(EXAMPLE, story), june.closing);
  };

  it("debits from the originals, half by half, to the last cent", () => {
    const part = (bonus: string, earner: string, source: string, level: number) =>
      `1~example~1~month:2026-06-01~${bonus}~${earner}~${source}~0~${level}~-`;
    const fast = (earner: string, level: number) => part("fast", earner, "ord:o1", level);
    const uni = (earner: string, level: number) => part("uni", earner, "mem:dst_G", level);
    expect(amounts(july([first, second]))).toEqual({
      [`month:2026-07-01|fast|dst_A|ref:r1|0|3|${fast("dst_A", 3)}`]: "-4.01",
      [`month:2026-07-01|fast|dst_A|ref:r2|0|3|${fast("dst_A", 3)}`]: "-4.00",
      [`month:2026-07-01|fast|dst_D|ref:r1|0|1|${fast("dst_D", 1)}`]: "-16.01",
      [`month:2026-07-01|fast|dst_D|ref:r2|0|1|${fast("dst_D", 1)}`]: "-16.01",
      [`month:2026-07-01|uni|dst_A|ref:r1|0|2|${uni("dst_A", 2)}`]: "-3.20",
      [`month:2026-07-01|uni|dst_A|ref:r2|0|2|${uni("dst_A", 2)}`]: "-3.20",
      [`month:2026-07-01|uni|dst_D|ref:r1|0|1|${uni("dst_D", 1)}`]: "-4.01",
      [`month:2026-07-01|uni|dst_D|ref:r2|0|1|${uni("dst_D", 1)}`]: "-4.00",
    });
  });

  it("debits the second half in August without touching July's lines again", () => {
    const past = { orders: JUNE.orders ?? [], refunds: [first] };
    const later = { ...second, at: "2026-08-03T10:00:00Z" };
    const story: Story = {
      ...JUNE,
      period: "month:2026-08-01",
      orders: [],
      refunds: [later],
      past,
      originals: june.lines,
    };
    const { lines } = evaluate(EXAMPLE, factsOf(EXAMPLE, story), EMPTY_STATE);
    expect(lines.map(({ sourceKey, because }) => [sourceKey, because.amount])).toEqual([
      ["ref:r2", "-4.00"],
      ["ref:r2", "-16.01"],
      ["ref:r2", "-3.20"],
      ["ref:r2", "-4.00"],
    ]);
  });

  it("takes the volume out of July and leaves the ranks of June alone", () => {
    const { ranks } = july([first]);
    expect([ranks.dst_G?.volumes.pv, ranks.dst_A?.metrics.gv]).toEqual([-10_000n, -10_000n]);
    expect(ranks.dst_D?.title).toBe("builder");
  });

  it("explains a debit by its original", () => {
    const line = july([first]).lines.find(({ bonusId, earnerId }) => bonusId === "fast" && earnerId === "dst_A");
    expect(line?.because.steps.at(-1)).toEqual({
      kind: "refund",
      original: "1|example|1|month:2026-06-01|fast|dst_A|ord:o1|0|3|-",
      originalAmount: "8.01",
      refundedBase: "80.05",
      ofBase: "160.10",
      before: "0.00",
      after: "-4.01",
    });
  });
});
