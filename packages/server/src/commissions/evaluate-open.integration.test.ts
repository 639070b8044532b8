import type { DistributorId, PlanVersion } from "@upline/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { evaluateOpen } from "./evaluate-open.ts";
import { confirmed, enrol, foundCompany, place, told } from "./testing/world.ts";

const MARCH = "month:2026-03-01";

/** Active is who sold 100 in two months, and steady who was active in both of the last two. */
const overTwoMonths = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  metrics: [
    ...plan.metrics,
    { id: "own2", label: "Two months", kind: "own", volume: "pv", period: "month", periods: 2 },
    { id: "grown", label: "Growth", kind: "growth", of: "own_pv" },
  ],
  conditions: [
    { id: "is_active", label: "Active", when: { metric: "own2", atLeast: "100" } },
    { id: "steady", label: "Steady", when: { heldFor: "is_active", periods: 2 } },
  ],
});

let deps: TestDeps;
let cedar: DistributorId;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps, { changed: overTwoMonths });
  const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  cedar = await enrol(deps, "Cedar", ash, "2025-04-09T12:00:00Z");
  await sell("march", "2026-03-05T10:00:00Z");
  // April has begun, and March may not be closed before the 4th.
  deps.setNow("2026-04-02T12:00:00.000Z");
  await sell("april", "2026-04-01T18:00:00Z");
});
afterEach(async () => {
  await deps.close();
});

async function sell(ref: string, at: string) {
  await place(deps, { ref, seller: cedar, at });
  await told(deps, ref, [confirmed(6300n, at)]);
}

test("a month whose predecessor is not closed is estimated as it will be once it is", async () => {
  const before = (await evaluateOpen(deps)).periods.at(-1);
  expect(before?.period.id).toBe("month:2026-04-01");
  expect(before?.evaluation.ranks[cedar]).toMatchObject({
    active: true,
    holds: ["is_active"],
    metrics: { own2: 12_600n, grown: 0n },
  });
  // What is paid at once reads closed months only, and none is.
  const live = before?.evaluation.lines.filter(({ sourceKey }) => sourceKey.startsWith("ord:"));

  deps.setNow("2026-04-04T12:00:00.000Z");
  await closePeriod(deps, MARCH);
  const after = (await evaluateOpen(deps)).periods.at(-1);
  expect(after?.evaluation.ranks).toEqual(before?.evaluation.ranks);
  expect(after?.evaluation.closing).toEqual(before?.evaluation.closing);
  expect(after?.evaluation.lines.filter(({ sourceKey }) => sourceKey.startsWith("ord:"))).toEqual(live);
});
