import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runGolden } from "./run-golden.ts";

type Json = Record<string, unknown>;
interface Case extends Json {
  readonly id: string;
  readonly expected: Json[];
}

const file = JSON.parse(readFileSync(new URL("../../golden/cases.json", import.meta.url), "utf8")) as {
  readonly cases: Case[];
};

const CAPPED = {
  id: "capped",
  plan: {
    currency: "USD",
    decimals: 2,
    bonuses: [{ id: "CAP", kind: "capScale", capRate: "0.50", of: "CV", capped: ["X", "Y"] }],
  },
  tree: [
    { id: "a", sponsor: null },
    { id: "b", sponsor: "a" },
  ],
  orders: [{ id: "o", buyer: "a", period: "P1", volume: { CV: "200" } }],
  given: {
    earnings: [
      { member: "a", bonus: "X", period: "P1", amount: "70.00" },
      { member: "b", bonus: "Y", period: "P1", amount: "70.00" },
      { member: "a", bonus: "Y", period: "P1", amount: "70.00" },
    ],
  },
  expected: [],
  expectedComplete: false,
};

const report = (one: Json) => runGolden({ schemaVersion: 1, cases: [one] });
const found = (one: Json) => (report(one)?.mismatches ?? []).map(({ expectation, got }) => `${expectation}: ${got}`);

describe("golden cases", () => {
  it.each(file.cases)("$id", (one) => {
    expect(report(one)).toMatchObject({ cases: 1, expectations: one.expected.length, mismatches: [] });
  });

  const changes = file.cases.flatMap((one) => one.expected.map((expectation, at) => ({ one, expectation, at })));
  it.each(changes)("$one.id fails when expectation $at is another", ({ one, expectation, at }) => {
    const expected = one.expected.map((each, index) => (index === at ? changed(expectation) : each));
    expect(found({ ...one, expected })).not.toEqual([]);
  });

  it("names a kind and a field that it does not know", () => {
    const [one] = file.cases;
    const plan = one?.plan as { bonuses: Json[] };
    const withBonus = (bonus: Json) => ({ ...one, plan: { ...plan, bonuses: [bonus] } });
    expect(found(withBonus({ id: "x", kind: "lottery" })).join()).toMatch(/^shape: plan.bonuses.0.kind/);
    expect(found(withBonus({ ...plan.bonuses[0], ticket: 1 })).join()).toContain("ticket");
    expect(found({ ...one, mood: "good" }).join()).toContain("mood");
    expect(found({ ...one, expected: [{ kind: "value", name: "luck:X", value: "1" }] }).join()).toContain("luck:X");
    expect(found({ ...one, expected: [{ kind: "luck" }] })).not.toEqual([]);
  });

  it("tells a payout that a complete list does not have, and a member or bonus that is not there", () => {
    const [one] = file.cases;
    expect(found({ ...one, expected: [], expectedComplete: true })).not.toEqual([]);
    const payout = { kind: "payout", member: "X", bonus: "NONE", period: "P1", amount: "0" };
    expect(found({ ...one, expected: [payout] })).toEqual([
      "payout X NONE P1: The case has no bonus that pays as NONE.",
    ]);
  });

  it("takes whatever else a file says of itself, and names a case that is none", () => {
    const [one] = file.cases;
    const read = (more: Json) => runGolden({ schemaVersion: 1, title: "Cases", author: { name: "A" }, ...more });
    expect(read({ cases: [one] })).toMatchObject({ cases: 1, mismatches: [] });
    expect(read({ cases: [{ title: "no id" }, 7] })?.mismatches.map(({ case: id }) => id)).toEqual([
      "case 1",
      "case 2",
    ]);
    expect(read({})?.mismatches).toHaveLength(1);
    const asked = one?.expected.length;
    expect(read({ cases: [{ ...one, mood: "good" }] })).toMatchObject({ expectations: asked, mismatches: [{}] });
    expect([runGolden({ schemaVersion: 2, cases: [] }), runGolden({ cases: [] }), runGolden(null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("pays several bonuses under one cap by the first name, each of them scaled", () => {
    const payout = (member: string, bonus: string, amount: string) => {
      return { kind: "payout", member, bonus, period: "P1", amount };
    };
    const capped = {
      ...CAPPED,
      expected: [payout("a", "X", "66.67"), payout("b", "X", "33.33"), total("a", "66.67")],
      expectedComplete: true,
    };
    expect(found(capped)).toEqual([]);
    expect(found({ ...capped, expected: [payout("b", "Y", "0")] })).toContain(
      "payout b Y P1: The case has no bonus that pays as Y.",
    );
  });

  it.each<[string, Json]>([
    ["no member nobody", { expected: [total("nobody", "0")] }],
    ["no period P9", { expected: [{ ...total("a", "0"), period: "P9" }] }],
    ["no member nobody", { expected: [{ kind: "owner", member: "nobody", owner: "nobody" }] }],
    [
      "no bonus of two legs X",
      { expected: [{ kind: "carry", member: "a", bonus: "X", period: "P1", left: "0", right: "0" }] },
    ],
    ["nobody is not in the tree", { expected: [{ kind: "value", name: "netAll:nobody", value: "0" }] }],
    ["no member nobody", { tree: [{ id: "a", sponsor: "nobody" }] }],
    [
      "the member a twice",
      {
        tree: [
          { id: "a", sponsor: null },
          { id: "a", sponsor: null },
        ],
      },
    ],
    ["no volume CW", { plan: { ...CAPPED.plan, bonuses: [{ ...CAPPED.plan.bonuses[0], of: "CW" }] } }],
    ["no rank Glod", { plan: { ...CAPPED.plan, ranks: ["Gold"] }, tree: [{ id: "a", sponsor: null, rank: "Glod" }] }],
    [
      "no rank Glod",
      {
        plan: { ...CAPPED.plan, bonuses: [{ id: "L", kind: "legHasRank", legs: 1, rank: "Gold" }] },
        tree: [{ id: "a", sponsor: null, rank: "Glod" }],
      },
    ],
    ["70.005 is no amount", { given: { earnings: [{ member: "a", bonus: "X", period: "P1", amount: "70.005" }] } }],
    [
      "no package 750",
      {
        plan: { ...CAPPED.plan, bonuses: [{ id: "CODE", kind: "codedLevel", bonus: { 500: "50" } }] },
        orders: [{ id: "o", buyer: "a", period: "P1", volume: { pack: "750" } }],
      },
    ],
    [
      "no package Glod",
      {
        plan: {
          ...CAPPED.plan,
          bonuses: [{ id: "P", kind: "unilevelLowerPackage", packages: { Gold: { fee: "100", rates: ["0.1"] } } }],
        },
        tree: [{ id: "a", sponsor: null, package: "Glod" }],
      },
    ],
  ])("says %s instead of reading nothing", (told, change) => {
    expect(found({ ...CAPPED, ...change }).join()).toContain(told);
  });
});

function total(member: string, amount: string) {
  return { kind: "total", member, period: "P1", amount };
}

/** The same expectation with another value. */
function changed(expectation: Json): Json {
  const values = ["amount", "left", "value", "parent", "owner"].filter((name) => name in expectation);
  const [name = "amount"] = values;
  const text = String(expectation[name]);
  const isNumber = /^-?\d/.test(text);
  return { ...expectation, [name]: isNumber ? text.replace(/^-?/, (sign) => `${sign}9`) : `no ${text}` };
}
