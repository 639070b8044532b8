import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DbHandle, openDb } from "./client.ts";
import { selectRows } from "./rows.ts";
import { company } from "./schema/index.ts";
import { freshDatabase, testEngine } from "./testing.ts";

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
});
afterAll(() => handle.close());

const one = {
  name: "Meadow & Oak",
  timeZone: "UTC",
  currency: "USD",
  country: "US",
  createdAt: "2026-01-01T00:00:00.000Z" as const,
} as typeof company.$inferInsert;

/** The address of the database of this file. */
async function ownUrl(): Promise<string> {
  const [row] = await selectRows<{ name: string }>(handle.db, sql`select current_database() as name`);
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${row?.name}`;
  return url.href;
}

/** Payloads as they come, and a way to wait for one. */
function inbox() {
  const got: string[] = [];
  const until = async (payload: string) => {
    for (let waited = 0; !got.includes(payload); waited += 10) {
      if (waited > 5000) throw new Error(`${payload} did not come; got ${got.join(", ")}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { got, until, callback: (payload: string) => void got.push(payload) };
}

test("a transaction that fails leaves nothing", async () => {
  const failed = handle.db.transaction(async (tx) => {
    await tx.insert(company).values(one);
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await handle.db.select().from(company)).toEqual([]);
});

test("both engines count days in UTC", async () => {
  expect(await selectRows(handle.db, sql`select current_setting('TimeZone') as zone`)).toEqual([{ zone: "UTC" }]);
});

describe("listen", () => {
  test("hears its own channel only, each subscriber until it stops", async () => {
    const first = inbox();
    const second = inbox();
    const stopFirst = await handle.listen("test_one", first.callback);
    const stopSecond = await handle.listen("test_one", second.callback);
    await handle.notify("test_two", "elsewhere");
    await handle.notify("test_one", "1");
    await Promise.all([first.until("1"), second.until("1")]);
    await stopFirst();
    await handle.notify("test_one", "2");
    await second.until("2");
    await stopSecond();
    await handle.notify("test_one", "3");

    const again = inbox();
    const stop = await handle.listen("test_one", again.callback);
    await handle.notify("test_one", "4");
    await again.until("4");
    await stop();
    expect([first.got, second.got, again.got]).toEqual([["1"], ["1", "2"], ["4"]]);
  });

  test("hears what a transaction said when it is committed, not before", async () => {
    const heard = inbox();
    const stop = await handle.listen("test_commit", heard.callback);
    await handle.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_notify('test_commit', 'inside')`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(heard.got).toEqual([]);
    });
    await heard.until("inside");
    await stop();
  });
});

describe.runIf(testEngine() === "postgres")("PostgreSQL", () => {
  test("a broken listener connects again, says that notices may be missing, and hears on", async () => {
    const heard = inbox();
    const stop = await handle.listen("test_break", heard.callback);
    await handle.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'upline listener' and datname = current_database()`);
    await heard.until("");
    await handle.notify("test_break", "after");
    await heard.until("after");
    expect(heard.got).toEqual(["", "after"]);
    await stop();
  });

  test("a pooled connection that breaks is replaced", async () => {
    const broken = handle.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    await expect(broken).rejects.toThrow();
    expect(await selectRows(handle.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("a connection that breaks in a transaction fails that one, and nobody else", async () => {
    const pid = sql`select pid from pg_stat_activity where application_name = 'upline' and state = 'idle in transaction'
      and datname = current_database()`;
    const broken = handle.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await handle.db.execute(sql`select pg_terminate_backend(pid) from (${pid}) busy`);
      // The process hears of it while nobody waits for an answer.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.execute(sql`select 1`);
    });
    await expect(broken).rejects.toThrow();
    expect(await selectRows(handle.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("a transaction that cannot begin gives its connection back", async () => {
    const single = await openDb(await ownUrl(), { max: 1, connectionTimeoutMs: 500 });
    if (single.kind !== "postgres") throw new Error("this is PostgreSQL");
    await single.db.execute(sql`select 1`);
    single.raw.once("acquire", (client) => void (client as unknown as { end(): Promise<void> }).end());
    await expect(single.db.transaction(async () => 1)).rejects.toThrow();
    expect(await single.db.transaction((tx) => selectRows(tx, sql`select 1 as one`))).toEqual([{ one: 1 }]);
    await single.close();
  });

  test("a statement ends at its limit, and nobody waits for a connection for ever", async () => {
    const tight = await openDb(await ownUrl(), { max: 1, connectionTimeoutMs: 100, statementTimeoutMs: 200 });
    // A query of drizzle begins when it is awaited.
    const slow = expect(tight.db.execute(sql`select pg_sleep(5)`)).rejects.toMatchObject({ cause: { code: "57014" } });
    await expect(tight.db.execute(sql`select 1`)).rejects.toThrow();
    await slow;
    await tight.close();
    await tight.close();
  });

  test("several processes may migrate at once", async () => {
    await Promise.all([handle.migrate(), handle.migrate(), handle.migrate()]);
  });
});

describe.runIf(testEngine() === "pglite")("PGlite", () => {
  const folder = mkdtempSync(join(tmpdir(), "upline-db-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("a folder begins with a saved database, keeps what it holds, and does not begin again", async () => {
    if (handle.kind !== "pglite") throw new Error("this is PGlite");
    const startFrom = await handle.dump();
    const url = `file:${join(folder, "a", "db")}`;

    const first = await openDb(url, { startFrom });
    await first.db.insert(company).values(one);
    await expect(openDb(url)).rejects.toThrow("is already open in this process");
    await first.close();

    const second = await openDb(url, { startFrom });
    expect(await second.db.select({ name: company.name }).from(company)).toEqual([{ name: "Meadow & Oak" }]);
    await second.close();
  });
});

test.each(["mysql://localhost/db", "file:", "db"])("refuses the address %s in one sentence", async (url) => {
  await expect(openDb(url)).rejects.toThrow(/^The database address .*\.$/);
});

test("statements in a row, of whatever number, let timers and sockets have their turn", async () => {
  const gaps: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    gaps.push(performance.now() - last);
    last = performance.now();
  }, 1);
  const startedAt = performance.now();
  await handle.db.transaction(async (tx) => {
    for (let count = 0; count < 300; count += 1) await tx.execute(sql`select count(*) from generate_series(1, 2000)`);
  });
  const lasted = performance.now() - startedAt;
  clearInterval(timer);
  expect(gaps.length).toBeGreaterThan(5);
  expect(Math.max(...gaps)).toBeLessThan(lasted / 3);
});
