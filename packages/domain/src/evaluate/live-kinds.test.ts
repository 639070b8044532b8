import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { errorsOf, validatePlan } from "../plan/validate-plan.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { orderLines } from "./order-lines.ts";
import type { Line } from "./outcome.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { FAST, GRID, MATCH, planOf, SECOND, STORY } from "./testing/live-plan.ts";
import { naiveOrderFacts } from "./testing/naive-order-facts.ts";
import { inquiry } from "./why-not.ts";

const write = ({ bonusId, earnerId, sourceKey, level, minor }: Line) =>
  `${bonusId} ${earnerId.slice(4)} ${sourceKey.replaceAll("dst_", "")} ${level}: ${minor}`;

function pays(version: PlanVersion, story: Story): string[] {
  expect(errorsOf(validatePlan(version))).toEqual([]);
  const facts = factsOf(version, story);
  const { lines } = evaluate(version, facts, EMPTY_STATE);
  expect(new Set(lines.map(({ key }) => key)).size, "P33").toBe(lines.length);
  const live = lines.filter(({ bonusId }) => "live" in (version.bonuses.find(({ id }) => id === bonusId)?.when ?? {}));
  const alone = naiveOrderFacts(version, facts).flatMap((order) => orderLines(version, order).lines);
  const explained = (line: Line) => [line.key, line.minor, line.because];
  expect(alone.map(explained).sort(byKey), "P6").toEqual(live.map(explained).sort(byKey));
  return lines.map(write);
}

const byKey = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);

const FAST_LINES = ["fast A ord:o1 3: 502", "fast B ord:o1 2: 1003", "fast C ord:o1 1: 2006"];

