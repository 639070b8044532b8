import { describe, expect, it } from "vitest";
import type { CondTrace } from "../evaluate/outcome.ts";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import { exact } from "../money/exact.ts";
import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";
import type { At, Columns } from "./conditions.ts";
import { countText, traceCondition } from "./trace.ts";

const PLAN: PlanVersion = {
  ...EXAMPLE,
  conditions: [
    ...EXAMPLE.conditions,
    {
      id: "seller",
      label: "a seller",
      when: {
        all: [
          { metric: "gv", atLeast: "5" },
          { rank: "builder", basis: "title" },
        ],
      },
    },
    {
      id: "steady",
      label: "steady",
      when: { any: [{ not: { metric: "gv", atLeast: "5" } }, { ref: "is_active" }, { status: "good" }] },
    },
  ],
};

interface Person {
  /** Hundredths of the group volume, in this period and in the closed one. */
  readonly gv: Record<At, number>;
  readonly rank: Record<At, number>;
  readonly active: Record<At, boolean>;
  readonly held: number;
}
const ANN: Person = {
  gv: { this: 12_050, lastClosed: 100 },
  rank: { this: 1, lastClosed: 2 },
  active: { this: true, lastClosed: false },
  held: 2,
};

const LEGS: CountCond = {
  legs: { tree: "sponsor", at: "somewhere", where: { rank: "builder", basis: "qualified" } },
};
const CUSTOMERS: CountCond = { customers: { volume: "cv", atLeast: "10" } };

const columns: Columns<Person> = {
  plan: PLAN,
  metric: (_, at) => (person) => person.gv[at],
  named: (_, at) => (person) => person.active[at],
  rank: (_, at) => (person) => person.rank[at],
  status: () => () => "suspended",
  attribute: () => () => "gold",
  joinedWithin: () => () => true,
  count: () => () => 1,
  legs: (of) => () =>
    "legs" in of
      ? [
          { id: "bob", counts: true },
          { id: "cyd", counts: false },
        ]
      : null,
  cappedLegs: () => () => exact(100_033n, 2n),
  heldIn: (_, periods) => (person) => Math.min(person.held, periods),
};
const capped = { volume: "pv", tree: "sponsor", period: "month", maxShare: "0.5", capBase: "requirement", own: "none" };

