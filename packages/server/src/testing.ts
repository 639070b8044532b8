import { type Engine, freshDatabase } from "@upline/db/testing";
import { type Instant, instant } from "@upline/domain";
import type { DestinationStream } from "pino";
import { type Config, loadConfig } from "./config.ts";
import { type Deps, neverCollected, runAtOnce } from "./deps.ts";
import { DEAD_LETTERS } from "./jobs/dead-letters.ts";
import type { JobQueue, QueuedJob } from "./jobs/job.ts";
import { JOBS } from "./jobs/registry.ts";
import type { Mailer } from "./notifications/mailer.ts";
import { makeLogger } from "./operations/log.ts";

export type SentMail = Parameters<Mailer["send"]>[0];

/** A queue in memory. What a transaction queued is seen when it is committed; nothing runs before `drain`. */
export interface TestJobs extends JobQueue {
  /**
   * Runs what is due until nothing is left, later tries of failed jobs included when `hurry` is set.
   *
   * @returns how many payloads ran
   */
  drain(options?: { readonly hurry?: boolean }): Promise<number>;
  /** What waits, by the name of its job. */
  readonly waiting: readonly { readonly name: string; readonly job: QueuedJob }[];
  readonly dead: readonly unknown[];
}

export type TestDeps = Omit<Deps, "jobs"> & {
  readonly jobs: TestJobs;
  readonly sent: SentMail[];
  readonly setNow: (now: string) => void;
  readonly close: () => Promise<void>;
};

const SECRETS = {
  APP_SECRET: "a secret that is known to every test of the product",
  STRIPE_WEBHOOK_SECRET: "whsec_a-secret-of-the-tests",
  STANDARD_WEBHOOK_SECRET: `whsec_${Buffer.from("thirty-two bytes for the tests!!").toString("base64")}`,
};

/**
 * Deps on a fresh database: ids that count (`dst_000001`), a clock that stands still until `setNow`, mails kept in
 * memory, jobs that run on `jobs.drain()`. Company time and wall time are the same.
 */
export async function testDeps({
  now = "2026-03-15T12:00:00.000Z",
  engine,
  env = {},
  logTo,
}: {
  readonly now?: string;
  readonly engine?: Engine;
  readonly env?: Readonly<Record<string, string>>;
  /** Takes every line that would be logged; without it nothing is, unless LOG_LEVEL says so. */
  readonly logTo?: DestinationStream;
} = {}): Promise<TestDeps> {
  const handle = await freshDatabase(engine ? { engine } : {});
  const config: Config = loadConfig({ ...SECRETS, ...env });
  const log = makeLogger(env.LOG_LEVEL ?? (logTo ? "trace" : "silent"), {}, logTo);
  let at: Instant = instant(now);
  const sent: SentMail[] = [];
  const jobs = testJobs(() => deps);
  const deps: TestDeps = {
    db: handle.db,
    handle,
    clock: { now: () => at, wall: () => at },
    newId: countingIds(),
    config,
    viewer: { kind: "system" },
    log,
    jobs,
    afterCommit: runAtOnce(log),
    beforeCommit: neverCollected,
    fetch: () => Promise.reject(new Error("tests call nobody")),
    mailer: {
      send: async (message) => {
        sent.push(message);
      },
      close: () => {},
    },
    requestId: "req_test",
    sent,
    setNow: (text) => {
      at = instant(text);
    },
    close: () => handle.close(),
  };
  return deps;
}

function countingIds(): Deps["newId"] {
  const counts = new Map<string, number>();
  return (prefix) => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}_${String(count).padStart(6, "0")}`;
  };
}

interface Waiting {
  readonly name: string;
  readonly job: QueuedJob;
}

function testJobs(deps: () => Deps): TestJobs {
  let waiting: Waiting[] = [];
  const dead: unknown[] = [];
  const add = (name: string, job: QueuedJob) => {
    const isSame = (other: Waiting) => other.name === name && other.job.singletonKey === job.singletonKey;
    if (name === DEAD_LETTERS) dead.push(job.payload);
    else if (job.singletonSeconds === undefined || !waiting.some(isSame)) waiting.push({ name, job });
  };
  return {
    get waiting() {
      return waiting;
    },
    dead,
    wake: () => {},
    send: async (tx, name, jobs) => {
      for (const job of jobs) tx.afterCommit(() => add(name, job));
    },
    async drain({ hurry = false } = {}) {
      let ran = 0;
      for (;;) {
        const isDue = ({ job }: Waiting) => hurry || job.startAfterSeconds === undefined;
        const due = waiting.filter(isDue);
        waiting = waiting.filter((one) => !isDue(one));
        if (due.length === 0) return ran;
        for (const { name, batchSize, run } of JOBS) {
          const entries = due.filter((one) => one.name === name).map(({ job }) => job);
          for (let at = 0; at < entries.length; at += batchSize) await run(deps(), entries.slice(at, at + batchSize));
          ran += entries.length;
        }
      }
    },
  };
}