describe("a live bonus", () => {
  it.each<[string, PlanVersion, Partial<Story>, string[]]>([
    [
      "walks another tree than that of the ranks: 10 % of 100.30 to A and to C",
      planOf({ ...FAST, id: "grid", walk: GRID, rate: { unit: "share", flat: "0.10" } }),
      {},
      ["grid A ord:o1 1: 1003", "grid C ord:o1 2: 1003"],
    ],
    [
      "walks the tree as it was at the order: S stood under C until the 2nd",
      planOf({ ...FAST, id: "grid", walk: GRID, rate: { unit: "share", flat: "0.10" } }),
      {
        places: [
          { tree: "grid", id: "dst_C", parent: null, slot: 0 },
          { tree: "grid", id: "dst_A", parent: "dst_C", slot: 0 },
          { tree: "grid", id: "dst_S", parent: "dst_C", slot: 1 },
          { tree: "grid", id: "dst_S", parent: "dst_A", slot: 1, at: "2026-06-03T08:00:00.001Z" },
        ],
      },
      ["grid C ord:o1 1: 1003"],
    ],
    [
      "matches each line: 50 % and 25 % of C's 20.06, 50 % of B's 10.03",
      planOf(FAST, MATCH),
      {},
      [
        ...FAST_LINES,
        "match A lin:o1:fast:B:2 1: 502",
        "match A lin:o1:fast:C:1 2: 502",
        "match B lin:o1:fast:C:1 1: 1003",
      ],
    ],
    [
      "matches along another tree than the bonus it matches: 50 % of A's 5.02 to C, who stands above A in the grid",
      planOf(FAST, { ...MATCH, walk: GRID }),
      {},
      [...FAST_LINES, "match C lin:o1:fast:A:3 1: 251"],
    ],
    [
      "matches along the sponsors what was paid in another tree: 50 % of C's 10.03 to B, 25 % to A",
      planOf({ ...FAST, walk: GRID, rate: { unit: "share", flat: "0.10" } }, MATCH),
      {},
      [
        "fast A ord:o1 1: 1003",
        "fast C ord:o1 2: 1003",
        "match A lin:o1:fast:C:2 2: 251",
        "match B lin:o1:fast:C:2 1: 502",
      ],
    ],
    [
      "matches a match, whatever the order in the plan: 50 % of B's 10.03",
      planOf(SECOND, MATCH, FAST),
      {},
      [
        "second A lin:o1:match:B:1 1: 502",
        "match A lin:o1:fast:B:2 1: 502",
        "match A lin:o1:fast:C:1 2: 502",
        "match B lin:o1:fast:C:1 1: 1003",
        ...FAST_LINES,
      ],
    ],
    [
      "adds up what a match paid one person on one level: A and B under C in the grid give C 50 % of 5.02 and of 10.03",
      planOf(FAST, { ...MATCH, walk: GRID }, { ...SECOND, walk: GRID }),
      {
        places: [
          { tree: "grid", id: "dst_T", parent: null, slot: 0 },
          { tree: "grid", id: "dst_C", parent: "dst_T", slot: 0 },
          { tree: "grid", id: "dst_A", parent: "dst_C", slot: 0 },
          { tree: "grid", id: "dst_B", parent: "dst_C", slot: 1 },
        ],
      },
      [
        ...FAST_LINES,
        "match C lin:o1:fast:A:3 1: 251",
        "match C lin:o1:fast:B:2 1: 502",
        "match T lin:o1:fast:A:3 2: 126",
        "match T lin:o1:fast:B:2 2: 251",
        "match T lin:o1:fast:C:1 1: 1003",
        "second T lin:o1:match:C:1 1: 377",
      ],
    ],
    [
      "takes a match back with what it matches, to the last cent: 20.06 by 10.03, 10.03 by 5.02, then all",
      planOf(FAST, MATCH),
      {
        refunds: [
          { id: "r1", order: "o1", at: "2026-06-05T08:00:00Z", volumes: { cv: "50.15" } },
          { id: "r0", order: "o1", at: "2026-06-06T08:00:00Z", volumes: { cv: "50.15" } },
        ],
      },
      [
        FAST_LINES[0] ?? "",
        "fast A ref:r0 3: -251",
        "fast A ref:r1 3: -251",
        FAST_LINES[1] ?? "",
        "fast B ref:r0 2: -501",
        "fast B ref:r1 2: -502",
        FAST_LINES[2] ?? "",
        "fast C ref:r0 1: -1003",
        "fast C ref:r1 1: -1003",
        "match A lin:o1:fast:B:2 1: 502",
        "match A lin:o1:fast:C:1 2: 502",
        "match A ref:r0 1: -251",
        "match A ref:r0 2: -251",
        "match A ref:r1 1: -251",
        "match A ref:r1 2: -251",
        "match B lin:o1:fast:C:1 1: 1003",
        "match B ref:r0 1: -501",
        "match B ref:r1 1: -502",
      ],
    ],
    [
      "pays the first sale of S up to A, who owns B, C, and S as first recruits, and the second to S himself",
      planOf({
        ...FAST,
        id: "up",
        walk: { to: "passUp", tree: "sponsor", first: 1 },
        rate: { unit: "share", flat: "0.10" },
      }),
      {
        orders: [
          { id: "o2", of: "dst_S", at: "2026-06-03T08:00:00Z", volumes: { cv: "20" } },
          { id: "o1", of: "dst_S", at: "2026-06-04T08:00:00Z", volumes: { cv: "30" } },
          { id: "o3", of: "dst_T", at: "2026-06-05T08:00:00Z", volumes: { cv: "40" } },
        ],
        refunds: [{ id: "r1", order: "o2", at: "2026-06-03T09:00:00Z", volumes: { cv: "20" } }],
      },
      ["up A ord:o2 1: 200", "up A ref:r1 1: -200", "up C ord:o3 1: 400", "up S ord:o1 0: 300"],
    ],
    [
      "reads who was qualified at the newest close: B was, though paid as a member; A was paid as a leader only",
      planOf({ ...FAST, gate: { rank: "builder", basis: "qualified", at: "lastClosed" } }),
      {
        closed: [
          {
            period: "month:2026-04-01",
            closedAt: "2026-05-08T08:00:00Z",
            people: { dst_A: { paidAs: "leader" }, dst_B: { qualified: "builder" }, dst_C: {} },
          },
        ],
      },
      ["fast B ord:o1 2: 1003"],
    ],
  ])("%s", (_, version, change, expected) => {
    expect(pays(version, { ...STORY, ...change })).toEqual(expected);
  });

  it.each<[string, Bonus[], Partial<Story>, Record<string, string | null>]>([
    [
      "a match: from C's line B is paid, C is nobody's upline, S earns from nobody",
      [FAST, MATCH],
      {},
      { dst_A: null, dst_B: null, dst_C: "not_in_upline", dst_S: "not_in_upline", cus_1: "not_in_upline" },
    ],
    [
      "a match behind a gate that is shut for B, and level 3 for A from C's line, level 2 from B's",
      [FAST, { ...MATCH, gate: { not: { attribute: "out", equals: "yes" } } }],
      { attributes: [{ id: "dst_B", key: "out", value: "yes", at: "2026-06-01T00:00:00Z" }] },
      { dst_B: "gate_not_met", dst_A: null },
    ],
    [
      "a match of an order that paid nobody",
      [{ ...FAST, gate: { rank: "leader", basis: "title", at: "lastClosed" } }, MATCH],
      {},
      { dst_A: "no_volume" },
    ],
    [
      "a match of an order that was taken back",
      [FAST, MATCH],
      { refunds: [{ id: "r1", order: "o1", at: "2026-06-05T08:00:00Z", volumes: { cv: "100.30" } }] },
      { dst_C: "reversed" },
    ],
    [
      "another tree: B has no place in the grid",
      [{ ...FAST, id: "match", walk: GRID, rate: { unit: "share", flat: "0.10" } }],
      {},
      { dst_A: null, dst_B: "unplaced", dst_C: null },
    ],
    [
      "a sale that is passed up",
      [
        {
          ...FAST,
          id: "match",
          walk: { to: "passUp", tree: "sponsor", first: 1 },
          rate: { unit: "share", flat: "0.10" },
        },
      ],
      {},
      { dst_A: null, dst_B: "beyond_paid_levels", dst_S: "passed_up" },
    ],
  ])("tells why not: %s", (_, bonuses, change, expected) => {
    const version = planOf(...bonuses);
    const { whyNot } = inquiry(version, factsOf(version, { ...STORY, ...change }), EMPTY_STATE);
    const told = Object.keys(expected).map((id) => [
      id,
      whyNot({ distributorId: id, bonusId: "match", orderId: "o1" })?.code ?? null,
    ]);
    expect(Object.fromEntries(told)).toEqual(expected);
  });

  it("takes a match of an earlier period back as it would have been taken back at once, and no match over other lines", () => {
    const other = { ...FAST, id: "other", rate: { unit: "share", flat: "0.08" } } as const;
    const version = planOf(FAST, other, MATCH, SECOND);
    const kept = { id: "o2", of: "dst_S", at: "2026-06-04T08:00:00Z", volumes: { cv: "100.30" } };
    const june = { ...STORY, orders: [...(STORY.orders ?? []), kept] };
    const refunds = [
      { id: "r1", order: "o1", at: "2026-07-05T08:00:00Z", volumes: { cv: "33.33" } },
      { id: "r0", order: "o1", at: "2026-07-06T08:00:00Z", volumes: { cv: "66.97" } },
    ];
    const originals = evaluate(version, factsOf(version, june), EMPTY_STATE).lines;
    const july: Story = {
      ...june,
      period: "month:2026-07-01",
      orders: [],
      refunds,
      past: { orders: june.orders },
      originals,
    };
    const later = evaluate(version, factsOf(version, july), EMPTY_STATE).lines;
    const atOnce = naiveOrderFacts(version, factsOf(version, { ...june, refunds }))
      .flatMap((order) => orderLines(version, order).lines)
      .filter(({ sourceKey }) => sourceKey.startsWith("ref:"));
    expect(later.map(write).sort()).toEqual(atOnce.map(write).sort());
    expect(later.map(write)).toContain("match B ref:r1 1: -334");
    const left = [...originals, ...later].reduce((sum, { minor }) => sum + minor, 0n);
    const ofKept = originals.filter(({ orderIds }) => orderIds.includes("o2"));
    expect(left).toBe(ofKept.reduce((sum, { minor }) => sum + minor, 0n));
  });
});
