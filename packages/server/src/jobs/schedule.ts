import { company, jobRun, liveNotice } from "@upline/db";
import { type Instant, plusMs } from "@upline/domain";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { REFRESH_EVERY_SECONDS, refreshEstimate } from "../commissions/refresh-estimate.job.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { sweepInbox } from "../inbox/sweep.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { enqueue } from "./enqueue.ts";

/** A run that time starts. Its key is its meaning, so that two workers, a restart, or "run now" twice give one run. */
interface Timed {
  readonly name: string;
  /** The slot that an instant of company time is in. */
  readonly slot: (now: Instant) => string;
  readonly run: (deps: Deps) => Promise<Readonly<Record<string, unknown>>>;
}

const minuteOf = (now: Instant) => now.slice(0, 16);
const hourOf = (now: Instant) => now.slice(0, 13);
const dayOf = (now: Instant) => now.slice(0, 10);

/** The timed runs. Slots are of company time, so the demo's clock moves them too. */
export const SCHEDULE: readonly Timed[] = [
  {
    name: "ledger.release",
    slot: hourOf,
    run: async (deps) => ({ released: await releaseDue(deps, deps.clock.now()) }),
  },
  { name: "estimate.backstop", slot: minuteOf, run: refreshAgain },
  { name: "housekeeping.prune", slot: dayOf, run: prune },
];

const TICK_MS = 5_000;
const SWEEP_MS = 15_000;
const ABANDONED_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** Looks every few seconds for a slot that nobody has taken. @returns a function that ends it and waits for a running one */
export function startSchedule(deps: Deps): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const every = (ms: number, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      running = running.then(work).then(
        () => {},
        (err) => deps.log.error({ event: "schedule_failed", err }),
      );
    }, ms);
  const timers = [every(TICK_MS, () => runDue(deps)), every(SWEEP_MS, () => sweepInbox(deps))];
  return async () => {
    timers.forEach(clearInterval);
    await running;
  };
}

/** Runs what is due and not taken. Before the set-up there is no company, and nothing to do for one. */
export async function runDue(deps: Deps): Promise<void> {
  if ((await deps.db.$count(company)) === 0) return;
  for (const timed of SCHEDULE) {
    const key = `${timed.name}:${timed.slot(deps.clock.now())}`;
    if (!(await take(deps, timed.name, key))) continue;
    try {
      const result = await timed.run(deps);
      await deps.db.update(jobRun).set({ finishedAt: deps.clock.wall(), result }).where(eq(jobRun.key, key));
    } catch (err) {
      // The row stays unfinished: the run is taken again when it counts as abandoned.
      deps.log.error({ event: "timed_run_failed", run: key, err });
    }
  }
}

/** Whether the run is ours: its slot is new, or whoever took it never finished. */
async function take(deps: Deps, name: string, key: string): Promise<boolean> {
  const startedAt = deps.clock.wall();
  const [row] = await deps.db
    .insert(jobRun)
    .values({ key, name, startedAt })
    .onConflictDoUpdate({
      target: jobRun.key,
      set: { startedAt },
      setWhere: sql`${isNull(jobRun.finishedAt)} and ${lt(jobRun.startedAt, plusMs(startedAt, -ABANDONED_MS))}`,
    })
    .returning({ key: jobRun.key });
  return row !== undefined;
}

/** Makes up for a refresh that was lost between a commit and its queueing. */
async function refreshAgain(deps: Deps): Promise<Record<string, unknown>> {
  await enqueue(deps, refreshEstimate, {}, { singletonKey: "company", singletonSeconds: REFRESH_EVERY_SECONDS });
  return {};
}

/** Notices older than a day, and the rows of runs that nobody asks about any more. */
async function prune(deps: Deps): Promise<Record<string, unknown>> {
  const now = deps.clock.wall();
  return inTransaction(deps, async (tx) => {
    const notices = await tx.db
      .delete(liveNotice)
      .where(lt(liveNotice.createdAt, plusMs(now, -DAY_MS)))
      .returning({ id: sql<number>`1` });
    await tx.db
      .delete(jobRun)
      .where(and(eq(jobRun.name, "estimate.backstop"), lt(jobRun.startedAt, plusMs(now, -DAY_MS))));
    return { notices: notices.length };
  });
}
