import { jobRun, timedJob } from "@upline/db";
import { epochMs, nextSlots, slotAt } from "@upline/domain";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import type { Timed } from "./timed.ts";
import { demandTimed } from "./timed-job.ts";
import { TIMED_RUNS } from "./timed-runs.ts";

const NEXT = 3;
/** A start that is later than this was missed, not slow: workers look every five seconds. */
const LATE_SECONDS = 60;

/** Every timed job: when it starts next, how its newest run went, whether it pauses. */
export async function listJobs(deps: Deps) {
  const decided = new Map((await deps.db.select().from(timedJob)).map((row) => [row.name, row]));
  const newest = await deps.db
    .selectDistinctOn([jobRun.name])
    .from(jobRun)
    .orderBy(jobRun.name, desc(jobRun.startedAt));
  const { timeZone } = await companyOf(deps);
  return {
    now: deps.clock.now(),
    timeZone,
    jobs: TIMED_RUNS.map((timed) => {
      const last = newest.find(({ name }) => name === timed.name);
      return { ...standing(deps, timed, decided.get(timed.name), timeZone), last: last ? runView(last) : null };
    }),
  };
}

/** @throws DomainError `job_not_found` */
export async function getJob(deps: Deps, name: string) {
  const timed = demandTimed(name);
  const { timeZone } = await companyOf(deps);
  const [decided] = await deps.db.select().from(timedJob).where(eq(timedJob.name, name));
  return { ...standing(deps, timed, decided, timeZone), timeZone, now: deps.clock.now() };
}

export const ListRuns = pageInput.extend({ name: z.string().max(60) });

/** The runs of a job, newest first. */
export async function listRuns(deps: Deps, { name, cursor, limit }: z.output<typeof ListRuns>) {
  const after = cursorOf(cursor);
  const rows = await deps.db
    .select()
    .from(jobRun)
    .where(and(eq(jobRun.name, name), after ? lt(jobRun.startedAt, after.at) : undefined))
    .orderBy(desc(jobRun.startedAt))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ startedAt, key }) => ({ at: startedAt, id: key }));
  return { ...page, rows: page.rows.map(runView) };
}

function standing(
  deps: Deps,
  { name, rhythm }: Timed,
  decided: typeof timedJob.$inferSelect | undefined,
  timeZone: string,
) {
  const now = deps.clock.now();
  const isPaused = decided?.pausedAt != null;
  return {
    name,
    rhythm,
    slot: slotAt(rhythm, now, timeZone),
    next: isPaused ? [] : nextSlots(rhythm, now, timeZone, NEXT),
    pausedAt: decided?.pausedAt ?? null,
    pausedBy: decided?.pausedBy ?? null,
    askedBy: decided?.askedKey ? decided.askedBy : null,
  };
}

/** A run as a person reads it. */
function runView(row: typeof jobRun.$inferSelect) {
  const { startedAt, finishedAt, lateSeconds, failure } = row;
  const state = finishedAt ? ("done" as const) : failure !== null ? ("failed" as const) : ("running" as const);
  return {
    ...row,
    state,
    tookMs: finishedAt ? epochMs(finishedAt) - epochMs(startedAt) : null,
    lateSeconds: (lateSeconds ?? 0) > LATE_SECONDS ? lateSeconds : null,
  };
}
