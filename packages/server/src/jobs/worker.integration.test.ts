import { selectRows } from "@upline/db";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Deps, inTransaction } from "../deps.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { type Boss, openBoss } from "./boss.ts";
import { DEAD_LETTERS } from "./dead-letters.ts";
import { enqueue } from "./enqueue.ts";
import { defineJob, defineOutboundJob, type Failure, GiveUp } from "./job.ts";
import { worked } from "./registry.ts";
import { startWorkers } from "./worker.ts";

let base: TestDeps;
let boss: Boss;
let deps: Deps;
let batches: (readonly string[])[];
let failures: Failure[];
let calls: string[];

const retry = { limit: 3, firstAfterSeconds: 1, atMostSeconds: 1 };
/** Payloads say what happens to them. */
const job = defineJob({
  name: "test.inner",
  payload: z.object({ id: z.string() }),
  retry,
  batchSize: 100,
  run: async (_tx, payloads) => {
    const ids = payloads.map(({ id }) => id);
    batches.push(ids);
    if (ids.includes("poison")) throw new Error("poisoned");
    if (ids.includes("hopeless")) throw new GiveUp("never");
  },
  onFailure: async (_tx, _payload, failure) => {
    failures.push(failure);
  },
});
const outbound = defineOutboundJob({
  name: "test.outbound",
  payload: z.object({ id: z.string() }),
  retry,
  run: async (_deps, { id }) => {
    calls.push(id);
  },
});
const JOBS = [
  worked(job, { pollSeconds: 0.5, isParallel: true }),
  worked(outbound, { pollSeconds: 0.5, isParallel: false }),
];

beforeEach(async () => {
  [batches, failures, calls] = [[], [], []];
  base = await testDeps();
  boss = await openBoss({
    handle: base.handle,
    log: base.log,
    isWorker: true,
    queues: [...JOBS.map(({ name }) => name), DEAD_LETTERS],
  });
  deps = { ...base, jobs: boss };
});
afterEach(async () => {
  await boss.stop(5);
  await base.close();
});

const until = async (isSo: () => boolean | Promise<boolean>, ms = 10_000) => {
  const end = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const stored = (name: string) =>
  selectRows<{ state: string; data: unknown }>(
    base.db,
    sql`select state::text, data from pgboss.job where name = ${name}`,
  );

describe("a job", () => {
  test("exists exactly when its transaction is committed", async () => {
    await expect(
      inTransaction(deps, async (tx) => {
        await enqueue(tx, job, { id: "undone" });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await inTransaction(deps, (tx) => enqueue(tx, job, { id: "done" }));
    expect(await stored(job.name)).toMatchObject([{ state: "created", data: { payload: { id: "done" }, tries: 0 } }]);
  });

  test("is picked up after its commit at once, long before the next look", async () => {
    await startWorkers(deps, boss, [worked(job, { pollSeconds: 60, isParallel: false })]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    for (let n = 0; n < 5; n += 1) {
      await inTransaction(deps, (tx) => enqueue(tx, job, { id: `${n}` }));
      await until(() => batches.flat().includes(`${n}`));
    }
  });

  test("shares a batch with others, and each is run alone when the batch fails", async () => {
    await inTransaction(deps, (tx) =>
      enqueue(
        tx,
        job,
        ["a", "poison", "b"].map((id) => ({ id })),
      ),
    );
    // One worker: two of them may share the three jobs between them.
    await startWorkers(deps, boss, [worked(job, { pollSeconds: 0.5, isParallel: false })]);
    await until(() => batches.length >= 4);
    const [together, ...alone] = batches.slice(0, 4).map((ids) => ids.toSorted());
    expect(together).toEqual(["a", "b", "poison"]);
    expect(alone.flat().toSorted()).toEqual(["a", "b", "poison"]);
  });

  test("is tried as often as its schedule says, then it is a dead letter with its cause", async () => {
    await inTransaction(deps, (tx) => enqueue(tx, job, { id: "poison" }));
    await startWorkers(deps, boss, JOBS);
    await until(async () => (await stored(DEAD_LETTERS)).length === 1);
    expect(batches).toHaveLength(3);
    expect(failures.map(({ tries, retryAfterSeconds }) => [tries, retryAfterSeconds])).toEqual([
      [1, 1],
      [2, 1],
      [3, null],
    ]);
    expect((await stored(DEAD_LETTERS))[0]?.data).toMatchObject({ payload: { name: job.name, error: "poisoned" } });
  });

  test("whose cause will not go away, or whose payload is malformed, is a dead letter at once", async () => {
    await inTransaction(deps, async (tx) => {
      await enqueue(tx, job, { id: "hopeless" });
      await boss.send(tx, job.name, [{ payload: { id: 7 }, tries: 0 }]);
    });
    await startWorkers(deps, boss, JOBS);
    await until(async () => (await stored(DEAD_LETTERS)).length === 2);
    expect(failures).toMatchObject([{ tries: 1, retryAfterSeconds: null }]);
  });

  test("that may come once a second is queued twice at most: for this second and the next", async () => {
    for (let n = 0; n < 10; n += 1)
      await enqueue(deps, outbound, { id: "same" }, { singletonKey: "company", singletonSeconds: 30 });
    expect((await stored(outbound.name)).length).toBeLessThanOrEqual(2);
  });

  test("that talks to the outside runs one payload at a time", async () => {
    await inTransaction(deps, (tx) => enqueue(tx, outbound, [{ id: "x" }, { id: "y" }]));
    await startWorkers(deps, boss, JOBS);
    await until(() => calls.length === 2);
    expect(calls.toSorted()).toEqual(["x", "y"]);
  });

  test("of a worker that died is run by another within 35 seconds", async () => {
    await inTransaction(deps, (tx) => enqueue(tx, job, { id: "orphan" }));
    const taken = await boss.raw.fetch(job.name); // a worker that takes it and is never heard of again
    expect(taken).toHaveLength(1);
    await startWorkers(deps, boss, JOBS);
    await until(() => batches.flat().includes("orphan"), 35_000);
  });
});
