import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { ledgerBodyHash, ledgerPost } from "./ledger.ts";
import { databaseErrorIn } from "./ledger-error.ts";
import { ledgerRecon } from "./ledger-reads.ts";
import { posting } from "./testing/ledger-samples.ts";
import { freshDatabase } from "./testing.ts";

const GOODWILL = "goodwill for a late parcel";
const adjust = posting("company.adjustment", "dist.available/dst_1", 100n, {
  kind: "adjust",
  idem: "adj:apr_used",
  reason: GOODWILL,
  approval: "apr_used",
});

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
  await ledgerPost(handle.db, [
    posting("company.commission_expense", "dist.pending/dst_1", 1000n, { idem: "cl:ibx_1:dst_1" }),
  ]);
  const hash = Buffer.from(await ledgerBodyHash(handle.db, adjust));
  for (const id of ["apr_open", "apr_used"]) {
    await handle.db.execute(sql`insert into ledger.approvals (id, subject, reason, payload_hash, requested_by)
      values (${id}, 'adjust', ${GOODWILL}, ${hash}, 'usr_a')`);
  }
  await handle.db.execute(
    sql`update ledger.approvals set approved_by = 'usr_b', approved_at = now() where id = 'apr_used'`,
  );
  await ledgerPost(handle.db, [adjust]);
  await handle.db.execute(sql`select ledger.seal()`);
});
afterAll(() => handle.close());

/** The class the database refuses with, deferred checks included. */
async function refusalOf(...statements: string[]): Promise<string> {
  try {
    await handle.db.transaction(async (tx) => {
      for (const statement of statements) await tx.execute(sql.raw(statement));
    });
  } catch (error) {
    return databaseErrorIn(error)?.code ?? String(error);
  }
  return "it was accepted";
}

const account = (code: string) => `(select id from ledger.accounts where code = '${code}')`;
const newTransaction = `insert into ledger.transactions (kind, idem_key, body_hash, source_type, source_id, actor, effective_at)
  values ('accrue', 'by:hand:1', '\\x00', 'hand', 'hand', 'hand', now())`;
const lastTransaction = "(select max(id) from ledger.transactions)";
const entry = (tx: string, number: number, code: string, amount: string) =>
  `insert into ledger.entries values (${tx}, ${number}, ${account(code)}, ${amount})`;
const pair = (tx: string, from: number) =>
  `${entry(tx, from, "company.commission_expense", "'USD', 5")}, (${tx}, ${from + 1}, ${account("dist.pending")}, 'USD', -5)`;

describe("what was posted", () => {
  test.each([
    { name: "a line edited", does: "update ledger.entries set amount = amount * 2" },
    { name: "a line deleted", does: "delete from ledger.entries where line = 1" },
    { name: "the lines truncated", does: "truncate ledger.entries" },
    { name: "a transaction edited", does: "update ledger.transactions set reason = 'another reason'" },
    { name: "a transaction deleted", does: "delete from ledger.transactions where id = 1" },
    { name: "everything truncated", does: "truncate ledger.transactions cascade" },
    { name: "the chart edited", does: "update ledger.account_codes set min_balance = null, max_balance = null" },
    { name: "a code taken off the chart", does: "delete from ledger.account_codes where code = 'company.fx'" },
    { name: "the chart truncated", does: "truncate ledger.account_codes cascade" },
    { name: "the bounds of an account edited", does: "update ledger.accounts set max_balance = null" },
    { name: "an account deleted", does: "delete from ledger.accounts" },
    { name: "the accounts truncated", does: "truncate ledger.accounts cascade" },
    { name: "the balances truncated", does: "truncate ledger.balances" },
    { name: "a seal edited", does: "update ledger.seals set hash = prev" },
    { name: "a seal deleted", does: "delete from ledger.seals" },
    { name: "the seals truncated", does: "truncate ledger.seals cascade" },
    { name: "a transaction moved to another block", does: "update ledger.sealed_transactions set block = 1" },
    { name: "a transaction unsealed", does: "delete from ledger.sealed_transactions" },
    {
      name: "a request for approval edited",
      does: "update ledger.approvals set payload_hash = '\\x00' where id = 'apr_open'",
    },
    { name: "the requester edited", does: "update ledger.approvals set requested_by = 'usr_c' where id = 'apr_open'" },
    { name: "the approver edited", does: "update ledger.approvals set approved_by = 'usr_c' where id = 'apr_used'" },
    {
      name: "an approval taken back",
      does: "update ledger.approvals set approved_by = null, approved_at = null where id = 'apr_used'",
    },
    { name: "a used approval made new", does: "update ledger.approvals set used_by_tx = null where id = 'apr_used'" },
    { name: "an approval deleted", does: "delete from ledger.approvals where id = 'apr_open'" },
    { name: "the approvals truncated", does: "truncate ledger.approvals cascade" },
  ])("stays when someone wants $name, in a replication session as well", async ({ does }) => {
    expect(await refusalOf(does)).toBe("P0L01");
    expect(await refusalOf("set local session_replication_role = replica", does)).toBe("P0L01");
  });
});

