import { describe, expect, it } from "vitest";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf } from "./testing/build-facts.ts";
import { bonusOf, both, inactive, JUNE, LINE, order, planOf, play, ranked, TOP, told } from "./testing/months.ts";
import { whyNot } from "./why-not.ts";

const BY_RANK = { unit: "share", byRank: { r0: "0.02", r1: "0.05", r2: "0.1", r3: "0.2" } } as const;

describe("nasty cases of walks", () => {
  it.each([
    { compress: "none" as const, paid: ["b a mem:d 3 = 200", "b c mem:d 1 = 1000"] },
    { compress: "skipInactive" as const, paid: ["b a mem:d 2 = 500", "b c mem:d 1 = 1000"] },
    { compress: "skipUnqualified" as const, paid: ["b a mem:d 1 = 1000"] },
  ])("N7: one line of people, compression $compress", ({ compress, paid }) => {
    // b is inactive; c is active but only a and b may be paid where the gate is the code.
    const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress } as const;
    const gate = compress === "skipUnqualified" ? { attribute: "code", equals: "1" } : { ref: "active" };
    const plan = planOf([
      bonusOf({ source: both, walk, gate, rate: { unit: "share", byLevel: ["0.1", "0.05", "0.02"] } }),
    ]);
    const attributes = [inactive("b"), { id: "a", key: "code", value: "1", at: "2026-01-01T00:00:00Z" }];
    const [june] = play(plan, { people: LINE, attributes }, [{ period: JUNE, orders: [order("o1", "d", "100")] }]);
    expect(told(june ?? { lines: [] })).toEqual(paid);
  });

  const differential = (change: object = {}) => {
    const walk = {
      to: "differential",
      tree: "sponsor",
      includeSelf: false,
      selfAlreadyPaid: false,
      payFrom: 1,
      ...change,
    } as const;
    return planOf([bonusOf({ source: both, walk, gate: { ref: "active" }, rate: BY_RANK })]);
  };
  const sold = [order("o1", "d", "50")];

  it.each([
    { name: "pays when qualified", attributes: [], change: {}, paid: ["b a mem:d 3 = 500", "b c mem:d 1 = 500"] },
    {
      name: "neither earns nor blocks when not",
      attributes: [inactive("c")],
      change: {},
      paid: ["b a mem:d 3 = 900", "b b mem:d 2 = 100"],
    },
    {
      name: "blocks without earning below the first level",
      attributes: [],
      change: { payFrom: 2 },
      paid: ["b a mem:d 3 = 500"],
    },
  ])("N8: an upline of a differential $name", ({ attributes, change, paid }) => {
    const grants = [ranked("c", "r2"), ranked("a", "r3")];
    const [june] = play(differential(change), { people: LINE, attributes, grants }, [{ period: JUNE, orders: sold }]);
    expect(told(june ?? { lines: [] })).toEqual(paid);
  });

  it.each([
    { name: "block", change: {}, paid: ["b c mem:d 1 = 500"] },
    {
      name: "are paid as the first",
      change: { sameRank: { share: "0.01", first: 1 } },
      paid: ["b b mem:d 2 same = 50", "b c mem:d 1 = 500"],
    },
    {
      name: "are paid as the first two",
      change: { sameRank: { share: "0.01", first: 2 } },
      paid: ["b a mem:d 3 same = 50", "b b mem:d 2 same = 50", "b c mem:d 1 = 500"],
    },
  ])("N9: equal ranks $name", ({ change, paid }) => {
    const grants = ["a", "b", "c"].map((id) => ranked(id, "r2"));
    const [june] = play(differential(change), { people: LINE, grants }, [{ period: JUNE, orders: sold }]);
    expect(told(june ?? { lines: [] })).toEqual(paid);
  });

  it("N9: a higher person in between resets nothing", () => {
    const people = [...LINE, { id: "e", sponsor: "d" }];
    const grants = [ranked("a", "r3"), ranked("b", "r3"), ranked("c", "r2"), ranked("d", "r2")];
    const plan = differential({ sameRank: { share: "0.01", first: 1 } });
    const [june] = play(plan, { people, grants }, [{ period: JUNE, orders: [order("o1", "e", "50")] }]);
    expect(told(june ?? { lines: [] })).toEqual(["b b mem:e 3 = 500", "b c mem:e 2 same = 50", "b d mem:e 1 = 500"]);
  });

  it.each([
    {
      name: "opened by its boundary",
      edge: "starts" as const,
      grants: ["b", "c"],
      paid: ["b a mem:d 2 = 100", "b b mem:d 1 = 200"],
    },
    {
      name: "closed by its boundary",
      edge: "closes" as const,
      grants: ["b", "c"],
      paid: ["b a mem:d 3 = 50", "b b mem:d 2 = 100", "b c mem:d 1 = 200"],
    },
    {
      name: "counted though empty of sales",
      edge: "closes" as const,
      grants: ["c"],
      paid: ["b a mem:d 2 = 100", "b c mem:d 1 = 200"],
    },
    {
      name: "gone with a boundary who misses the rank",
      edge: "closes" as const,
      grants: [],
      paid: ["b a mem:d 1 = 200"],
    },
  ])("N10: a generation is $name", ({ edge, grants, paid }) => {
    const walk = { to: "generations", tree: "sponsor", boundary: "r2", edge, count: 3 } as const;
    const gate = { rank: "r2", basis: "paidAs" } as const;
    const plan = planOf([
      bonusOf({ source: both, walk, gate, rate: { unit: "share", byLevel: ["0.04", "0.02", "0.01"] } }),
    ]);
    const held = ["a", ...grants].map((id) => ranked(id, "r2"));
    const [june] = play(plan, { people: LINE, grants: held }, [{ period: JUNE, orders: sold }]);
    expect(told(june ?? { lines: [] })).toEqual(paid);
  });

  it("N11: an upline overtaken by his downline is paid nothing of that leg, and told why", () => {
    const grants = [ranked("b", "r1"), ranked("c", "r2")];
    const story = { period: JUNE, people: LINE, grants, orders: sold };
    const [june] = play(differential(), { people: LINE, grants }, [story]);
    expect(told(june ?? { lines: [] })).toEqual(["b c mem:d 1 = 500"]);
    const asked = { distributorId: "b", bonusId: "b", orderId: "o1" };
    expect(whyNot(differential(), factsOf(differential(), story), EMPTY_STATE, asked)?.code).toBe(
      "rate_already_paid_below",
    );
  });

  it.each([
    { capBase: "requirement", own: "none", most: "0", over: "1" },
    { capBase: "requirement", own: "uncapped", most: "316.66", over: "316.67" },
    { capBase: "requirement", own: "capped", most: "316.66", over: "316.67" },
    { capBase: "actual", own: "none", most: "150", over: "150.01" },
    { capBase: "actual", own: "uncapped", most: "250", over: "250.01" },
    { capBase: "actual", own: "capped", most: "316.66", over: "316.67" },
  ] as const)(
    "N12: legs of 400 and 90 and own 100, 40 % of the $capBase at most, own volume $own, meet $most",
    (terms) => {
      const { most, over, ...leg } = terms;
      const met = (required: string) => {
        const cappedLegs = { ...leg, volume: "pv", tree: "sponsor", period: "month", required, maxShare: "0.4" };
        const ranks = [
          { id: "r0", label: "R0", when: { always: true } as const },
          { id: "r1", label: "R1", when: { cappedLegs } },
        ];
        const orders = [order("o1", "m", "100"), order("o2", "l", "400"), order("o3", "r", "90")];
        const [june] = play(planOf([], { ranks }), TOP, [{ period: JUNE, orders }]);
        return june?.ranks.m?.qualified === "r1";
      };
      expect([met(most), met(over)]).toEqual([true, false]);
    },
  );
});
