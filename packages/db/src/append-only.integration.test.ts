import type { DistributorId, Instant } from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { databaseErrorIn } from "./ledger-error.ts";
import { genealogyEdge, inboxEvent, planVersion } from "./schema/index.ts";
import { freshDatabase } from "./testing.ts";

const T = "'2026-03-01T00:00:00Z'";

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
});
afterAll(() => handle.close());

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return databaseErrorIn(error)?.code ?? String(error);
  }
  return "it was accepted";
}
const run = (statement: string) => handle.db.execute(sql.raw(statement));

describe("a row of what happened is neither changed nor deleted", () => {
  test.each([
    {
      table: "payment_fact",
      columns: "provider, payment_ref, operation, operation_ref, occurred_at, recorded_at, cause_id",
      values: `'p', 'r', 'confirmed', '', ${T}, ${T}, 'c'`,
    },
    {
      table: "commission_posting",
      columns:
        "line_key_hash, cause, cause_id, earner_id, period_id, delta_minor, currency, ledger_tx_id, effective_at, recorded_at",
      values: `'h', 'order', 'c', 'dst_1', 'month:2026-03-01', 5, 'USD', 1, ${T}, ${T}`,
    },
    {
      table: "volume_entry",
      columns: "distributor_id, order_id, volume, amount, period_id, effective_at, cause_id",
      values: `'dst_1', 'ord_1', 'pv', 100, 'month:2026-03-01', ${T}, 'c'`,
    },
    {
      table: "distributor_status",
      columns: "distributor_id, status, from_at, recorded_at, cause_id",
      values: `'dst_1', 'good', ${T}, ${T}, 'c'`,
    },
    {
      table: "distributor_attribute",
      columns: "distributor_id, key, value, from_at, recorded_at, recorded_by, cause_id",
      values: `'dst_1', 'package', 'gold', ${T}, ${T}, 'Aster', 'c'`,
    },
    {
      table: "genealogy_edge",
      columns: "tree, distributor_id, from_at, recorded_at, cause_id",
      values: `'sponsor', 'dst_1', ${T}, ${T}, 'c'`,
    },
    {
      table: "closed_result",
      columns: "period_id, run, distributor_id, is_active, qualified, paid_as, title, metrics, closed_at",
      values: `'month:2026-03-01', 1, 'dst_1', true, 'a', 'a', 'a', '{}', ${T}`,
    },
    {
      table: "outbox_event",
      columns: "id, type, subject, data, natural_key, cause_id, created_at",
      values: `'evt_1', 't', 's', '{}', 'k', 'c', ${T}`,
    },
    {
      table: "audit_entry",
      columns: "at, actor_id, actor_name, action, subject_type, subject_id",
      values: `${T}, 'u', 'U', 'plans.publish', 'plan', 'p'`,
    },
  ])("$table", async ({ table, columns, values }) => {
    await run(`insert into ${table} (${columns}) values (${values})`);
    const column = columns.split(",")[0];
    expect(await refusalOf(run(`update ${table} set ${column} = ${column}`))).toBe("P0L01");
    expect(await refusalOf(run(`delete from ${table}`))).toBe("P0L01");
    expect(await refusalOf(run(`truncate ${table}`))).toBe("P0L01");
  });
});

describe("an inbox event", () => {
  const at = "2026-03-01T00:00:00.000Z" as Instant;
  const event = {
    id: "ibx_1" as const,
    provider: "stripe",
    eventRef: "evt_1",
    type: "payment_intent.succeeded",
    mode: "test" as const,
    occurredAt: at,
    receivedAt: at,
    receivedWallAt: at,
    verifiedWith: "current",
    raw: new Uint8Array([123, 0, 255, 125]),
    rawSha256: "00",
    sizeBytes: 4,
    headers: { "user-agent": "Stripe/1.0" },
    status: "received" as const,
    requestId: "req_1",
  };
  const change = (values: Partial<typeof inboxEvent.$inferInsert>) =>
    handle.db.update(inboxEvent).set(values).where(eq(inboxEvent.id, event.id));

  test("gives back the bytes that came, keeps its state movable, and is delivered once", async () => {
    await handle.db.insert(inboxEvent).values(event);
    await change({ status: "processed", attempts: 1, processedAt: at, because: null, duplicates: 2 });
    const [row] = await handle.db.select().from(inboxEvent);
    expect(row).toMatchObject({ ...event, status: "processed", attempts: 1, processedAt: at });
    expect(await refusalOf(handle.db.insert(inboxEvent).values({ ...event, id: "ibx_2" }))).toBe("23505");
  });

  test.each([
    { name: "other bytes", values: { raw: new Uint8Array([1]) } },
    { name: "another hash", values: { rawSha256: "11" } },
    { name: "other headers", values: { headers: {} } },
    { name: "another key", values: { eventRef: "evt_2" } },
    { name: "another provider", values: { provider: "paypal" } },
    { name: "another verification", values: { verifiedWith: "previous" } },
    { name: "another arrival", values: { receivedAt: "2026-03-02T00:00:00.000Z" as Instant } },
  ])("takes no $name", async ({ values }) => {
    expect(await refusalOf(change(values))).toBe("P0L01");
  });

  test("loses its bytes when they are old, gets none back, and stays itself for ever", async () => {
    await change({ raw: null });
    expect(await refusalOf(change({ raw: event.raw }))).toBe("P0L01");
    expect(await refusalOf(handle.db.delete(inboxEvent))).toBe("P0L01");
    expect(await refusalOf(run("truncate inbox_event"))).toBe("P0L01");
  });
});

