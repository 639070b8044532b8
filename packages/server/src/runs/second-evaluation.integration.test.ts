import { approveApproval, commissionLine, commissionRun, takeApproval } from "@upline/db";
import type { DistributorId, Id, RunId } from "@upline/domain";
import { eq, isNull, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UserViewer } from "../auth/viewer.ts";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { runBody } from "./run-body.ts";
import { demandRun } from "./run-row.ts";

/** How many units the engine pays too much on every line. */
const engine = vi.hoisted(() => ({ off: 0n }));
vi.mock("@upline/domain", async (original) => {
  const real = await original<typeof import("@upline/domain")>();
  const evaluate: typeof real.evaluate = (...given) => {
    const evaluation = real.evaluate(...given);
    return { ...evaluation, lines: evaluation.lines.map((line) => ({ ...line, minor: line.minor + engine.off })) };
  };
  return { ...real, evaluate };
});

const MARCH = "month:2026-03-01";
const REASON = "Checked against February";
let deps: TestDeps;
let ash: DistributorId;

beforeEach(async () => {
  engine.off = 0n;
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  const cedar = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
  for (const [ref, seller] of Object.entries({ a: ash, c: cedar })) {
    await place(deps, { ref, seller, sku: "PACK", isOwn: true, at: "2026-03-05T10:00:00Z" });
    await told(deps, ref, [confirmed(14_999n, "2026-03-05T10:00:00Z")]);
  }
  deps.setNow("2026-04-04T04:00:00.000Z");
});
afterEach(async () => {
  await deps.close();
});

const as = (name: string) => {
  const viewer: UserViewer = {
    ...{ kind: "user", userId: `usr_${name}`, name, email: `${name}@example.test`, role: "finance" },
    ...{ distributorId: null, secondFactor: false, address: "192.0.2.0" },
  };
  return appRouter.createCaller({ ...deps, viewer });
};

async function evaluated(): Promise<RunId> {
  const { runId } = await as("aster").runs.start({ periodId: MARCH });
  await deps.jobs.drain();
  expect((await as("aster").runs.get({ runId })).state).toBe("evaluated");
  return runId;
}

const request = async (runId: RunId) =>
  (await as("aster").runs.request({ runId, reason: REASON })) as { approvalId: Id<"apr">; fingerprint: string };
const refusedWith = (code: string) => ({ cause: { code } });
const posted = () => deps.db.select().from(commissionLine).where(isNull(commissionLine.orderId));

/** Everything that an approval does to the database, without what the server looks at before. */
async function forced(runId: RunId, approvalId: Id<"apr">): Promise<void> {
  await deps.db.transaction(async (db) => {
    const tx = { ...deps, db } as typeof deps;
    await approveApproval(db, { id: approvalId, by: "usr_sorrel", at: deps.clock.wall(), from: null });
    const body = await runBody(tx, await demandRun(tx, runId));
    await takeApproval(db, { id: approvalId, subject: "commission_run", body, usedBy: runId });
    const approved = { state: "approved", approvalId, approvedBy: "usr_sorrel", approvedAt: deps.clock.now() } as const;
    await db.update(commissionRun).set(approved).where(eq(commissionRun.id, runId));
  });
}

test("the naive reference evaluates a small company whole, and where both agree the run is approved", async () => {
  const runId = await evaluated();
  expect((await as("sorrel").runs.get({ runId })).second).toMatchObject({
    agrees: true,
    isWhole: true,
    people: 3,
    lines: 1,
    judged: expect.arrayContaining(["unilevel"]),
    first: null,
  });
  const asked = await request(runId);
  await as("sorrel").approvals.approve(asked);
  expect((await as("sorrel").runs.get({ runId })).state).toBe("approved");
});

test("a run that the reference came to otherwise says where, and is not asked for, approved or posted", async () => {
  engine.off = 1n;
  const runId = await evaluated();
  expect((await as("sorrel").runs.get({ runId })).second).toMatchObject({
    agrees: false,
    first: { of: "line", name: "Ash Test", bonusId: "unilevel", engine: "618", reference: "617" },
  });
  await expect(request(runId)).rejects.toMatchObject(refusedWith("run_not_agreed"));
});

test("a run that posts by itself does not, where both disagree, and the database refuses it too", async () => {
  engine.off = -1n;
  await expect(closePeriod(deps, MARCH)).rejects.toMatchObject({ code: "run_not_agreed" });
  await expect(deps.db.update(commissionRun).set({ state: "posting" })).rejects.toMatchObject({
    cause: { message: expect.stringContaining("second evaluation") },
  });
  expect(await posted()).toEqual([]);
});

test("the database refuses the approval of a run that the reference came to otherwise", async () => {
  const runId = await evaluated();
  const { approvalId } = await request(runId);
  await deps.db.execute(sql`alter table commission_run disable trigger guard`);
  await deps.db.update(commissionRun).set({ isAgreed: false }).where(eq(commissionRun.id, runId));
  await deps.db.execute(sql`alter table commission_run enable always trigger guard`);
  await expect(forced(runId, approvalId)).rejects.toMatchObject({
    cause: { message: expect.stringContaining("second evaluation") },
  });
  const again = await request(runId).catch((error: unknown) => error);
  expect(again).toMatchObject(refusedWith("run_not_agreed"));
});

test("a line that is changed between evaluation and approval is found by the server and by the database", async () => {
  const runId = await evaluated();
  const before = await request(runId);
  await deps.db.execute(sql`alter table commission_run_line disable trigger deny_change`);
  await deps.db.execute(sql`update commission_run_line set amount_minor = amount_minor + 1`);
  await deps.db.execute(sql`alter table commission_run_line enable always trigger deny_change`);
  await expect(as("sorrel").approvals.approve(before)).rejects.toMatchObject(refusedWith("approval_outdated"));
  await expect(request(runId)).rejects.toMatchObject(refusedWith("run_result_changed"));
  await expect(forced(runId, before.approvalId)).rejects.toThrow();
  expect((await as("sorrel").runs.get({ runId })).state).toBe("evaluated");
});
