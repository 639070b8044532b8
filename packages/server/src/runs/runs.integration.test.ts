import { commissionLine, commissionRun, period, selectRows } from "@upline/db";
import type { DistributorId, RunId } from "@upline/domain";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { UserViewer } from "../auth/viewer.ts";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, stateOf, told } from "../commissions/testing/world.ts";
import type { Deps } from "../deps.ts";
import { runDue } from "../jobs/schedule.ts";
import { TIMED_RUNS } from "../jobs/timed-runs.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { runReconciliation } from "../reconciliation/run-reconciliation.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { evaluateRun } from "./evaluate-run.ts";
import { postRun } from "./post-run.ts";

let deps: TestDeps;
let [ash, cedar] = [] as unknown as [DistributorId, DistributorId];
const [MARCH, APRIL] = ["month:2026-03-01", "month:2026-04-01"] as const;
const CUT_OFF = "2026-04-04T04:00:00.000Z";
const REASON = "Checked against February";
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
  await sell("a", ash, 14_999n, "2026-03-05T10:00:00Z");
  await sell("c", cedar, 14_999n, "2026-03-06T10:00:00Z");
  await sell("d", cedar, 6300n, "2026-03-07T10:00:00Z");
  await refreshEstimates(deps);
  deps.setNow(CUT_OFF);
});
afterEach(async () => {
  await deps.close();
});

async function sell(ref: string, seller: string, minor: bigint, at: string) {
  const isOwn = minor === 14_999n;
  await place(deps, { ref, seller, sku: isOwn ? "PACK" : "BOX", isOwn, at });
  await told(deps, ref, [confirmed(minor, at)]);
}

const user = (name: string, role: UserViewer["role"] = "finance"): UserViewer => ({
  kind: "user",
  userId: `usr_${name}`,
  name,
  email: `${name}@example.test`,
  role,
  distributorId: null,
  secondFactor: false,
  address: "192.0.2.0",
});
const as = (name: string, more: Partial<Deps> = {}) => appRouter.createCaller({ ...deps, viewer: user(name), ...more });

/** A run of March that is evaluated and that Aster asked for. */
async function asked(): Promise<{ runId: RunId; request: { approvalId: never; fingerprint: string } }> {
  const { runId } = await as("aster").runs.start({ periodId: MARCH });
  await deps.jobs.drain();
  return { runId, request: (await as("aster").runs.request({ runId, reason: REASON })) as never };
}

async function approved(): Promise<RunId> {
  const { runId, request } = await asked();
  await as("sorrel").approvals.approve(request);
  return runId;
}

const posted = () =>
  deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor })
    .from(commissionLine)
    .where(and(eq(commissionLine.periodId, MARCH), isNull(commissionLine.orderId)))
    .orderBy(asc(commissionLine.lineKey));
const stateNow = async (runId: RunId) => (await as("aster").runs.get({ runId })).state;