describe("a plan version", () => {
  const at = "2026-03-01T00:00:00.000Z" as Instant;
  const draft = {
    id: "plv_1" as const,
    planId: "main",
    label: "Spring",
    status: "draft" as const,
    effectiveFrom: "2026-04-01",
    plan: { bonuses: [] },
    createdBy: "usr_1",
    createdAt: at,
    updatedAt: at,
  };
  const change = (values: Partial<typeof planVersion.$inferInsert>) =>
    handle.db.update(planVersion).set(values).where(eq(planVersion.id, draft.id));

  test("is edited and thrown away while it is a draft", async () => {
    await handle.db.insert(planVersion).values([draft, { ...draft, id: "plv_2" }]);
    await change({ plan: { bonuses: [1] }, revision: 2 });
    await handle.db.delete(planVersion).where(eq(planVersion.id, "plv_2"));
    expect(await handle.db.select({ revision: planVersion.revision }).from(planVersion)).toEqual([{ revision: 2 }]);
  });

  test("is not scheduled without number and hash", async () => {
    expect(await refusalOf(change({ status: "scheduled" }))).toBe("23514");
  });

  test("never changes again once it is scheduled, and can only be withdrawn", async () => {
    await change({ status: "scheduled", version: 1, contentHash: "aa", publishedBy: "usr_2", publishedAt: at });
    expect(await refusalOf(change({ plan: {} }))).toBe("P0L01");
    expect(await refusalOf(change({ effectiveFrom: "2026-05-01" }))).toBe("P0L01");
    expect(await refusalOf(change({ version: 2 }))).toBe("P0L01");
    expect(await refusalOf(change({ status: "draft" }))).toBe("P0L01");
    expect(await refusalOf(handle.db.delete(planVersion))).toBe("P0L01");
    await change({ status: "withdrawn", updatedAt: at });
    expect(await refusalOf(change({ status: "scheduled" }))).toBe("P0L01");
  });
});

describe("nobody hangs below himself", () => {
  const edge = (tree: string, child: string, parent: string | null, day: number) => ({
    tree,
    distributorId: `dst_${child}` as DistributorId,
    parentId: parent === null ? null : (`dst_${parent}` as DistributorId),
    fromAt: `2026-03-${String(day).padStart(2, "0")}T00:00:00.000Z` as Instant,
    recordedAt: "2026-03-01T00:00:00.000Z" as Instant,
    causeId: "test",
  });
  type Move = readonly [child: string, parent: string | null, day: number];

  test.each<{ name: string; built: readonly Move[]; move: Move; refused: boolean }>([
    { name: "under himself", built: [["a", null, 1]], move: ["a", "a", 2], refused: true },
    {
      name: "under his child",
      built: [
        ["a", null, 1],
        ["b", "a", 1],
      ],
      move: ["a", "b", 2],
      refused: true,
    },
    {
      name: "under a child of his child",
      built: [
        ["a", null, 1],
        ["b", "a", 1],
        ["c", "b", 1],
      ],
      move: ["a", "c", 2],
      refused: true,
    },
    {
      name: "under someone who was below him once and has left",
      built: [
        ["r", null, 1],
        ["a", "r", 1],
        ["b", "a", 1],
        ["b", "r", 3],
      ],
      move: ["a", "b", 4],
      refused: false,
    },
    {
      name: "before that one had left",
      built: [
        ["r", null, 1],
        ["a", "r", 1],
        ["b", "a", 1],
        ["b", "r", 3],
      ],
      move: ["a", "b", 2],
      refused: true,
    },
    {
      name: "under someone who will come below him",
      built: [
        ["r", null, 1],
        ["a", "r", 1],
        ["b", "r", 1],
        ["c", "a", 1],
        ["b", "c", 9],
      ],
      move: ["a", "b", 4],
      refused: true,
    },
    {
      name: "to another branch",
      built: [
        ["r", null, 1],
        ["a", "r", 1],
        ["b", "r", 1],
        ["c", "a", 1],
      ],
      move: ["a", "b", 4],
      refused: false,
    },
    {
      name: "to the top",
      built: [
        ["r", null, 1],
        ["a", "r", 1],
        ["b", "a", 1],
      ],
      move: ["a", null, 4],
      refused: false,
    },
  ])("moves $name: refused $refused", async ({ name, built, move, refused }) => {
    await handle.db.insert(genealogyEdge).values(built.map(([child, parent, day]) => edge(name, child, parent, day)));
    const moved = handle.db.insert(genealogyEdge).values(edge(name, ...move));
    expect(await refusalOf(moved)).toBe(refused ? "23514" : "it was accepted");
  });

  test("also when one insert brings both halves of the circle, and another tree does not matter", async () => {
    const circle = [edge("two", "a", "b", 1), edge("two", "b", "a", 1)];
    expect(await refusalOf(handle.db.insert(genealogyEdge).values(circle))).toBe("23514");
    await handle.db.insert(genealogyEdge).values([edge("two", "a", "b", 1), edge("three", "b", "a", 1)]);
  });
});
