import type { DistributorId, Instant, PayoutBatchId, PayoutId, PayoutMethodId, PayoutState } from "@upline/domain";
import { canPayoutBecome, PAYOUT_STATES } from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveApproval, insertApproval, takeApproval } from "./approvals.ts";
import type { Db, DbHandle } from "./client.ts";
import { databaseErrorIn } from "./ledger-error.ts";
import { payout, payoutMethod } from "./schema/index.ts";
import { freshDatabase } from "./testing.ts";

const AT = "2026-03-20T12:00:00.000Z" as Instant;
const ROW = {
  id: "pyt_1" as PayoutId,
  key: "po:2026-03-20:dst_1",
  providerKey: "upl-1",
  batchId: "pob_1" as PayoutBatchId,
  distributorId: "dst_1" as DistributorId,
  cycle: "2026-03-20",
  currency: "USD",
  grossMinor: 150n,
  feeMinor: 30n,
  taxMinor: 20n,
  netMinor: 100n,
  taxedBeforeMinor: 0n,
  taxRate: "0",
  methodId: "pmt_1" as PayoutMethodId,
  fingerprint: "f1",
  ending: "4417",
  state: "reserved" as PayoutState,
  reservedAt: AT,
};

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
  await handle.db.insert(payout).values(ROW);
  await handle.db.insert(payoutMethod).values({
    id: ROW.methodId,
    distributorId: ROW.distributorId,
    kind: "us",
    holder: "H",
    wrapped: "w",
    ending: "4417",
    fingerprint: "f1",
    usableFrom: AT,
    createdAt: AT,
  });
});
afterAll(() => handle.close());

/** The class the database refuses with; whatever it accepts is undone. */
async function refusalOf(work: (tx: Db) => Promise<unknown>): Promise<string> {
  try {
    await handle.db.transaction(async (tx) => {
      await work(tx);
      tx.rollback();
    });
  } catch (error) {
    return databaseErrorIn(error)?.code ?? "it was accepted";
  }
  return "it was accepted";
}
const change = (to: Partial<typeof payout.$inferInsert>) => (tx: Db) =>
  tx.update(payout).set(to).where(eq(payout.id, ROW.id));
const run = (statement: string) => (tx: Db) => tx.execute(sql.raw(statement));
const item = (net = "100", fingerprint = "f1") => `pyt_1 dst_1 ${net} USD ${fingerprint}`;

async function approved(tx: Db, items: readonly string[], { isUsed = true, batch = "pob_1" } = {}) {
  const body = { batchId: batch, items };
  const id = `apr_${Math.trunc(performance.now() * 1000)}`;
  const request = { id, subject: "payout_batch", subjectId: batch, reason: "Weekly payout", body, requestedAt: AT };
  await insertApproval(tx, { ...request, requestedBy: "usr_a", requestedFrom: null });
  await approveApproval(tx, { id, by: "usr_b", at: AT, from: null });
  if (isUsed) await takeApproval(tx, { id, subject: "payout_batch", body, usedBy: batch });
}

describe("the database refuses", () => {
  test.each([
    { name: "approval without two people", work: change({ state: "approved" }), code: "P0L07" },
    { name: "another amount", work: change({ netMinor: 101n, feeMinor: 29n }), code: "P0L01" },
    { name: "another account", work: change({ fingerprint: "f2" }), code: "P0L01" },
    { name: "another key", work: change({ providerKey: "upl-2" }), code: "P0L01" },
    { name: "that one is deleted", work: run("delete from payout"), code: "P0L01" },
    { name: "that all are emptied", work: run("truncate payout"), code: "P0L01" },
    {
      name: "one that is born sent",
      work: (tx: Db) =>
        tx.insert(payout).values({
          ...ROW,
          id: "pyt_2" as PayoutId,
          key: "k2",
          providerKey: "p2",
          state: "sent",
          distributorId: "dst_2" as DistributorId,
        }),
      code: "P0L10",
    },
    {
      name: "a net that is not gross less charges",
      work: (tx: Db) =>
        tx.insert(payout).values({
          ...ROW,
          id: "pyt_2" as PayoutId,
          key: "k2",
          providerKey: "p2",
          distributorId: "dst_2" as DistributorId,
          netMinor: 99n,
        }),
      code: "23514",
    },
    {
      name: "a second payout of a person in a cycle",
      work: (tx: Db) => tx.insert(payout).values({ ...ROW, id: "pyt_2" as PayoutId, key: "k2", providerKey: "p2" }),
      code: "23505",
    },
    {
      name: "the same provider key",
      work: (tx: Db) =>
        tx
          .insert(payout)
          .values({ ...ROW, id: "pyt_2" as PayoutId, key: "k2", distributorId: "dst_2" as DistributorId }),
      code: "23505",
    },
    { name: "another account of a method", work: run("update payout_method set fingerprint = 'f2'"), code: "P0L01" },
    { name: "a method that is deleted", work: run("delete from payout_method"), code: "P0L01" },
  ])("$name", async ({ work, code }) => {
    expect(await refusalOf(work as (tx: Db) => Promise<unknown>)).toBe(code);
  });

  test.each([
    { name: "a list with another amount", items: [item("1000")], options: {} },
    { name: "a list with another account", items: [item("100", "f2")], options: {} },
    { name: "a list of another batch", items: [item()], options: { batch: "pob_2" } },
    { name: "an approval that was not used for it", items: [item()], options: { isUsed: false } },
  ])("sending by $name", async ({ items, options }) => {
    const work = async (tx: Db) => {
      await approved(tx, items, options);
      await change({ state: "approved" })(tx);
    };
    expect(await refusalOf(work)).toBe("P0L07");
  });

  test("every step that the table of the domain does not know, and no other", async () => {
    const outcomes: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const from of PAYOUT_STATES) {
      for (const to of PAYOUT_STATES) {
        if (from === to) continue;
        wanted[`${from}>${to}`] = canPayoutBecome(from, to) ? "it was accepted" : "P0L10";
        outcomes[`${from}>${to}`] = await refusalOf(async (tx) => {
          await approved(tx, [item()]);
          await tx.execute(sql`alter table payout disable trigger guard`);
          await change({ state: from })(tx);
          await tx.execute(sql`alter table payout enable always trigger guard`);
          await change({ state: to })(tx);
        });
      }
    }
    expect(outcomes).toEqual(wanted);
  });
});
