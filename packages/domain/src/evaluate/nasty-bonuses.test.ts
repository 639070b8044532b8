import { describe, expect, it } from "vitest";
import {
  AUGUST,
  back,
  bonusOf,
  both,
  inactive,
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
} from "./testing/months.ts";

const carried = (closing: {
  running?: Readonly<
    Record<
      string,
      {
        legs?: Readonly<
          Record<string, { left: readonly { quantity: string }[]; right: readonly { quantity: string }[] }>
        >;
      }
    >
  >;
}) => {
  const own = closing.running?.b?.legs?.m;
  const sum = (lots: readonly { quantity: string }[] = []) =>
    lots.reduce((total, { quantity }) => total + Number(quantity), 0) / 100;
  return [sum(own?.left), sum(own?.right)];
};

describe("nasty cases of legs", () => {
  it("N2: a refund beyond the carry is a debt that no flush forgives and later volume repays first", () => {
    const gate = { ref: "active" };
    const plan = planOf([
      bonusOf({
        source: legsSource({ unqualified: { accrue: true, flush: true } }),
        walk: { to: "self" },
        gate,
        rate: share("0.1"),
      }),
    ]);
    const months = play(plan, TOP, [
      { period: JUNE, orders: [order("o1", "l", "100"), order("o2", "r", "300")] },
      {
        period: JULY,
        refunds: [back("f1", "o1", "50", "2026-07-05T10:00:00Z")],
        attributes: [inactive("m", "2026-07-06T00:00:00Z")],
      },
      { period: AUGUST, orders: [order("o3", "l", "80", "2026-08-05T10:00:00Z")] },
    ]);
    expect(told(months[0] ?? { lines: [] })).toEqual(["b m legs 0 = 1000"]);
    expect(months.map(({ closing }) => carried(closing))).toEqual([
      [0, 200],
      [-50, 0],
      [30, 0],
    ]);
  });

  it("N3: unequal cycles are chosen anew at each close: 400/400 is one, and leaves 200/0", () => {
    const source = legsSource({ match: { cycle: { weak: "200", strong: "400" } } });
    const plan = planOf([bonusOf({ source, walk: { to: "self" }, rate: { unit: "amount", flat: "10" } })]);
    const orders = [order("o1", "l", "400"), order("o2", "r", "200"), order("o3", "r", "200")];
    const [june] = play(plan, TOP, [{ period: JUNE, orders }]);
    expect(told(june ?? { lines: [] })).toEqual(["b m legs 0 = 1000"]);
    expect(carried(june?.closing ?? {})).toEqual([200, 0]);
  });

  it.each([
    { capConsumes: "all" as const, left: [0, 1_000] },
    { capConsumes: "paid" as const, left: [3_000, 4_000] },
  ])(
    "N4: 8,000/9,000 at 10 % capped at 500 leaves, when a cap uses up $capConsumes, $left",
    ({ capConsumes, left }) => {
      const bonus = {
        source: legsSource({ carry: { capConsumes } }),
        walk: { to: "self" },
        rate: share("0.1"),
      } as const;
      const plan = planOf([bonusOf({ ...bonus, limit: { perEarner: { flat: "500" } } })]);
      const [june] = play(plan, TOP, [{ period: JUNE, orders: [order("o1", "l", "8000"), order("o2", "r", "9000")] }]);
      expect(told(june ?? { lines: [] })).toEqual(["b m legs 0 = 50000"]);
      expect(carried(june?.closing ?? {})).toEqual(left);
    },
  );
});

describe("nasty cases of matches and limits", () => {
  const upline = { to: "upline", tree: "sponsor", payFrom: 1, levels: 1, compress: "none" } as const;
  const source = bonusOf({
    id: "s",
    source: both,
    walk: upline,
    rate: share("0.1"),
    limit: { perEarner: { flat: "50" } },
  });
  const matching = (base: "afterBonusCap" | "beforeBonusCap") =>
    planOf([
      source,
      bonusOf({
        source: { kind: "payouts", bonuses: ["s"], base },
        walk: upline,
        rate: { unit: "share", byLevel: ["0.5"] },
      }),
    ]);

  it.each([
    { base: "afterBonusCap" as const, match: "2500" },
    { base: "beforeBonusCap" as const, match: "5000" },
  ])("N5: a match reads its source $base", ({ base, match }) => {
    const [june] = play(matching(base), { people: LINE }, [{ period: JUNE, orders: [order("o1", "c", "1000")] }]);
    expect(told(june ?? { lines: [] })).toEqual(["s b mem:c 1 = 5000", `b a pay:s:b 1 = ${match}`]);
  });

  it("N5: what is taken back of the source is taken back of the match in proportion", () => {
    const refunds = [back("f1", "o1", "250", "2026-07-03T10:00:00Z")];
    const [, july] = play(matching("afterBonusCap"), { people: LINE }, [
      { period: JUNE, orders: [order("o1", "c", "1000")] },
      { period: JULY, refunds },
    ]);
    expect(told(july ?? { lines: [] })).toEqual(["s b ref:f1 1 = -1250", "b a ref:f1 1 = -625"]);
  });

  it.each([
    { share: "0.15", live: 10_000, closing: 5_000, problems: 0 },
    { share: "0.1", live: 10_000, closing: 0, problems: 0 },
    { share: "0.05", live: 10_000, closing: 0, problems: 1 },
  ])("N6: of a plan share of $share, live lines take theirs first", ({ share: part, live, closing, problems }) => {
    const at = "lastClosed" as const;
    const plan = planOf(
      [
        bonusOf({
          id: "l",
          when: { live: true },
          source: both,
          walk: upline,
          rate: share("0.1"),
          rankAt: { basis: "paidAs", at },
        }),
        bonusOf({ source: both, walk: upline, rate: share("0.2") }),
      ],
      { limits: [{ id: "plan", kind: "planShare", bonuses: ["l", "b"], period: "month", share: part, of: "cv" }] },
    );
    const [june] = play(plan, { people: LINE }, [{ period: JUNE, orders: [order("o1", "c", "1000")] }]);
    const paid = (id: string) =>
      (june?.lines ?? []).filter(({ bonusId }) => bonusId === id).map(({ minor }) => Number(minor));
    expect([paid("l"), paid("b")]).toEqual([[live], closing === 0 ? [] : [closing]]);
    expect(june?.problems.filter(({ code }) => code === "plan_cap_exceeded_by_live")).toHaveLength(problems);
  });
});
