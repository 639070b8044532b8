import { describe, expect, it } from "vitest";
import { instant } from "../time/instant.ts";
import { periodOf } from "../time/period.ts";
import { deltas } from "./deltas.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE, type Fact, type State } from "./facts.ts";
import type { Evaluation } from "./outcome.ts";
import { factsOf, type Story, type StoryOrder } from "./testing/build-facts.ts";
import {
  AUGUST,
  back,
  bonusOf,
  JULY,
  JUNE,
  LINE,
  legsSource,
  order,
  planOf,
  play,
  share,
  TOP,
  told,
  uni,
  upline,
} from "./testing/months.ts";

const pool = (change: object = {}) =>
  bonusOf({
    id: "p",
    source: { kind: "fund", fund: { share: "0.03", volume: "cv" }, shares: { byRank: { r1: "1" } }, ...change },
    walk: { to: "self" },
  });
const award = bonusOf({
  id: "w",
  source: { kind: "milestone", instalments: 1, skipped: "payAll" },
  walk: { to: "self" },
  rate: { unit: "amount", byRank: { r1: "50", r2: "200" } },
});
const none: Evaluation["lines"] = [];
const linesOf = (evaluation: Evaluation | undefined) => told(evaluation ?? { lines: none });
const run = (plan: ReturnType<typeof planOf>, story: Story, opening: State = EMPTY_STATE) =>
  evaluate(plan, factsOf(plan, story), opening);

describe("nasty cases of closed months", () => {
  it("N1: a refund after the close debits the earners, leaves ranks and pool, and takes the volume now", () => {
    const people = Array.from({ length: 11 }, (_, n) => ({ id: `p${10 + n}`, sponsor: n === 0 ? null : `p${9 + n}` }));
    const plan = planOf([{ ...uni, walk: { ...upline, levels: "infinity" }, rate: share("0.01") }, pool()]);
    const months = [
      { period: JUNE, orders: [order("o1", "p20", "600")] },
      {
        period: JULY,
        orders: [order("o2", "p20", "100", "2026-07-02T10:00:00Z")],
        refunds: [back("f1", "o1", "600", "2026-07-05T10:00:00Z")],
      },
    ];
    const [june, july] = play(plan, { people }, months);
    expect(Object.values(june?.ranks ?? {}).map(({ qualified }) => qualified)).toEqual(people.map(() => "r2"));
    const debits = (july?.lines ?? []).filter(({ sourceKey }) => sourceKey === "ref:f1");
    expect(debits.map(({ minor }) => minor)).toEqual(Array.from({ length: 10 }, () => -600n));
    expect(july?.lines.some(({ bonusId }) => bonusId === "p")).toBe(false);
    expect(july?.ranks.p10?.metrics.gv).toBe(-50_000n);
    expect(july?.ranks.p10?.title).toBe("r2");
    // Only a correction run of June undoes ranks and pool.
    const corrected = run(plan, {
      period: JUNE,
      people,
      orders: months[0]?.orders ?? [],
      refunds: [back("f1", "o1", "600", "2026-06-29T10:00:00Z")],
    });
    expect([corrected.lines, corrected.ranks.p10?.qualified]).toEqual([[], "r0"]);
  });

  it("N15: somebody terminated has no line and no carry, his people close up, and who re-joins is somebody else", () => {
    const source = legsSource();
    const legs = bonusOf({ id: "l", source, walk: { to: "self" }, rate: share("0.1") });
    const statuses = [{ id: "m", status: "terminated", at: "2026-07-20T00:00:00Z" }] as const;
    const people = [
      { id: "top", sponsor: null },
      ...TOP.people.map((one) => (one.id === "m" ? { ...one, sponsor: "top" } : one)),
    ];
    const months = play(
      planOf([legs, uni]),
      { ...TOP, people: [...people, { id: "n", sponsor: "top", joined: "2026-08-01T00:00:00Z" }] },
      [
        { period: JUNE, orders: [order("o1", "l", "100"), order("o2", "r", "300")] },
        { period: JULY, orders: [order("o3", "l", "100", "2026-07-03T10:00:00Z")], statuses },
        { period: AUGUST, orders: [order("o4", "l", "100", "2026-08-03T10:00:00Z")], statuses },
      ],
    );
    expect(months.map(linesOf)).toEqual([
      ["l m legs 0 = 1000", "b m mem:l 1 = 1000", "b m mem:r 1 = 3000", "b top mem:l 2 = 500", "b top mem:r 2 = 1500"],
      ["b top mem:l 1 = 1000"],
      ["b top mem:l 1 = 1000"],
    ]);
    expect(months.map(({ closing }) => closing.running?.l?.legs?.m !== undefined)).toEqual([true, false, false]);
    expect(months[2]?.closing.people.n?.title).toBe("r0");
  });

  it("N17: a rank lost by a correction after its award takes it back, and regained gives it once more", () => {
    const plan = planOf([award]);
    const bought = [order("o1", "d", "100")];
    const june = run(plan, { period: JUNE, people: LINE, orders: bought });
    const july: Story = { period: JULY, people: LINE, orders: [order("o2", "d", "100", "2026-07-03T10:00:00Z")] };
    const posted = new Map(june.lines.map(({ key, minor }) => [key, minor]));
    expect([...posted.values()]).toEqual([5_000n, 5_000n, 5_000n, 5_000n]);
    expect(run(plan, july, june.closing).lines).toEqual([]);

    const corrected = run(plan, {
      period: JUNE,
      people: LINE,
      orders: bought,
      refunds: [back("f1", "o1", "100", "2026-06-20T10:00:00Z")],
    });
    expect(deltas(corrected.lines, posted).map(({ minor }) => minor)).toEqual([-5_000n, -5_000n, -5_000n, -5_000n]);
    const regained = run(plan, july, corrected.closing).lines;
    expect(regained.map(({ minor }) => minor)).toEqual([5_000n, 5_000n, 5_000n, 5_000n]);
    expect(regained.some(({ key }) => posted.has(key))).toBe(false);
  });

  it("N20: instalments and carry go on under the new version, by the old id or by the one that takes it over", () => {
    const twice = { ...award, source: { kind: "milestone", instalments: 2, skipped: "payAll" } as const };
    const first = run(planOf([twice]), { period: JUNE, people: LINE, orders: [order("o1", "d", "100")] });
    const july: Story = { period: JULY, people: LINE, orders: [order("o2", "d", "100", "2026-07-03T10:00:00Z")] };
    const next = (id: string, carryOver: { from: string; to: string }[]) =>
      run(planOf([{ ...twice, id }], { version: 2, carryOver }), july, first.closing).lines.map(
        ({ sourceKey }) => sourceKey,
      );
    expect(next("w", [])).toEqual(LINE.map(() => "rank:r1:2"));
    expect(next("w2", [{ from: "w", to: "w2" }])).toEqual(LINE.map(() => "rank:r1:2"));
    expect(next("w2", [])).toEqual(LINE.map(() => "rank:r1:1"));
  });
});

