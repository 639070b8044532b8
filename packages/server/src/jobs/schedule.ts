import { company, jobRun, type RunLogLine, timedJob } from "@upline/db";
import { epochMs, type Instant, plusMs, slotAt } from "@upline/domain";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { sweepInbox } from "../inbox/sweep.ts";
import { withoutValues } from "../operations/log.ts";
import type { Timed } from "./timed.ts";
import { TIMED_RUNS } from "./timed-runs.ts";

const TICK_MS = 5_000;
const SWEEP_MS = 15_000;
/** After this time a run that did not finish is begun again: its process is gone, or it failed. */
export const ABANDONED_MS = 5 * 60_000;

/**
 * Looks every few seconds for a slot that nobody has taken, each job by itself: a long one holds no other up.
 *
 * @returns a function that ends it and waits for what runs
 */
export function startSchedule(deps: Deps): () => Promise<void> {
  const loops = [
    ...TIMED_RUNS.map((timed) => repeated(deps, TICK_MS, () => runDue(deps, [timed]))),
    repeated(deps, SWEEP_MS, () => sweepInbox(deps)),
  ];
  return async () => {
    await Promise.all(loops.map((stop) => stop()));
  };
}

/** Does the work again and again, never twice at once. */
function repeated({ log }: Deps, ms: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .then(
        () => {},
        (err) => log.error({ event: "schedule_failed", err }),
      )
      .finally(() => {
        running = null;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * Runs what is due and not taken, and what was asked for. Of the slots that were missed the newest is made up for.
 * Before the set-up there is no company, and nothing to do for one.
 */
export async function runDue(deps: Deps, timedRuns: readonly Timed[] = TIMED_RUNS): Promise<void> {
  if ((await deps.db.$count(company)) === 0) return;
  const { timeZone } = await companyOf(deps);
  const decided = new Map((await deps.db.select().from(timedJob)).map((row) => [row.name, row]));
  for (const timed of timedRuns) {
    const { askedKey = null, askedBy = null, askedAt = null, pausedAt = null } = decided.get(timed.name) ?? {};
    if (askedKey !== null) {
      await attempt(deps, timed, { key: askedKey, dueAt: askedAt, askedBy });
      await deps.db
        .update(timedJob)
        .set({ askedKey: null, askedAt: null, askedBy: null })
        .where(and(eq(timedJob.name, timed.name), eq(timedJob.askedKey, askedKey)));
    }
    if (pausedAt !== null) continue;
    const slot = slotAt(timed.rhythm, deps.clock.now(), timeZone);
    await attempt(deps, timed, { key: `${timed.name}:${slot}`, dueAt: slot, askedBy: null });
  }
}

interface Due {
  readonly key: string;
  readonly dueAt: Instant | null;
  readonly askedBy: string | null;
}

async function attempt(deps: Deps, timed: Timed, due: Due): Promise<void> {
  if (!(await take(deps, timed.name, due))) return;
  const log: RunLogLine[] = [];
  const say = (event: string, values?: RunLogLine["values"]) => {
    log.push({ at: deps.clock.wall(), event, ...(values && { values }) });
  };
  const ended = await timed.run(deps, say).then(
    (result) => ({ finishedAt: deps.clock.wall(), result: { ...result }, failure: null }),
    (err) => {
      // The row stays unfinished: the run is taken again when it counts as abandoned.
      deps.log.error({ event: "timed_run_failed", run: due.key, err });
      return { failure: withoutValues(err instanceof Error ? err.message : String(err)) };
    },
  );
  await deps.db
    .update(jobRun)
    .set({ ...ended, log })
    .where(eq(jobRun.key, due.key));
}

/** Whether the run is ours: its slot is new, or whoever took it never finished. */
async function take(deps: Deps, name: string, due: Due): Promise<boolean> {
  const startedAt = deps.clock.wall();
  const [row] = await deps.db
    .insert(jobRun)
    .values({ ...due, name, startedAt, lateSeconds: lateness(deps, name, due) })
    .onConflictDoUpdate({
      target: jobRun.key,
      set: { startedAt, failure: null, tries: sql`${jobRun.tries} + 1` },
      setWhere: sql`${isNull(jobRun.finishedAt)} and ${lt(jobRun.startedAt, plusMs(startedAt, -ABANDONED_MS))}`,
    })
    .returning({ key: jobRun.key });
  return row !== undefined;
}

/** The first run of a job is not late: there was nothing to be run before. */
function lateness({ clock }: Deps, name: string, { dueAt, askedBy }: Due) {
  if (dueAt === null || askedBy !== null) return null;
  const seconds = Math.floor((epochMs(clock.now()) - epochMs(dueAt)) / 1000);
  return sql<number | null>`case when exists (select 1 from job_run where name = ${name}) then ${seconds}::int end`;
}
