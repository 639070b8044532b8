import { instant, plusMs } from "@upline/domain";
import { asc, eq, getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { columnName, insertRows, updateRows } from "./bulk.ts";
import type { DbHandle } from "./client.ts";
import { selectRows } from "./rows.ts";
import * as schema from "./schema/index.ts";
import { freshDatabase } from "./testing.ts";

const { inboxEvent, orderRef, salesOrder } = schema;
const AT = instant("2026-03-18T14:00:00.123Z");
const BEYOND_DOUBLES = 9_007_199_254_740_993n;

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
});
beforeEach(async () => {
  await handle.db.delete(orderRef);
  await handle.db.delete(salesOrder);
});
afterAll(() => handle.close());

const order = (n: number, more: Partial<typeof salesOrder.$inferInsert> = {}) => ({
  id: `ord_${n}` as const,
  number: `O-${n}`,
  buyerKind: "customer" as const,
  buyerId: `cus_${n}`,
  buyerName: `Buyer "${n}" 'of' \\ ü`,
  creditedTo: "dst_1" as const,
  placedAt: AT,
  currency: "USD",
  totalMinor: BEYOND_DOUBLES + BigInt(n),
  pv: 100n,
  cv: 90n,
  status: "placed" as const,
  createdAt: AT,
  causeId: "ibx_1",
  ...more,
});
const stored = () => handle.db.select().from(salesOrder).orderBy(asc(salesOrder.totalMinor));

test("columns have the names that the database gives them", async () => {
  const rows = await selectRows<{ name: string }>(
    handle.db,
    sql`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
  );
  const inDatabase = new Set(rows.map(({ name }) => name));
  const tables = Object.values<unknown>(schema).flatMap((one) => (is(one, PgTable) ? [one] : []));
  const ours = tables.flatMap((table) =>
    Object.entries(getTableColumns(table)).map(
      ([key, column]) => `${getTableName(table)}.${columnName({ key, column: column as never })}`,
    ),
  );
  expect(ours.length).toBeGreaterThan(100);
  expect(ours.filter((name) => !inDatabase.has(name))).toEqual([]);
});

describe("rows inserted together", () => {
  test("are what was given: amounts beyond doubles, instants, lists, nulls; what nobody gave has its default", async () => {
    await insertRows(handle.db, salesOrder, [order(1, { upline: ["dst_2", "dst_3"], effectiveAt: AT }), order(2)]);
    const [one, two] = await stored();
    expect(one).toMatchObject({ ...order(1), upline: ["dst_2", "dst_3"], effectiveAt: AT, kind: "shop" });
    expect(two).toMatchObject({ ...order(2), upline: null, effectiveAt: null, refundedMinor: 0n });
    expect(two?.seq).not.toBe(one?.seq);
  });

  test("are all there when they are more than one statement takes, and none when there are none", async () => {
    await insertRows(handle.db, salesOrder, []);
    const many = Array.from({ length: 2_345 }, (_, n) => order(n));
    const ids = await insertRows(handle.db, salesOrder, many, { returning: ["id"] });
    expect(new Set(ids.map(({ id }) => id)).size).toBe(2_345);
    expect(await handle.db.$count(salesOrder)).toBe(2_345);
  });

  test("that are there already are left alone where that is asked for, and refused otherwise", async () => {
    const names = [1, 2].map((n) => ({ provider: "*", value: `name ${n}`, orderId: `ord_${n}` as const }));
    await insertRows(handle.db, orderRef, names.slice(0, 1));
    const other = names.map((name) => ({ ...name, orderId: "ord_9" as const }));
    await insertRows(handle.db, orderRef, other, { onConflictDoNothing: true });
    expect(await handle.db.select().from(orderRef).orderBy(asc(orderRef.value))).toEqual([names[0], other[1]]);
    await expect(insertRows(handle.db, orderRef, other)).rejects.toThrow();
  });
});

describe("rows updated together", () => {
  test("get each their own values, by one or several keys; other rows and fields stay", async () => {
    await insertRows(handle.db, salesOrder, [order(1), order(2), order(3)]);
    const before = await stored();
    await updateRows(
      handle.db,
      salesOrder,
      [
        { id: "ord_1", number: "O-1", status: "paid", effectiveAt: AT, heldBecause: null, upline: [] },
        {
          id: "ord_2",
          number: "O-2",
          status: "held",
          effectiveAt: plusMs(AT, 1),
          heldBecause: "why",
          upline: ["dst_7"],
        },
        { id: "ord_3", number: "another", status: "lost", effectiveAt: AT, heldBecause: null, upline: [] },
      ],
      { by: ["id", "number"], also: { seq: sql`nextval('fact_seq')` } },
    );
    const [one, two, three] = await stored();
    expect(one).toEqual({ ...before[0], status: "paid", effectiveAt: AT, upline: [], seq: expect.any(BigInt) });
    expect(two).toMatchObject({ status: "held", effectiveAt: plusMs(AT, 1), heldBecause: "why", upline: ["dst_7"] });
    expect(Number(one?.seq)).toBeGreaterThan(Number(before[2]?.seq));
    expect(three).toEqual(before[2]);
  });

  test("keep JSON as JSON", async () => {
    const event = {
      id: "ibx_1" as const,
      provider: "stripe",
      eventRef: "evt_1",
      type: "t",
      mode: "test" as const,
      occurredAt: AT,
      receivedAt: AT,
      receivedWallAt: AT,
      verifiedWith: "current",
      rawSha256: "",
      sizeBytes: 0,
      headers: {},
      status: "received" as const,
      requestId: "req_1",
    };
    await handle.db.insert(inboxEvent).values(event);
    const effects = { lineKeys: ["1|a|'b'"], postedMinor: "5" };
    await updateRows(handle.db, inboxEvent, [{ id: "ibx_1", effects, waitingFor: ["order:x y"] }], { by: ["id"] });
    const [row] = await handle.db.select().from(inboxEvent).where(eq(inboxEvent.id, "ibx_1"));
    expect(row).toMatchObject({ effects, waitingFor: ["order:x y"], status: "received" });
  });
});
