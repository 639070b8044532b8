import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DistributorId, Instant, OrderId } from "@upline/domain";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { is, sql } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { selectRows } from "./rows.ts";
import * as schema from "./schema/index.ts";
import { freshDatabase } from "./testing.ts";

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
});
afterAll(() => handle.close());

const casing = new CasingCache("snake_case");
const tables = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

describe("the migrated database", () => {
  test("has the tables of the schema and no other", async () => {
    const rows = await selectRows<{ name: string }>(
      handle.db,
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  test.each(tables)("has table $name as the schema has it: columns, keys, indexes, checks", async (table) => {
    const columns = await selectRows<{ name: string; type: string; not_null: boolean; has_default: boolean }>(
      handle.db,
      sql`select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as not_null, atthasdef as has_default
        from pg_attribute where attrelid = ${`"${table.name}"`}::text::regclass and attnum > 0 and not attisdropped`,
    );
    expect([...columns].sort(byName)).toEqual(
      table.columns
        .map((column) => ({
          name: casing.getColumnCasing(column),
          type: typeInDatabase(column.getSQLType()),
          not_null: column.notNull || inPrimaryKey(table, column.name),
          has_default: column.getSQLType().includes("serial") || column.default !== undefined,
        }))
        .sort(byName),
    );

    const named = await selectRows<{ name: string }>(
      handle.db,
      sql`select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
            where indrelid = ${`"${table.name}"`}::text::regclass and not indisprimary
          union select conname from pg_constraint where conrelid = ${`"${table.name}"`}::text::regclass and contype = 'c'`,
    );
    const names = named.map(({ name }) => name);
    const wanted = [...table.indexes.map(({ config }) => config.name ?? ""), ...table.checks.map(({ name }) => name)];
    expect(names).toEqual(expect.arrayContaining(wanted));
    expect(names.filter((name) => !wanted.includes(name) && !name.endsWith("_unique"))).toEqual([]);
  });

  test("is what the newest snapshot says, so that the generator has nothing to add", async () => {
    const folder = join(migrationsFolder(), "meta");
    const { entries } = JSON.parse(readFileSync(join(folder, "_journal.json"), "utf8"));
    const last = String(entries.length - 1).padStart(4, "0");
    const snapshot = JSON.parse(readFileSync(join(folder, `${last}_snapshot.json`), "utf8"));
    const now = generateDrizzleJson(schema, snapshot.id, undefined, "snake_case");
    expect(await generateMigration(snapshot, now)).toEqual([]);
  });

  test("is left as it is by a second migration", async () => {
    const applied = sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
    const before = await selectRows<{ n: number }>(handle.db, applied);
    await handle.migrate();
    expect(await selectRows<{ n: number }>(handle.db, applied)).toEqual(before);
  });
});

describe("values come back as they went", () => {
  const at = "2026-03-01T12:34:56.789Z" as Instant;

  test("money beyond a float, an instant to the millisecond, a list of ids, the numbering of facts", async () => {
    const order = {
      id: "ord_1" as OrderId,
      number: "O-1",
      buyerKind: "customer" as const,
      buyerId: "cus_1",
      buyerName: 'Ann, "A" {x}',
      creditedTo: "dst_1" as DistributorId,
      placedAt: at,
      effectiveAt: at,
      currency: "USD",
      totalMinor: 9_007_199_254_740_993n,
      pv: -1n,
      cv: 0n,
      status: "paid" as const,
      upline: ["dst_2", "dst_3"] as DistributorId[],
      createdAt: at,
      causeId: "test",
    };
    await handle.db.insert(schema.salesOrder).values(order);
    await handle.db.insert(schema.salesOrder).values({ ...order, id: "ord_2" as OrderId, number: "O-2", upline: [] });
    const [first, second] = await handle.db.select().from(schema.salesOrder).orderBy(schema.salesOrder.id);
    expect(first).toMatchObject({ ...order, refundedMinor: 0n, periodId: null });
    expect(second?.upline).toEqual([]);
    expect((second?.seq ?? 0n) > (first?.seq ?? 0n)).toBe(true);
  });

  test("json that is an object, a list, a text, or a number", async () => {
    const entry = {
      at,
      actorId: "usr_1",
      actorName: "U",
      action: "plans.publish",
      subjectType: "plan",
      subjectId: "plv_1",
    };
    await handle.db.insert(schema.auditEntry).values([
      { ...entry, before: { a: ["1", 2, null] }, after: [1] },
      { ...entry, before: "text", after: 7 },
    ]);
    const rows = await handle.db.select().from(schema.auditEntry).orderBy(schema.auditEntry.id);
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [{ a: ["1", 2, null] }, [1]],
      ["text", 7],
    ]);
  });
});

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);

function inPrimaryKey({ primaryKeys }: (typeof tables)[number], column: string): boolean {
  return primaryKeys.some(({ columns }) => columns.some(({ name }) => name === column));
}

/** The type as PostgreSQL writes it. */
function typeInDatabase(type: string): string {
  return { bigserial: "bigint", "timestamp (3) with time zone": "timestamp(3) with time zone" }[type] ?? type;
}
