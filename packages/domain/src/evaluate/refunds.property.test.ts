import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RUNS } from "../testing.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import type { Line } from "./outcome.ts";
import { type BaseRefund, refundLines } from "./refund-lines.ts";
import { factsOf, type Story, type StoryOrder } from "./testing/build-facts.ts";
import { nth, picker, randomPlan, randomStory } from "./testing/random-story.ts";
import { EXAMPLE } from "./testing/worked-example.ts";

const plan = { planId: "example", minorDigits: 2, rounding: "halfAwayFromZero" } as const;

function lineOf(minor: bigint, base: bigint): Line {
  const place = { bonusId: "fast", earnerId: "dst_A", sourceKey: "ord:o1", segment: 0, level: 1, part: "-" };
  const key = "1|example|1|month:2026-06-01|fast|dst_A|ord:o1|0|1|-";
  const exact = { n: minor, d: 1n };
  const because = { key, amount: "", steps: [], notes: [] };
  const rest = { periodId: "month:2026-06-01", planVersion: 1, rate: 0n, volume: "cv", orderIds: ["o1"], holdDays: 0 };
  return { key, ...place, ...rest, minor, base, exact, because };
}

function refundOf(base: bigint, n: number): BaseRefund {
  const at = `2026-07-${String(n + 1).padStart(2, "0")}T10:00:00.000Z`;
  return { id: `r${n}`, at, countsIn: "month:2026-07-01", base, cause: "refund", orderId: "o1" };
}

const net = (original: Line, refunds: readonly BaseRefund[]) =>
  refundLines(plan, original, refunds, () => true).reduce((sum, { minor }) => sum + minor, original.minor);

describe("refund lines", () => {
  const anyLine = fc.tuple(fc.bigInt(1n, 100_000n), fc.bigInt(1n, 1_000_000n));
  const parts = fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1, maxLength: 6 });

  it("P9: any split into partial refunds comes to the same as one refund", () => {
    fc.assert(
      fc.property(anyLine, parts, ([minor, base], bases) => {
        const whole = bases.reduce((sum, part) => sum + part, 0n);
        const original = lineOf(minor, base);
        expect(net(original, bases.map(refundOf))).toBe(net(original, [refundOf(whole, 0)]));
      }),
      RUNS,
    );
  });

  it("P9: a full refund brings the line to zero, and more than that takes nothing more", () => {
    fc.assert(
      fc.property(anyLine, fc.bigInt(0n, 1_000n), ([minor, base], more) => {
        expect(net(lineOf(minor, base), [refundOf(base + more, 0)])).toBe(0n);
      }),
      RUNS,
    );
  });

  it("leave an earlier refund alone when a later one arrives, and give only the wanted lines", () => {
    const original = lineOf(801n, 16_010n);
    const [first, second] = [refundOf(8_005n, 0), refundOf(8_005n, 1)];
    const only = refundLines(plan, original, [second, first], ({ id }) => id === "r1");
    expect(only.map(({ sourceKey, minor }) => [sourceKey, minor])).toEqual([["ref:r1", -400n]]);
  });
});

describe("refunds of a later period", () => {
  const size = fc.record({
    seed: fc.integer(),
    people: fc.integer({ min: 2, max: 12 }),
    orders: fc.integer({ min: 1, max: 10 }),
  });

  it("P9, P33: taking back everything brings every line of June to zero, under keys of their own", () => {
    fc.assert(
      fc.property(size, (given) => {
        const own = randomPlan(given.seed);
        const june: Story = randomStory(given, { refunds: false });
        const closed = evaluate(own, factsOf(own, june), EMPTY_STATE);
        const pick = picker(given.seed);
        const back = (order: StoryOrder, n: number) => {
          const parts = pick(2) === 0 ? [order.volumes] : halves(order.volumes);
          return parts.map((volumes, part) => ({
            id: `r${n}_${part}`,
            order: order.id,
            at: "2026-07-09T10:00:00Z",
            volumes,
          }));
        };
        const july: Story = {
          ...june,
          period: "month:2026-07-01",
          orders: [],
          refunds: (june.orders ?? []).flatMap(back),
          past: { orders: june.orders ?? [] },
          originals: closed.lines,
        };
        const after = evaluate(own, factsOf(own, july), closed.closing);
        const sums = new Map<string, bigint>();
        for (const { key, part, minor } of [...closed.lines, ...after.lines]) {
          const original = part === "-" ? key : part.replaceAll("~", "|");
          sums.set(original, (sums.get(original) ?? 0n) + minor);
        }
        expect([...sums.values()].every((sum) => sum === 0n)).toBe(true);
        const keys = [...closed.lines, ...after.lines].map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      RUNS,
    );
  });

  it("report and cut a refund that is larger than its order", () => {
    const people = [
      { id: nth(0), sponsor: null },
      { id: nth(1), sponsor: nth(0) },
    ];
    const order = { id: "o1", of: nth(1), at: "2026-06-10T10:00:00Z", volumes: { pv: "50", cv: "50" } };
    const refund = { id: "r1", order: "o1", at: "2026-06-11T10:00:00Z", volumes: { pv: "80", cv: "80" } };
    const result = evaluate(
      EXAMPLE,
      factsOf(EXAMPLE, { period: "month:2026-06-01", people, orders: [order], refunds: [refund] }),
      EMPTY_STATE,
    );
    expect(result.ranks[nth(1)]?.volumes).toEqual({ pv: 0n, cv: 0n });
    expect(result.problems).toEqual([{ code: "refund_exceeds_order", values: { order: "o1", refund: "r1" } }]);
  });
});

function halves(volumes: StoryOrder["volumes"]): Record<string, string>[] {
  const text = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  const split = Object.entries(volumes).map(([id, points]) => {
    const cents = Math.round(Number(points) * 100);
    return [id, Math.floor(cents / 2), Math.ceil(cents / 2)] as const;
  });
  return [
    Object.fromEntries(split.map(([id, less]) => [id, text(less)])),
    Object.fromEntries(split.map(([id, , more]) => [id, text(more)])),
  ];
}
