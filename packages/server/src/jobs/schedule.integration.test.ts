import { jobRun, timedJob } from "@upline/db";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { foundCompany } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { askForRun } from "./ask-for-run.ts";
import { getJob, listJobs, listRuns } from "./jobs.queries.ts";
import { pauseJob } from "./pause-job.ts";
import { runDue } from "./schedule.ts";
import type { Timed } from "./timed.ts";

let deps: TestDeps;
let ran: string[];
let fails: boolean;
/** Under a name that the product knows, so that it can be asked for and paused. */
const NAME = "reconciliation";
const job: Timed = {
  name: NAME,
  rhythm: { every: "day", at: "02:30" },
  run: async ({ clock }, say) => {
    say("began", { of: 1 });
    if (fails) throw new Error("no room left on the disk");
    ran.push(clock.now());
    return { done: ran.length };
  },
};
const tick = () => runDue(deps, [job]);
const runs = async () => (await listRuns(deps, { name: NAME, limit: 50 })).rows;

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-07T12:00:00.000Z" });
  await foundCompany(deps);
  ran = [];
  fails = false;
});
afterEach(() => deps.close());

describe("a timed job", () => {
  test("runs at the times that were printed, also in the night without half past two", async () => {
    await tick();
    const { next } = await getJob(deps, NAME);
    expect(next).toEqual(["2026-03-08T07:00:00.000Z", "2026-03-09T06:30:00.000Z", "2026-03-10T06:30:00.000Z"]);
    ran = [];
    for (const at of next) {
      deps.setNow(at);
      await tick();
      await tick();
    }
    expect(ran).toEqual(next);
    expect((await runs()).map(({ dueAt }) => dueAt)).toEqual([...next.toReversed(), "2026-03-07T07:30:00.000Z"]);
  });

  test("makes up for the newest start that was missed, and says how late", async () => {
    await tick();
    expect((await runs())[0]).toMatchObject({ lateSeconds: null });
    deps.setNow("2026-03-10T06:42:00.000Z");
    await tick();
    expect(ran).toHaveLength(2);
    expect((await runs())[0]).toMatchObject({ dueAt: "2026-03-10T06:30:00.000Z", lateSeconds: 720, state: "done" });
  });

  test("that fails keeps the reason and its log, and is tried again after five minutes", async () => {
    fails = true;
    await tick();
    expect((await runs())[0]).toMatchObject({
      state: "failed",
      failure: "no room left on the disk",
      log: [{ event: "began", values: { of: 1 } }],
    });
    fails = false;
    deps.setNow("2026-03-07T12:04:59.000Z");
    await tick();
    deps.setNow("2026-03-07T12:05:01.000Z");
    await tick();
    expect((await runs()).map(({ state, tries, failure }) => ({ state, tries, failure }))).toEqual([
      { state: "done", tries: 2, failure: null },
    ]);
  });
});

describe("a run that is asked for", () => {
  test("is made once, however often the same page asks and whichever worker is first", async () => {
    await tick();
    const after = (await runs())[0]?.startedAt ?? null;
    const answers = await Promise.all([1, 2, 3, 4].map(() => askForRun(deps, { name: NAME, after })));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    deps.setNow("2026-03-07T12:01:00.000Z");
    await Promise.all([tick(), tick()]);
    await tick();
    expect(await askForRun(deps, { name: NAME, after })).toEqual({ isNew: false });
    await tick();
    expect(ran).toHaveLength(2);
    expect((await runs())[0]).toMatchObject({ askedBy: "system", dueAt: "2026-03-07T12:00:00.000Z", state: "done" });
    expect(await askForRun(deps, { name: NAME, after: (await runs())[0]?.startedAt ?? null })).toEqual({ isNew: true });
  });

  test("is refused while one is running, and for a name that is none", async () => {
    await deps.db.insert(jobRun).values({ key: "x", name: NAME, startedAt: deps.clock.wall() });
    await expect(askForRun(deps, { name: NAME, after: null })).rejects.toMatchObject({ code: "job_running" });
    await expect(askForRun(deps, { name: "no.such", after: null })).rejects.toMatchObject({ code: "job_not_found" });
    expect(await deps.db.$count(timedJob, eq(timedJob.name, "no.such"))).toBe(0);
  });
});

describe("a paused job", () => {
  test("is not started by time but by hand, and makes up for what it missed when it goes on", async () => {
    await tick();
    await pauseJob(deps, { name: NAME, isPaused: true });
    deps.setNow("2026-03-08T12:00:00.000Z");
    await tick();
    expect(ran).toHaveLength(1);
    const listed = (await listJobs(deps)).jobs.find(({ name }) => name === NAME);
    expect(listed).toMatchObject({ next: [], pausedBy: "system" });

    await askForRun(deps, { name: NAME, after: listed?.last?.startedAt ?? null });
    await tick();
    expect(ran).toHaveLength(2);
    await pauseJob(deps, { name: NAME, isPaused: false });
    deps.setNow("2026-03-08T12:00:01.000Z");
    await tick();
    expect(ran).toHaveLength(3);
    expect((await runs())[0]).toMatchObject({ dueAt: "2026-03-08T07:00:00.000Z", lateSeconds: 5 * 3600 + 1 });
  });
});
