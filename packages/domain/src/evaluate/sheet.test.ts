import { describe, expect, test } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { EXAMPLE } from "./testing/worked-example.ts";

const at = "2026-06-10T10:00:00Z";
const PEOPLE: Story["people"] = [
  { id: "a", sponsor: null },
  { id: "b", sponsor: "a" },
  { id: "c", sponsor: "b" },
];

/** The unilevel of the worked example alone; the second level is open to nobody. */
function planOf(limit?: string): PlanVersion {
  const uni = EXAMPLE.bonuses.find(({ id }) => id === "uni");
  if (!uni) throw new Error("the example has a unilevel");
  const walk = {
    to: "upline",
    tree: "sponsor",
    payFrom: 1,
    levels: 3,
    compress: "none",
    unlock: { byRank: { member: 1 } },
  };
  const ranks = EXAMPLE.ranks.slice(0, 1);
  const capped = limit === undefined ? {} : { limit: { perEarner: { flat: limit } } };
  return { ...EXAMPLE, ranks, bonuses: [{ ...uni, gate: { always: true }, walk, ...capped } as typeof uni] };
}

/** c sells `cv` points and b 10.10: b is paid on c, a on b, and the second level of c is nobody's. */
function paid(cv: string, limit?: string) {
  const orders = [
    { id: "o1", of: "c", at, volumes: { pv: "10", cv } },
    { id: "o2", of: "b", at, volumes: { pv: "10", cv: "10.10" } },
  ];
  const plan = planOf(limit);
  const { lines, breakage } = evaluate(
    plan,
    factsOf(plan, { period: "month:2026-06-01", people: PEOPLE, orders }),
    EMPTY_STATE,
  );
  const said = lines.map(({ earnerId, sourceKey, minor, exact, because }) => {
    const round = because.steps.find(({ kind }) => kind === "round");
    return `${earnerId} ${sourceKey} ${minor} of ${exact.n}/${exact.d}, ${round?.kind === "round" ? round.groupExact : ""}`;
  });
  return [...said, ...breakage.map(({ code, minor, count }) => `${code} ${minor} in ${count}`)];
}

describe("a bonus settled in numbers", () => {
  test("rounds once, keeps the exact amount, and tells of both", () => {
    expect(paid("100")).toEqual([
      "a mem:b 51 of 101/2, 0.505",
      "b mem:c 500 of 500/1, 5.00",
      "rank_too_low_for_level 400 in 1",
    ]);
  });

  test("goes on in exact fractions where numbers would not do, with the same lines and breakage counted once", () => {
    expect(paid("900719925474.93")).toEqual([
      "a mem:b 51 of 101/2, 0.505",
      "b mem:c 4503599627375 of 90071992547493/20, 45035996273.7465",
      "rank_too_low_for_level 3602879701900 in 1",
    ]);
  });

  test("cuts an earner to his limit by exact shares", () => {
    expect(paid("100", "3")).toEqual([
      "a mem:b 51 of 101/2, 0.505",
      "b mem:c 300 of 500/1, 5.00",
      "rank_too_low_for_level 400 in 1",
    ]);
  });
});