describe("a commission run", () => {
  test("is frozen, evaluated, reviewed, approved by a second person, and posted once", async () => {
    const { runId } = await as("aster").runs.start({ periodId: MARCH });
    expect(await as("aster").runs.start({ periodId: MARCH })).toEqual({ runId });
    expect(await stateNow(runId)).toBe("frozen");
    await deps.jobs.drain();
    const review = await as("sorrel").runs.get({ runId });
    expect(review).toMatchObject({ state: "evaluated", totalMinor: 901n, lineCount: 1, late: 0, request: null });
    expect(review.summary?.estimate).toMatchObject({ minor: "901", changed: 0 });
    expect(review.summary?.bonuses.find(({ id }) => id === "unilevel")).toMatchObject({ isLive: false, minor: "901" });
    expect(review.summary?.bonuses.find(({ id }) => id === "retail_bonus")?.isLive).toBe(true);
    expect(review.summary?.ranks.reduce((sum, { minor }) => sum + BigInt(minor), 0n)).toBe(901n);
    expect(review.summary?.volumes.find(({ id }) => id === "cv")?.amount).toBe("30360");
    expect(review.compared).toMatchObject({
      last: null,
      people: [{ key: ash, name: "Ash Test", kind: "new", after: 901n }],
    });
    expect((await as("sorrel").runs.lines({ runId, earnerId: ash as never })).lines).toHaveLength(1);
    expect(await posted()).toEqual([]);

    const request = (await as("aster").runs.request({ runId, reason: REASON })) as never;
    expect(await as("aster").runs.request({ runId, reason: REASON })).toEqual(request);
    await as("sorrel").approvals.approve(request);
    expect(await posted()).toEqual([]);
    await as("sorrel").runs.post({ runId });
    await as("aster").runs.post({ runId });
    await deps.jobs.drain();
    expect(await stateNow(runId)).toBe("posted");
    expect((await posted()).map(({ minor }) => minor)).toEqual([901n]);
    const once = await stateOf(deps);
    await postRun(deps, runId);
    expect(await stateOf(deps)).toEqual(once);
    await expect(as("aster").runs.post({ runId })).rejects.toMatchObject({ cause: { code: "run_state_changed" } });
    await expect(as("aster").runs.start({ periodId: MARCH })).rejects.toMatchObject({
      cause: { code: "period_already_closed" },
    });
    expect(await reconcile(deps)).toEqual([]);
    expect(deps.jobs.dead).toEqual([]);
  });

  test("is approved neither by who asked nor by who started it, and the database refuses both", async () => {
    const { runId, request } = await asked();
    await expect(as("aster").approvals.approve(request)).rejects.toMatchObject({
      cause: { code: "approver_is_requester" },
    });
    await as("sorrel").approvals.decline({ approvalId: request.approvalId, reason: "I ask for it myself" });
    const other = (await as("sorrel").runs.request({ runId, reason: REASON })) as never;
    await expect(as("aster").approvals.approve(other)).rejects.toMatchObject({
      cause: { code: "approver_is_requester" },
    });
    const force = (approvedBy: string) =>
      deps.db
        .update(commissionRun)
        .set({ state: "approved", approvalId: request.approvalId, approvedBy, approvedAt: deps.clock.now() })
        .where(eq(commissionRun.id, runId));
    for (const who of ["usr_aster", "usr_sorrel"]) await expect(force(who)).rejects.toThrow();
    expect(await stateNow(runId)).toBe("evaluated");
  });

  test("whose facts have changed is neither approved nor asked for again", async () => {
    const { runId, request } = await asked();
    await deps.db.execute(sql`update sales_order set cv = cv + 1`);
    await expect(as("sorrel").approvals.approve(request)).rejects.toMatchObject({
      cause: { code: "approval_outdated" },
    });
    await expect(as("aster").runs.request({ runId, reason: REASON })).rejects.toMatchObject({
      cause: { code: "run_result_changed" },
    });
    expect(await posted()).toEqual([]);
  });

  test("whose facts change after the approval posts nothing and says so", async () => {
    const runId = await approved();
    await deps.db.execute(sql`update sales_order set cv = cv + 1`);
    await as("sorrel").runs.post({ runId });
    await deps.jobs.drain();
    expect(await posted()).toEqual([]);
    expect(await as("aster").runs.get({ runId })).toMatchObject({
      state: "approved",
      failure: expect.stringContaining("no longer comes to the approved result"),
    });
  });

  test("is cancelled before it posts: its period is open again, and the request is void", async () => {
    const { runId, request } = await asked();
    await sell("late", cedar, 6300n, "2026-03-31T20:00:00Z");
    expect(await as("aster").runs.get({ runId })).toMatchObject({ late: 1 });
    await as("aster").runs.cancel({ runId, reason: "A payment was missing" });
    await expect(as("sorrel").approvals.approve(request)).rejects.toMatchObject({ cause: { code: "already_decided" } });
    expect(await stateNow(runId)).toBe("cancelled");
    const again = await as("aster").runs.start({ periodId: MARCH });
    expect(again.runId).not.toBe(runId);
    await deps.jobs.drain();
    expect(await stateNow(again.runId)).toBe("evaluated");
    await postRunFails(again.runId);
  });

  const postRunFails = (runId: RunId) =>
    expect(postRun(deps, runId)).rejects.toMatchObject({ code: "run_state_changed" });

  test("that is cancelled while it is evaluated stays cancelled", async () => {
    const { runId } = await as("aster").runs.start({ periodId: MARCH });
    await as("aster").runs.cancel({ runId, reason: "Started by mistake" });
    await evaluateRun(deps, runId);
    await deps.jobs.drain();
    expect(await stateNow(runId)).toBe("cancelled");
    await expect(as("aster").runs.cancel({ runId, reason: "Started by mistake" })).rejects.toMatchObject({
      cause: { code: "run_state_changed" },
    });
  });

  test("killed at any step goes on where it stopped, and posts once", async () => {
    const { runId } = await as("aster").runs.start({ periodId: MARCH });
    const points = { evaluate: 0, post: 0 };
    const survive = async (what: keyof typeof points, work: (dying: Deps) => Promise<unknown>) => {
      for (let isDone = false; !isDone && points[what] < 60; ) {
        let commits = 0;
        const isDead = () => {
          commits += 1;
          return commits > points[what];
        };
        const dying: Deps = { ...deps, db: dyingDb(deps, isDead) };
        isDone = await work(dying).then(
          () => true,
          () => false,
        );
        if (!isDone) points[what] += 1;
      }
    };
    await survive("evaluate", (dying) => evaluateRun(dying, runId));
    const request = (await as("aster").runs.request({ runId, reason: REASON })) as never;
    await as("sorrel").approvals.approve(request);
    await survive("post", (dying) => postRun(dying, runId));
    // Each transaction of a run is a point: 3 steps and the result; 2 steps, the state, the part, the last step, the end.
    expect(points).toEqual({ evaluate: 4, post: 6 });
    expect(await stateNow(runId)).toBe("posted");
    expect((await posted()).map(({ minor }) => minor)).toEqual([901n]);
    expect(await reconcile(deps)).toEqual([]);
  });
});

