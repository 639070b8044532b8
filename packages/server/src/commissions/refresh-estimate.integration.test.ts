import { estimateLine, estimateStanding, jobRun, liveNotice } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../deps.ts";
import { runBatch } from "../jobs/run-batch.ts";
import { perDatabase } from "../per-database.ts";
import { closePeriod } from "../periods/close-period.ts";
import { loadPeriodFacts } from "../periods/load-period-facts.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { rankProgress } from "../ranks/progress.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { evaluateOpen } from "./evaluate-open.ts";
import { refreshEstimate, refreshEstimates } from "./refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "./testing/world.ts";

let deps: TestDeps;
let ash: DistributorId;
let cedar: DistributorId;
const MARCH = "month:2026-03-01";

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  cedar = await enrol(deps, "Cedar", ash, "2025-04-09T12:00:00Z");
  await sell("own-a", ash, "2026-03-05T10:00:00Z", true);
  await sell("own-c", cedar, "2026-03-06T10:00:00Z", true);
});
afterEach(() => deps.close());

async function sell(ref: string, seller: string, at: string, isOwn = false) {
  await place(deps, { ref, seller, sku: isOwn ? "PACK" : "BOX", isOwn, at });
  await told(deps, ref, [confirmed(isOwn ? 14_999n : 6_300n, at)]);
}

/** What another process would do: it remembers nothing of this one. */
function forget() {
  for (const name of ["closed facts", "saved estimates", "open periods"]) perDatabase(name).delete(deps.handle);
}

const tables = async () => ({
  lines: await deps.db
    .select({ key: estimateLine.lineKey, minor: estimateLine.amountMinor })
    .from(estimateLine)
    .orderBy(asc(estimateLine.lineKeyHash)),
  standings: (await deps.db.select().from(estimateStanding).orderBy(asc(estimateStanding.distributorId))).map(
    ({ computedAt: _, ...row }) => row,
  ),
});

/** The tables as a process without memory writes them from nothing. */
async function fromNothing() {
  forget();
  await deps.db.delete(estimateLine);
  await deps.db.delete(estimateStanding);
  await deps.db.delete(jobRun);
  await refreshEstimates(deps);
  return tables();
}

/** Has something happen just before each transaction of the test's database begins. */
function onTransaction(before: () => Promise<void>): void {
  const begin = deps.db.transaction.bind(deps.db);
  deps.db.transaction = async (work, config) => {
    await before();
    return begin(work, config);
  };
}

describe("the estimate", () => {
  test("saved by differences from memory is the one that is computed and written from nothing", async () => {
    await refreshEstimates(deps);
    await sell("one", cedar, "2026-03-07T10:00:00Z");
    await refreshEstimates(deps);
    await sell("two", ash, "2026-03-08T10:00:00Z");
    await told(deps, "one", [refunded("ref-1", 3_150n, "2026-03-09T10:00:00Z")]);
    await refreshEstimates(deps);
    const byDifferences = await tables();
    expect(byDifferences.lines.length).toBeGreaterThan(0);
    expect(byDifferences).toEqual(await fromNothing());
  });

  test("of another process is not taken for one's own: the next difference is read from the tables", async () => {
    await refreshEstimates(deps);
    const own = perDatabase("saved estimates").get(deps.handle);
    await sell("one", cedar, "2026-03-07T10:00:00Z");
    forget();
    await refreshEstimates(deps);
    perDatabase("saved estimates").set(deps.handle, own);
    await told(deps, "one", [refunded("ref-1", 6_300n, "2026-03-09T10:00:00Z")]);
    await refreshEstimates(deps);
    expect(await tables()).toEqual(await fromNothing());
  });

  test("of older facts never replaces one of the present", async () => {
    const older = await evaluateOpen(deps);
    await sell("one", cedar, "2026-03-07T10:00:00Z");
    const newer = await evaluateOpen(deps);
    expect(newer.stamp).not.toBe(older.stamp);
    // The slower process was overtaken between its evaluation and its save.
    let isOvertaken = false;
    onTransaction(async () => {
      if (isOvertaken) return;
      isOvertaken = true;
      await sell("two", cedar, "2026-03-08T10:00:00Z");
      await refreshEstimates(deps);
    });
    await refreshEstimates(deps);
    expect(isOvertaken).toBe(true);
    expect(await tables()).toEqual(await fromNothing());
  });

  test("is evaluated before the job opens its transaction, which nobody could read past", async () => {
    forget();
    const evaluated: boolean[] = [];
    onTransaction(async () => {
      evaluated.push(perDatabase("open periods").has(deps.handle));
    });
    await runBatch(deps, refreshEstimate, [{ payload: {}, tries: 0 }]);
    expect(evaluated).toEqual([true]);
    expect((await tables()).standings.length).toBeGreaterThan(0);
  });

  test("tells nobody when nothing has moved", async () => {
    await refreshEstimates(deps);
    await deps.db.delete(liveNotice);
    await refreshEstimates(deps);
    expect(await deps.db.select().from(liveNotice)).toEqual([]);
  });
});

