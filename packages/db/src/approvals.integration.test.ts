import type { Instant } from "@upline/domain";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  approvalById,
  approveApproval,
  declineApproval,
  insertApproval,
  openApprovals,
  takeApproval,
} from "./approvals.ts";
import type { Db, DbHandle } from "./client.ts";
import { ledgerPost } from "./ledger.ts";
import { databaseErrorIn } from "./ledger-error.ts";
import { posting } from "./testing/ledger-samples.ts";
import { freshDatabase } from "./testing.ts";

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
  for (const id of ["apr_open", "apr_ready", "apr_used", "apr_no"]) await ask(id);
  await approve("apr_ready");
  await approve("apr_used");
  await take("apr_used", BODY)(handle.db);
  await declineApproval(handle.db, { id: "apr_no", by: "usr_b", at: AT, reason: "Not this week" });
});
afterAll(() => handle.close());

const AT = "2026-03-01T00:00:00.000Z" as Instant;
const BODY = { items: ["pay_1 100 USD", "pay_2 250 USD"] };
const ask = (id: string) =>
  insertApproval(handle.db, {
    id,
    subject: "payout_batch",
    subjectId: "pob_1",
    reason: "Weekly payout of March",
    body: BODY,
    requestedBy: "usr_a",
    requestedAt: AT,
    requestedFrom: null,
  });
const approve = (id: string, by = "usr_b") => approveApproval(handle.db, { id, by, at: AT, from: null });
const take =
  (id: string, body: Record<string, unknown>, subject = "payout_batch") =>
  (tx: Db) =>
    takeApproval(tx, { id, subject, body, usedBy: `pob_1 ${id}` });
const run = (statement: string) => (tx: Db) => tx.execute(sql.raw(statement));

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

const COLUMNS = "id, subject, reason, payload_hash, requested_by";
const HASH = `sha256('x'::bytea)`;

describe("the database refuses", () => {
  test.each([
    {
      name: "the one who asked",
      work: run(`update ledger.approvals set approved_by = 'usr_a', approved_at = now() where id = 'apr_open'`),
      code: "23514",
    },
    { name: "use before anybody approved", work: take("apr_open", BODY), code: "P0L07" },
    { name: "use of what was declined", work: take("apr_no", BODY), code: "P0L07" },
    { name: "a second use", work: take("apr_used", BODY), code: "P0L07" },
    { name: "another body", work: take("apr_ready", { items: ["pay_1 1000 USD", "pay_2 250 USD"] }), code: "P0L07" },
    {
      name: "another order of the list",
      work: take("apr_ready", { items: ["pay_2 250 USD", "pay_1 100 USD"] }),
      code: "P0L07",
    },
    { name: "another kind of thing", work: take("apr_ready", BODY, "commission_run"), code: "P0L07" },
    { name: "an approval that is not there", work: take("apr_nobody", BODY), code: "P0L07" },
    {
      name: "use by a ledger transaction of another body",
      work: (tx: Db) =>
        ledgerPost(tx, [
          posting("company.adjustment", "dist.available/dst_1", 5n, {
            kind: "adjust",
            idem: "adj:apr_ready",
            reason: "Weekly payout of March",
            approval: "apr_ready",
          }),
        ]),
      code: "P0L07",
    },
    {
      name: "a request that is born approved",
      work: run(
        `insert into ledger.approvals (${COLUMNS}, approved_by, approved_at) values ('apr_x', 'adjust', 'a good reason', ${HASH}, 'usr_a', 'usr_b', now())`,
      ),
      code: "P0L07",
    },
    {
      name: "a body with the hash of another",
      work: run(
        `insert into ledger.approvals (${COLUMNS}, body) values ('apr_x', 'adjust', 'a good reason', ${HASH}, 'usr_a', '{}')`,
      ),
      code: "23514",
    },
    {
      name: "a reason of nine letters",
      work: run(`insert into ledger.approvals (${COLUMNS}) values ('apr_x', 'adjust', 'nine char', ${HASH}, 'usr_a')`),
      code: "23514",
    },
    {
      name: "approval of what was declined",
      work: run(`update ledger.approvals set approved_by = 'usr_b', approved_at = now() where id = 'apr_no'`),
      code: "23514",
    },
    {
      name: "a no after a yes",
      work: run(`update ledger.approvals set declined_by = 'usr_b', declined_at = now() where id = 'apr_ready'`),
      code: "23514",
    },
    {
      name: "a no that is taken back",
      work: run(
        `update ledger.approvals set declined_by = null, declined_at = null, decline_reason = null where id = 'apr_no'`,
      ),
      code: "P0L01",
    },
    {
      name: "another approver",
      work: run(`update ledger.approvals set approved_by = 'usr_c' where id = 'apr_ready'`),
      code: "P0L01",
    },
    {
      name: "another body later",
      work: run(
        `update ledger.approvals set body = '{"items":[]}', payload_hash = ledger.body_hash('{"items":[]}') where id = 'apr_ready'`,
      ),
      code: "P0L01",
    },
    {
      name: "another subject later",
      work: run(`update ledger.approvals set subject_id = 'pob_2' where id = 'apr_ready'`),
      code: "P0L01",
    },
    {
      name: "a use that is taken back",
      work: run(`update ledger.approvals set used_by = null, used_at = null where id = 'apr_used'`),
      code: "P0L01",
    },
    { name: "that one is deleted", work: run(`delete from ledger.approvals where id = 'apr_open'`), code: "P0L01" },
  ])("$name", async ({ work, code }) => {
    expect(await refusalOf(work as (tx: Db) => Promise<unknown>)).toBe(code);
  });
});

test("what is asked for is approved by another and used once, whatever the order of its keys", async () => {
  await insertApproval(handle.db, {
    id: "apr_keys",
    subject: "payout_batch",
    subjectId: "pob_2",
    reason: "Weekly payout of March",
    body: { a: "1", b: { c: "2", d: "3" } },
    requestedBy: "usr_a",
    requestedAt: AT,
    requestedFrom: "192.0.2.0",
  });
  expect((await openApprovals(handle.db)).map(({ id }) => id)).toContain("apr_keys");
  await approve("apr_keys");
  await take("apr_keys", { b: { d: "3", c: "2" }, a: "1" })(handle.db);
  expect(await approvalById(handle.db, "apr_keys")).toMatchObject({
    approvedBy: "usr_b",
    approvedAt: AT,
    isUsed: true,
  });
});