/** A database that dies before it begins a transaction, from some moment on. */
function dyingDb({ db }: Deps, isDead: () => boolean): Deps["db"] {
  return new Proxy(db, {
    get(target, name, receiver) {
      if (name !== "transaction") return Reflect.get(target, name, receiver);
      return (work: never) => (isDead() ? Promise.reject(new Error("killed")) : target.transaction(work));
    },
  });
}

describe("a closed period", () => {
  const close = async () => {
    const runId = await approved();
    await as("sorrel").runs.post({ runId });
    await deps.jobs.drain();
    return runId;
  };
  const closedFaults = async () =>
    (await runReconciliation(deps)).find(({ check }) => check === "closed")?.faults.map(({ rule, ref }) => [rule, ref]);

  test("comes to the same result again, whatever comes later", async () => {
    await close();
    expect(await closedFaults()).toEqual([]);
    await told(deps, "d", [refunded("re_1", 6300n, "2026-04-04T03:00:00Z")]);
    await sell("late", cedar, 6300n, "2026-03-31T20:00:00Z");
    await enrol(deps, "Dogwood", cedar, "2026-04-04T03:30:00Z");
    expect(await closedFaults()).toEqual([]);
    const rows = await selectRows<{ period_id: string }>(deps.db, sql`select period_id from order_refund`);
    expect(rows).toEqual([{ period_id: APRIL }]);
  });

  test("whose facts or result were changed is found", async () => {
    await close();
    await deps.db.execute(sql`update sales_order set cv = cv + 1 where period_id = ${MARCH}`);
    expect(await closedFaults()).toEqual([["closed_period_comes_to_its_result", MARCH]]);
  });

  test("is not changed, deleted, or opened again, and none closes without a run", async () => {
    await close();
    const change = (set: Partial<typeof period.$inferInsert>) =>
      deps.db.update(period).set(set).where(eq(period.id, MARCH));
    await expect(change({ status: "open" })).rejects.toThrow();
    await expect(change({ resultHash: "0" })).rejects.toThrow();
    await expect(deps.db.delete(period).where(eq(period.id, MARCH))).rejects.toThrow();
    const may = { id: "month:2026-05-01", cadence: "month", startsAt: CUT_OFF, endsAt: CUT_OFF } as const;
    await expect(deps.db.insert(period).values({ ...may, status: "closed" } as never)).rejects.toThrow();
  });
});

describe("the schedule", () => {
  const periodClose = TIMED_RUNS.filter(({ name }) => name === "period.close");
  const runs = () =>
    deps.db.select({ state: commissionRun.state, periodId: commissionRun.periodId }).from(commissionRun);

  test("starts the run at the local midnight after the cut-off, once, and leaves it to two people", async () => {
    deps.setNow("2026-04-04T03:59:59.999Z");
    await runDue(deps, periodClose);
    expect(await runs()).toEqual([]);
    for (const at of [CUT_OFF, "2026-04-04T04:10:00.000Z"]) {
      deps.setNow(at);
      await runDue(deps, periodClose);
      await deps.jobs.drain();
    }
    expect(await runs()).toEqual([{ state: "evaluated", periodId: MARCH }]);
    expect(await posted()).toEqual([]);
  });

  test("does not start again what a person gave up", async () => {
    const { runId } = await asked();
    await as("aster").runs.cancel({ runId, reason: "A payment was missing" });
    await runDue(deps, periodClose);
    expect((await runs()).map(({ state }) => state)).toEqual(["cancelled"]);
  });

  test("posts by itself where the setting says so", async () => {
    const config = { ...deps.config, COMMISSION_RUNS: "automatic" as const };
    await runDue({ ...deps, config }, periodClose);
    await deps.jobs.drain();
    expect(await runs()).toEqual([{ state: "posted", periodId: MARCH }]);
    expect((await posted()).map(({ minor }) => minor)).toEqual([901n]);
  });
});
