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
    expect(found({ ...one, expected: [payout] })).toEqual(["payout X NONE P1: no bonus NONE"]);
  });
});

/** The same expectation with another value. */
function changed(expectation: Json): Json {
  const values = ["amount", "left", "value", "parent", "owner"].filter((name) => name in expectation);
  const [name = "amount"] = values;
  const text = String(expectation[name]);
  const isNumber = /^-?\d/.test(text);
  return { ...expectation, [name]: isNumber ? text.replace(/^-?/, (sign) => `${sign}9`) : `no ${text}` };
}
