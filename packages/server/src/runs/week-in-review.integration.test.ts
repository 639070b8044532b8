import { approvalsOf } from "@upline/db";
import type { Bonus, PlanVersion, RunId } from "@upline/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { approve } from "../approvals/decide-approval.ts";
import type { UserViewer } from "../auth/viewer.ts";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import type { Deps } from "../deps.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { closePeriod } from "../periods/close-period.ts";
import { closedPeriods } from "../reconciliation/closed-periods.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { evaluateRun } from "./evaluate-run.ts";
import { postRun } from "./post-run.ts";
import { requestRun } from "./request-run.ts";
import { RUN } from "./run-row.ts";
import { startRun } from "./start-run.ts";

const MARCH = "month:2026-03-01";
const WEEK = "week:2026-03-30";

/** Ten percent of the group's volume each week, for those who were active in the last closed month. */
const weekly: Bonus = {
  id: "weekly",
  label: "Weekly",
  when: { close: "week" },
  source: { kind: "orders", volume: "cv", of: "both" },
  gate: { ref: "is_active", at: "lastClosed" },
  walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 1, compress: "none" },
  rate: { unit: "share", flat: "0.1" },
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 0 },
};
const withWeeks = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  periods: [...plan.periods, { id: "week", every: "week", weekStart: 1, cutoffDays: 2 }],
  bonuses: [...plan.bonuses, weekly],
});

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-18T12:00:00.000Z" });
  await foundCompany(deps, { changed: withWeeks });
  await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", "Ash", "2025-03-10T12:00:00Z");
  for (const [ref, at] of [
    ["march", "2026-03-17T10:00:00Z"],
    ["april", "2026-04-01T10:00:00Z"],
  ] as const) {
    deps.setNow(`${at.slice(0, 10)}T12:00:00.000Z`);
    await place(deps, { ref, seller: birch, at });
    await told(deps, ref, [confirmed(6300n, at)]);
  }
});
afterEach(() => deps.close());

const as = (name: string): Deps => {
  const viewer: UserViewer = {
    ...{ kind: "user", userId: `usr_${name}`, name, email: `${name}@example.test`, role: "finance" },
    ...{ distributorId: null, secondFactor: false, address: null },
  };
  return { ...deps, viewer };
};

async function evaluated(periodId: string): Promise<RunId> {
  const { runId } = await startRun(as("aster"), { periodId });
  await evaluateRun(deps, runId);
  return runId;
}

async function posted(runId: RunId): Promise<string> {
  await requestRun(as("aster"), { runId, reason: "Compared with the period before" });
  const [asked] = await approvalsOf(deps.db, RUN, runId);
  await approve(as("sorrel"), { approvalId: asked?.id as `apr_${string}`, fingerprint: asked?.fingerprint ?? "" });
  return (await postRun(deps, runId)).state;
}

test("a week that was evaluated while its month was in review is posted as it was approved, after the month", async () => {
  deps.setNow("2026-04-08T12:00:00.000Z");
  for (const week of ["week:2026-03-16", "week:2026-03-23"]) await closePeriod(deps, week);
  const month = await evaluated(MARCH);
  const week = await evaluated(WEEK);
  deps.setNow("2026-04-09T12:00:00.000Z");
  expect(await posted(month)).toBe("posted");
  expect(await posted(week)).toBe("posted");
  expect(await closedPeriods(deps)).toEqual([]);
  expect(await reconcile(deps)).toEqual([]);
});