describe("facts of closed periods", () => {
  const april = () => deps.setNow("2026-04-10T12:00:00.000Z");
  async function facts() {
    const { plan } = await planInForce(deps, deps.clock.now());
    const [open] = (await evaluateOpen(deps)).periods;
    if (!open) throw new Error("no open period");
    return loadPeriodFacts(deps, plan, open.period);
  }

  test("that are remembered are those that are read, before and after a close and a refund of a closed line", async () => {
    await sell("one", cedar, "2026-03-07T10:00:00Z");
    await facts();
    april();
    await closePeriod(deps, MARCH);
    await facts();
    await told(deps, "one", [refunded("ref-1", 3_150n, "2026-04-09T10:00:00Z")]);
    const remembered = await facts();
    expect(remembered.closed.map(({ period }) => period)).toEqual([MARCH]);
    expect(remembered.originals.length).toBeGreaterThan(0);
    forget();
    expect(await facts()).toEqual(remembered);
  });

  test("that a transaction saw and undid are not remembered", async () => {
    await sell("one", cedar, "2026-03-07T10:00:00Z");
    april();
    await facts();
    const undone = inTransaction(deps, async (tx) => {
      await closePeriod(tx, MARCH);
      const { plan } = await planInForce(tx, tx.clock.now());
      const { periods } = await evaluateOpen(tx);
      const [open] = periods;
      if (!open) throw new Error("no open period");
      expect((await loadPeriodFacts(tx, plan, open.period)).closed).toHaveLength(1);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    // The close that stands has the number of the one that was undone, and other results.
    await sell("two", cedar, "2026-03-08T10:00:00Z");
    await closePeriod(deps, MARCH);
    const kept = { facts: await facts(), evaluation: (await evaluateOpen(deps)).periods[0]?.facts };
    forget();
    expect({ facts: await facts(), evaluation: (await evaluateOpen(deps)).periods[0]?.facts }).toEqual(kept);
  });
});

describe("rank progress", () => {
  test("agrees with the saved estimate until the next one, and is computed for whoever it does not know", async () => {
    await refreshEstimates(deps);
    const before = await rankProgress(deps, cedar);
    await sell("one", cedar, "2026-03-07T10:00:00Z");
    expect(await rankProgress(deps, cedar)).toEqual(before);
    const dogwood = await enrol(deps, "Dogwood", cedar, "2026-03-19T12:00:00Z");
    expect(await rankProgress(deps, dogwood)).toMatchObject({ pv: 0n });
    await refreshEstimates(deps);
    expect((await rankProgress(deps, cedar)).gv).toBeGreaterThan(before.gv);
    const [saved] = await deps.db.select().from(estimateStanding).where(eq(estimateStanding.distributorId, cedar));
    expect((await rankProgress(deps, cedar)).gv).toBe(saved?.gv);
  });
});
