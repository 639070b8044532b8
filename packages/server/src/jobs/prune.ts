import { jobRun, liveNotice } from "@upline/db";
import { plusMs } from "@upline/domain";
import { and, eq, lt, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import type { Timed } from "./timed.ts";

const DAY_MS = 86_400_000;
/** How long the history of a job is kept: one that runs many times an hour fills a page in a day. */
const DAYS_KEPT = { often: 1, hourly: 30, seldom: 400 } as const;

/** Notices older than a day, and the rows of runs that nobody asks about any more. */
export async function prune(deps: Deps, all: readonly Timed[]): Promise<Record<string, unknown>> {
  const now = deps.clock.wall();
  const before = (days: number) => plusMs(now, -days * DAY_MS);
  return inTransaction(deps, async (tx) => {
    const notices = await tx.db
      .delete(liveNotice)
      .where(lt(liveNotice.createdAt, before(1)))
      .returning({ id: sql<number>`1` });
    let runs = 0;
    for (const [name, days] of all.map((timed) => [timed.name, daysKept(timed)] as const)) {
      const gone = await tx.db
        .delete(jobRun)
        .where(and(eq(jobRun.name, name), lt(jobRun.startedAt, before(days))))
        .returning({ id: sql<number>`1` });
      runs += gone.length;
    }
    return { notices: notices.length, runs };
  });
}

function daysKept({ rhythm }: Timed): number {
  if (rhythm.every !== "minutes") return DAYS_KEPT.seldom;
  return rhythm.minutes < 60 ? DAYS_KEPT.often : DAYS_KEPT.hourly;
}
