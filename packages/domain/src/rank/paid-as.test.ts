import { describe, expect, it } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { nextRanks, type Running } from "./paid-as.ts";

const START: Running = { held: 0, misses: 0, title: 0, below: [] };

/** Paid-as and title after each period, as text "paidAs/title". */
function run(
  policy: Partial<PlanVersion["rankPolicy"]>,
  qualified: readonly number[],
  grant = { paidAs: 0, title: 0 },
): string[] {
  const rankPolicy: PlanVersion["rankPolicy"] = { title: "lifetime", gracePeriods: 0, announce: "atClose", ...policy };
  let state = START;
  return qualified.map((rank) => {
    const next = nextRanks(rankPolicy, state, rank, grant);
    state = next.state;
    return `${next.paidAs}/${state.title}`;
  });
}

describe("running ranks", () => {
  it.each<[string, Partial<PlanVersion["rankPolicy"]>, number[], string[]]>([
    ["without grace paid-as is what was qualified", {}, [2, 1, 3, 0], ["2/2", "1/2", "3/3", "0/3"]],
    ["one period of grace is used up by two misses", { gracePeriods: 1 }, [2, 1, 1, 1], ["2/2", "2/2", "1/2", "1/2"]],
    [
      "a period at the rank restarts the grace",
      { gracePeriods: 1 },
      [2, 1, 2, 1, 0],
      ["2/2", "2/2", "2/2", "2/2", "0/2"],
    ],
    [
      "a title falls to the best of the periods below it",
      { title: { demoteAfter: 3 } },
      [3, 0, 2, 1, 0],
      ["3/3", "0/3", "2/3", "1/2", "0/2"],
    ],
    [
      "a period at the title restarts the count",
      { title: { demoteAfter: 2 } },
      [3, 1, 3, 1, 2],
      ["3/3", "1/3", "3/3", "1/3", "2/2"],
    ],
  ])("%s", (_, policy, qualified, expected) => {
    expect(run(policy, qualified)).toEqual(expected);
  });

  it("keeps the periods below a title in their order, and none for a title of a lifetime", () => {
    const below = (policy: PlanVersion["rankPolicy"]["title"], ...qualified: number[]) => {
      const rankPolicy: PlanVersion["rankPolicy"] = { title: policy, gracePeriods: 0, announce: "atClose" };
      return qualified.reduce((state, rank) => nextRanks(rankPolicy, state, rank, { paidAs: 0, title: 0 }).state, START)
        .below;
    };
    expect(below({ demoteAfter: 4 }, 3, 2, 0, 1)).toEqual([2, 0, 1]);
    expect(below({ demoteAfter: 3 }, 3, 2, 0, 1)).toEqual([]);
    expect(below({ demoteAfter: 4 }, 3, 2, 3)).toEqual([]);
    expect(below("lifetime", 3, 2, 0)).toEqual([]);
  });

  it("starts the count below a title anew with a granted title, and goes on with one that grants nothing new", () => {
    const policy: PlanVersion["rankPolicy"] = { title: { demoteAfter: 3 }, gracePeriods: 0, announce: "atClose" };
    const opening: Running = { held: 0, misses: 0, title: 2, below: [1, 0] };
    expect(nextRanks(policy, opening, 1, { paidAs: 0, title: 3 }).state).toMatchObject({ title: 3, below: [1] });
    expect(nextRanks(policy, opening, 1, { paidAs: 0, title: 2 }).state).toMatchObject({ title: 1, below: [] });
    expect(nextRanks(policy, opening, 1, { paidAs: 0, title: 0 }).state).toMatchObject({ title: 1, below: [] });
  });

  it("counts no miss in a period at the held rank", () => {
    const policy: PlanVersion["rankPolicy"] = { title: "lifetime", gracePeriods: 2, announce: "atClose" };
    const at = (misses: number, qualified: number) =>
      nextRanks(policy, { held: 2, misses, title: 2, below: [] }, qualified, { paidAs: 0, title: 0 }).state.misses;
    expect([at(1, 2), at(1, 3), at(0, 1), at(1, 1), at(2, 1)]).toEqual([0, 0, 1, 2, 0]);
  });

  it("a grant raises what is paid and the title, never what was qualified", () => {
    expect(run({}, [1, 3], { paidAs: 2, title: 0 })).toEqual(["2/1", "3/3"]);
    expect(run({}, [1], { paidAs: 0, title: 2 })).toEqual(["1/2"]);
  });
});
