import type { Deps } from "../deps.ts";
import type { Boss } from "./boss.ts";
import { JOBS, type Worked } from "./registry.ts";
import type { Entry } from "./run-batch.ts";

/**
 * Begins to work on all queues in this process. Workers are woken after each commit that queued something and look by
 * themselves as a backstop. Stopping the boss ends the fetching and lets running batches finish.
 */
export async function startWorkers(deps: Deps, boss: Boss, jobs: readonly Worked[] = JOBS): Promise<void> {
  const workers = new Map<string, string[]>();
  for (const job of jobs) {
    const atOnce = job.isParallel && deps.handle.kind === "postgres" ? deps.config.JOB_CONCURRENCY : 1;
    const ids = await Promise.all(Array.from({ length: atOnce }, () => work(deps, boss, job)));
    workers.set(job.name, ids);
  }
  boss.onWake((names) => {
    for (const id of names.flatMap((name) => workers.get(name) ?? [])) boss.raw.notifyWorker(id);
  });
}

function work(deps: Deps, boss: Boss, job: Worked): Promise<string> {
  const options = {
    batchSize: job.batchSize,
    pollingIntervalSeconds: job.pollSeconds,
    ...(job.batchSize > 1 ? { burstWhenBatchFull: true } : {}),
  };
  return boss.raw.work<Entry>(job.name, options, async (jobs) => {
    const requestId = `${job.name}:${jobs[0]?.id ?? ""}`;
    const own: Deps = { ...deps, requestId };
    await job.run(
      own,
      jobs.map(({ data }) => data),
    );
  });
}