describe("a condition with its values for one person", () => {
  it.each<[string, Cond, CondTrace]>([
    [
      "a threshold that is met lacks nothing",
      { metric: "gv", atLeast: "120.5" },
      { text: "GV", ok: true, have: "120.5", need: "120.5", missing: "0" },
    ],
    [
      "a threshold that is missed says by how much",
      { metric: "gv", atLeast: "121" },
      { text: "GV", ok: false, have: "120.5", need: "121", missing: "0.5" },
    ],
    [
      "of the closed period",
      { metric: "gv", atLeast: "121", at: "lastClosed" },
      { text: "GV", ok: false, have: "1", need: "121", missing: "120" },
    ],
    [
      "a metric without a label is called by its id",
      { metric: "odd", atLeast: "1" },
      { text: "odd", ok: true, have: "120.5", need: "1", missing: "0" },
    ],
    [
      "a rank of this period",
      { rank: "leader", basis: "paidAs" },
      { text: "rank paidAs", ok: false, have: "Builder", need: "Leader" },
    ],
    [
      "a rank of the closed period",
      { rank: "leader", basis: "paidAs", at: "lastClosed" },
      { text: "rank paidAs", ok: true, have: "Leader", need: "Leader" },
    ],
    [
      "a count with the legs behind it",
      { count: LEGS, atLeast: 2 },
      {
        text: "legs with Builder",
        ok: false,
        have: "1",
        need: "2",
        missing: "1",
        parts: [
          { text: "bob", ok: true },
          { text: "cyd", ok: false },
        ],
      },
    ],
    [
      "a count without legs",
      { count: CUSTOMERS, atLeast: 1 },
      { text: "customers with CV 10 or more", ok: true, have: "1", need: "1", missing: "0" },
    ],
    [
      "periods in a row",
      { heldFor: "is_active", periods: 3 },
      { text: "active, periods", ok: false, have: "2", need: "3", missing: "1" },
    ],
    [
      "some of the last periods",
      { heldFor: "is_active", periods: 1, outOf: 2 },
      { text: "active, periods", ok: true, have: "2", need: "1", missing: "0" },
    ],
    [
      "capped legs, a fraction rounded down",
      { cappedLegs: { ...capped, required: "500.17" } } as Cond,
      { text: "PV of capped legs", ok: false, have: "500.16", need: "500.17", missing: "0.01" },
    ],
    [
      "capped legs of a volume without a label",
      { cappedLegs: { ...capped, volume: "odd", required: "500" } } as Cond,
      { text: "odd of capped legs", ok: true, have: "500.16", need: "500", missing: "0" },
    ],
    [
      "parts of which all must hold",
      { all: [{ status: "good" }, { status: "notTerminated" }] },
      {
        text: "all",
        ok: false,
        parts: [
          { text: "in good standing", ok: false },
          { text: "not terminated", ok: true },
        ],
      },
    ],
    [
      "parts of which one must hold",
      { any: [{ status: "good" }, { always: true }] },
      {
        text: "any",
        ok: true,
        parts: [
          { text: "in good standing", ok: false },
          { text: "always", ok: true },
        ],
      },
    ],
    [
      "what must not hold",
      { not: { status: "good" } },
      { text: "not", ok: true, parts: [{ text: "in good standing", ok: false }] },
    ],
    ["an attribute", { attribute: "package", equals: "gold" }, { text: "package = gold", ok: true }],
    ["days since joining", { joinedWithinDays: 30 }, { text: "joined within 30 days", ok: true }],
    ["who sponsored", { personallySponsored: true }, { text: "personally sponsored", ok: false }],
    [
      "a name that is one threshold takes over its values",
      { ref: "is_active" },
      { text: "active", ok: true, have: "120.5", need: "50", missing: "0" },
    ],
    [
      "a name of the closed period takes over the values of that one",
      { ref: "is_active", at: "lastClosed" },
      { text: "active", ok: false, have: "1", need: "50", missing: "49" },
    ],
  ])("%s", (_, cond, expected) => {
    expect(traceCondition(cond, columns, ANN)).toEqual(expected);
  });

  it("says of a name only whether it holds where its parts would say otherwise", () => {
    const ben: Person = { ...ANN, active: { this: false, lastClosed: true } };
    expect(traceCondition({ ref: "is_active" }, columns, ben)).toEqual({ text: "active", ok: false });
    expect(traceCondition({ ref: "is_active", at: "lastClosed" }, columns, ben)).toEqual({ text: "active", ok: true });
  });

  it("reads every part of a closed name from the closed period", () => {
    const cyd: Person = { ...ANN, active: { this: true, lastClosed: true } };
    const have = (id: string) => traceCondition({ ref: id, at: "lastClosed" }, columns, cyd);
    expect(have("steady").parts?.map(({ parts, ok }) => parts?.[0]?.have ?? String(ok))).toEqual([
      "1",
      "true",
      "false",
    ]);
    const ann = traceCondition({ ref: "seller", at: "lastClosed" }, columns, ANN);
    expect(ann.parts?.[0]).toEqual({ text: "GV", ok: false, have: "1", need: "5", missing: "4" });
  });
});

describe("what is counted, in words", () => {
  const members = (where: Cond): CountCond => ({ members: { tree: "sponsor", from: 1, to: 3, where } });
  it.each<[CountCond, string]>([
    [LEGS, "legs with Builder"],
    [{ legs: { tree: "sponsor", at: "top", where: { always: true } } }, "frontline people with always"],
    [members({ ref: "is_active" }), "people on levels 1 to 3 with active"],
    [members({ metric: "gv", atLeast: "7" }), "people on levels 1 to 3 with GV 7 or more"],
    [members({ metric: "odd", atLeast: "7" }), "people on levels 1 to 3 with odd 7 or more"],
    [
      members({ all: [{ ref: "is_active" }, { status: "good" }] }),
      "people on levels 1 to 3 with active and in good standing",
    ],
    [
      members({ any: [{ personallySponsored: true }, { status: "notTerminated" }] }),
      "people on levels 1 to 3 with personally sponsored or not terminated",
    ],
    [members({ not: { attribute: "a", equals: "b" } }), "people on levels 1 to 3 with not a = b"],
    [members({ heldFor: "is_active", periods: 2 }), "people on levels 1 to 3 with heldFor periods"],
    [CUSTOMERS, "customers with CV 10 or more"],
    [{ customers: { volume: "odd", atLeast: "1" } }, "customers with odd 1 or more"],
  ])("%j", (of, text) => {
    expect(countText(PLAN, of)).toBe(text);
  });
});