describe("past ledger.post, even the owner of the tables is refused", () => {
  test.each([
    { name: "a balanced pair added to a closed transaction", does: [pair("1", 3)], code: "P0L02" },
    {
      name: "a line in another currency than its account",
      does: [newTransaction, entry(lastTransaction, 1, "company.commission_expense", "'EUR', 5")],
      code: "P0L04",
    },
    {
      name: "one line after the other",
      does: [
        newTransaction,
        entry(lastTransaction, 1, "company.commission_expense", "'USD', 5"),
        entry(lastTransaction, 2, "dist.pending", "'USD', -5"),
      ],
      code: "P0L06",
    },
    {
      name: "an unbalanced line with the checks set to immediate",
      does: ["set constraints all immediate", newTransaction],
      code: "P0L05",
    },
    {
      name: "an unbalanced line in a replication session",
      does: [
        "set local session_replication_role = replica",
        newTransaction,
        entry(lastTransaction, 1, "company.commission_expense", "'USD', 5"),
      ],
      code: "P0L06",
    },
    { name: "a transaction without lines", does: [newTransaction], code: "P0L05" },
    {
      name: "an account outside the chart",
      does: [
        "insert into ledger.accounts (code, owner_id, currency, materialise) values ('company.slush', '', 'USD', false)",
      ],
      code: "P0L03",
    },
    {
      name: "a balance moved over its bound",
      does: [`update ledger.balances set balance = 1 where account_id = ${account("dist.pending")}`],
      code: "23514",
    },
    {
      name: "a requester who approves himself",
      does: ["update ledger.approvals set approved_by = 'usr_a', approved_at = now() where id = 'apr_open'"],
      code: "23514",
    },
    {
      name: "an approval without its time",
      does: ["update ledger.approvals set approved_by = 'usr_b' where id = 'apr_open'"],
      code: "23514",
    },
    {
      name: "an approval used before it is given",
      does: ["update ledger.approvals set used_by_tx = 1 where id = 'apr_open'"],
      code: "23514",
    },
    {
      name: "a request with a short reason",
      does: [
        "insert into ledger.approvals (id, subject, reason, payload_hash, requested_by) values ('apr_x', 'adjust', 'because', '\\x00', 'usr_a')",
      ],
      code: "23514",
    },
  ])("$name", async ({ does, code }) => {
    expect(await refusalOf(...does)).toBe(code);
  });
});

describe("the application's role", () => {
  const as = "set local role upline_app";

  test("posts, reads, asks for approval, approves, and seals", async () => {
    const sale = posting("company.commission_expense", "dist.pending/dst_9", 7n, { idem: "cl:role:dst_9" });
    await handle.db.transaction(async (tx) => {
      await tx.execute(sql.raw(as));
      expect(await ledgerPost(tx, [sale])).toMatchObject([{ replayed: false }]);
      await tx.execute(sql`insert into ledger.approvals (id, subject, reason, payload_hash, requested_by)
        values ('apr_role', 'adjust', ${GOODWILL}, '\\x00', 'usr_a')`);
      await tx.execute(
        sql`update ledger.approvals set approved_by = 'usr_b', approved_at = now() where id = 'apr_role'`,
      );
      await tx.execute(sql`select * from ledger.lock_owner('dst_9', 'USD')`);
      await tx.execute(sql`select ledger.seal()`);
      await tx.execute(sql`insert into live_notice (recipient, topic, created_at) values ('admin', 'ledger', now())`);
      expect(await ledgerRecon(tx)).toEqual([]);
    });
  });

  test.each([
    { name: "insert a line", does: pair("1", 3) },
    { name: "insert a transaction", does: newTransaction },
    {
      name: "open an account",
      does: "insert into ledger.accounts (code, owner_id, currency, materialise) values ('company.fees', '', 'EUR', false)",
    },
    {
      name: "add to the chart",
      does: "insert into ledger.account_codes values ('company.slush', 'asset', false, null, null, false)",
    },
    { name: "move a balance", does: "update ledger.balances set balance = balance - 1" },
    { name: "add a balance", does: "insert into ledger.balances values (1, 0, 0, 0, null, null)" },
    {
      name: "ask for approval as already approved",
      does: "insert into ledger.approvals (id, subject, reason, payload_hash, requested_by, approved_by, approved_at) values ('apr_y', 'adjust', 'goodwill for a late parcel', '\\x00', 'usr_a', 'usr_b', now())",
    },
    { name: "mark an approval as used", does: "update ledger.approvals set used_by_tx = 1 where id = 'apr_open'" },
    { name: "write a seal", does: "insert into ledger.seals values (99, 1, '\\x00', '\\x00')" },
    { name: "switch a trigger off", does: "alter table ledger.entries disable trigger all" },
    {
      name: "replace a function",
      does: "create or replace function ledger.deny() returns trigger language plpgsql as $$ begin return new; end $$",
    },
    { name: "truncate", does: "truncate ledger.entries" },
    { name: "become a replication session", does: "set local session_replication_role = replica" },
  ])("may not $name", async ({ does }) => {
    expect(await refusalOf(as, does)).toBe("42501");
  });
});

test("nothing of what was refused left a trace", async () => {
  expect(await ledgerRecon(handle.db)).toEqual([]);
});