describe("nasty cases of time and arrival", () => {
  const zone = { timeZone: "America/New_York" };

  it.each([
    { at: "2026-07-01T03:59:59.999Z", period: JUNE },
    { at: "2026-07-01T04:00:00.000Z", period: JULY },
    { at: "2026-03-08T04:59:59.999Z", period: "month:2026-03-01" },
    { at: "2026-11-01T03:59:59.999Z", period: "month:2026-10-01" },
  ])("N13: an order at $at counts in $period of the company's zone, whenever it is heard of", ({ at, period }) => {
    const base = planOf([], zone).periods[0];
    if (!base) throw new Error("there is a month");
    expect(periodOf(base, instant(at), zone.timeZone).id).toBe(period);
    const story = { period, people: LINE, orders: [order("o1", "d", "100", at)] };
    const { facts, ...rest } = factsOf(planOf([uni], zone), story);
    const late = facts.map(
      (fact): Fact => (fact.t === "order" ? { ...fact, recordedAt: instant("2026-12-01T00:03:00Z") } : fact),
    );
    expect(evaluate(planOf([uni], zone), { ...rest, facts: late }, EMPTY_STATE).lines).toHaveLength(3);
  });

  it("N16: a refund before its payment waits, a payment told twice counts once, each capture is an order", () => {
    const plan = planOf([uni]);
    const early: Story = {
      period: JUNE,
      people: LINE,
      orders: [],
      refunds: [back("f1", "o1", "40", "2026-06-11T10:00:00Z")],
    };
    const waiting = run(plan, early);
    expect([waiting.lines, waiting.problems.map(({ code }) => code)]).toEqual([[], ["refund_of_unknown_order"]]);
    const paid = run(plan, { ...early, orders: [order("o1", "d", "100")] });
    expect(linesOf(paid)).toEqual(["b a mem:d 3 = 120", "b b mem:d 2 = 300", "b c mem:d 1 = 600"]);

    const { facts, ...rest } = factsOf(plan, { ...early, orders: [order("o1", "d", "100")] });
    const twice = facts.flatMap((fact): Fact[] =>
      fact.t === "order" ? [fact, { ...fact, id: "again", seq: 99 }] : [fact],
    );
    expect(linesOf(evaluate(plan, { ...rest, facts: twice }, EMPTY_STATE))).toEqual(linesOf(paid));
    const captures = run(plan, {
      period: JUNE,
      people: LINE,
      orders: [order("o1_1", "d", "20"), order("o1_2", "d", "40")],
    });
    expect(linesOf(captures)).toEqual(linesOf(paid));
  });

  it("N19: a payment for a closed week counts in the open week and in its own month; reassigned, the carry moves on", () => {
    const source = legsSource();
    const at = "lastClosed" as const;
    const legs = bonusOf({
      id: "l",
      when: { close: "week" },
      source,
      walk: { to: "self" },
      rate: share("0.1"),
      rankAt: { basis: "paidAs", at },
    });
    const periods = [
      { id: "month", every: "month", cutoffDays: 7 } as const,
      { id: "week", every: "week", weekStart: 1, cutoffDays: 3 } as const,
    ];
    const plan = planOf([legs, uni], { periods });
    const [one, two] = ["week:2026-06-01", "week:2026-06-08"] as const;
    const early = order("o1", "l", "100", "2026-06-03T10:00:00Z");
    const late = order("o2", "r", "70", "2026-06-06T10:00:00Z");
    const week = (period: string, orders: StoryOrder[], opening: State = EMPTY_STATE) =>
      run(plan, { ...TOP, period, orders }, opening);

    const first = week(one, [early]);
    const second = week(two, [late], first.closing);
    expect([linesOf(first), linesOf(second)]).toEqual([[], ["l m legs 0 = 700"]]);
    expect(linesOf(run(plan, { ...TOP, period: JUNE, orders: [early, late] }))).toEqual([
      "b m mem:l 1 = 1000",
      "b m mem:r 1 = 700",
    ]);

    const corrected = week(one, [early, late]);
    expect(linesOf(corrected)).toEqual(["l m legs 0 = 700"]);
    expect(linesOf(week(two, [], corrected.closing))).toEqual([]);
    expect(corrected.closing.running?.l?.legs).toEqual({ m: { left: [{ quantity: "3000", close: 1 }], right: [] } });
  });
});
