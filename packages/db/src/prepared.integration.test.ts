import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { planName } from "./prepared.ts";
import { selectRows } from "./rows.ts";
import { freshDatabase, testEngine } from "./testing.ts";

test("a statement has a plan name from its third use on, the same for ever; texts that never come back have none", () => {
  const text = "select $1::int as third_use";
  expect([1, 2].map(() => planName(text))).toEqual([undefined, undefined]);
  const name = planName(text);
  expect(name).toMatch(/^upline_[0-9a-f]{24}$/);
  for (let n = 0; n < 3_000; n += 1) expect(planName(`select $1::int as once_${n}`)).toBeUndefined();
  expect(planName(text)).toBe(name);
});

describe.runIf(testEngine() === "postgres")("a connection", () => {
  let handle: DbHandle;
  beforeAll(async () => {
    handle = await freshDatabase({ max: 1 });
  });
  afterAll(() => handle.close());

  const kept = () =>
    selectRows<{ statement: string }>(
      handle.db,
      sql`select statement from pg_prepared_statements where statement like '%answer_of_test%'`,
    );

  test("keeps the plan of a statement that comes back, with another value each time", async () => {
    for (let n = 0; n < 5; n += 1) {
      const rows = await selectRows<{ answer_of_test: number }>(handle.db, sql`select ${n}::int as answer_of_test`);
      expect(rows).toEqual([{ answer_of_test: n }]);
    }
    expect(await kept()).toHaveLength(1);
  });

  test("says what is wrong with a value of a kept statement, and goes on", async () => {
    const ask = (text: string) => selectRows<{ n: number }>(handle.db, sql`select ${text}::int as n`);
    for (let n = 0; n < 4; n += 1) await ask("7");
    await expect(ask("seven")).rejects.toThrow();
    expect(await ask("8")).toEqual([{ n: 8 }]);
  });
});
