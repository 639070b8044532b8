import { ACCOUNTS, POSTING_KINDS } from "@upline/domain";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { ledgerBodyHash, ledgerPost, lockOwner, lookupLedgerKeys } from "./ledger.ts";
import { ledgerRecon, ledgerTotals, ledgerTransactions, ownerBalances } from "./ledger-reads.ts";
import { brokenSealsAfter, firstBrokenSeal, sealHead, sealLedger, unsealedTail } from "./ledger-seal.ts";
import { selectRows } from "./rows.ts";
import { line, posting } from "./testing/ledger-samples.ts";
import { freshDatabase } from "./testing.ts";

const EXPENSE = "company.commission_expense";

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
});
afterAll(() => handle.close());

describe("ledgerPost", () => {
  test("moves the balance once, however often the posting is sent", async () => {
    const sale = posting(EXPENSE, "dist.pending/dst_once", 900n, { idem: "cl:once:dst_once" });
    const first = await ledgerPost(handle.db, [sale]);
    const again = await ledgerPost(handle.db, [sale]);
    const inOneTransaction = await handle.db.transaction(async (tx) => [
      ...(await ledgerPost(tx, [{ ...sale, idem: "cl:twice:dst_once" }])),
      ...(await ledgerPost(tx, [{ ...sale, idem: "cl:twice:dst_once" }])),
    ]);

    expect(first.map(({ replayed }) => replayed)).toEqual([false]);
    expect(again).toEqual([{ ord: 0, txId: first[0]?.txId, replayed: true }]);
    expect(inOneTransaction.map(({ replayed }) => replayed)).toEqual([false, true]);
    expect(await lockOwner(handle.db, "dst_once", "USD")).toEqual(new Map([["dist.pending", -1800n]]));
  });

  test("takes a repeat by another actor for the same posting", async () => {
    const sale = posting(EXPENSE, "dist.pending/dst_actor", 5n, { idem: "cl:actor:dst_actor" });
    await ledgerPost(handle.db, [{ ...sale, actor: "usr_1" }]);
    expect(await ledgerPost(handle.db, [{ ...sale, actor: "usr_2" }])).toMatchObject([{ replayed: true }]);
  });

  test("answers in the order of the list, over several calls of the database", async () => {
    const sale = (index: number) =>
      posting(EXPENSE, `dist.pending/dst_many_${index % 7}`, 1n, { idem: `cl:many:${1200 - index}` });
    const [known] = await ledgerPost(handle.db, [sale(700)]);
    const posted = await ledgerPost(
      handle.db,
      Array.from({ length: 1200 }, (_, index) => sale(index)),
    );

    expect(posted.map(({ ord }) => ord)).toEqual(Array.from({ length: 1200 }, (_, index) => index));
    expect(posted.filter(({ replayed }) => replayed)).toEqual([{ ord: 700, txId: known?.txId, replayed: true }]);
    const keys = await lookupLedgerKeys(handle.db, ["cl:many:1200", "cl:many:1", "cl:none:at-all"]);
    expect(keys).toEqual(
      new Map([
        ["cl:many:1200", posted[0]?.txId],
        ["cl:many:1", posted[1199]?.txId],
      ]),
    );
  });

  test("posts nothing of a transaction that is rolled back", async () => {
    const sale = posting(EXPENSE, "dist.pending/dst_back", 5n, { idem: "cl:back:dst_back" });
    const failed = handle.db.transaction(async (tx) => {
      await ledgerPost(tx, [sale]);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await ownerBalances(handle.db, ["dst_back"])).toEqual([]);
  });

  test("says would_overdraw, and leaves the caller's transaction usable behind a savepoint", async () => {
    const tooMuch = posting("dist.available/dst_over", "company.cash", 1n, { idem: "po:over:dst_over" });
    await handle.db.transaction(async (tx) => {
      const refused = tx.transaction((inner) => ledgerPost(inner, [tooMuch]));
      await expect(refused).rejects.toMatchObject({ name: "DomainError", code: "would_overdraw", kind: "conflict" });
      expect(
        await ledgerPost(tx, [posting(EXPENSE, "dist.pending/dst_over", 1n, { idem: "cl:over:dst_over" })]),
      ).toHaveLength(1);
    });
  });

  test("keeps amounts beyond what a float holds exactly", async () => {
    const million = Array.from({ length: 3 }, (_, index) =>
      posting("company.cash", "company.funding", 999_999_999_999n, { kind: "fund", idem: `bank:big:${index}` }),
    );
    await ledgerPost(handle.db, million);
    const [{ id } = { id: "" }] = await selectRows<{ id: string }>(
      handle.db,
      sql`select id::text as id from ledger.transactions where idem_key = 'bank:big:2'`,
    );
    const [posted] = await ledgerTransactions(handle.db, [BigInt(id)]);
    expect(posted?.lines.map(({ code, amount }) => [code, amount])).toEqual([
      ["company.cash", 999_999_999_999n],
      ["company.funding", -999_999_999_999n],
    ]);
    expect(posted?.effectiveAt).toBe("2026-03-01T00:00:00.000Z");
  });

  test("balances each currency of a conversion by itself", async () => {
    const legs = [
      line("company.cash", 100n),
      line("company.fx", -100n),
      line("company.fx", 90n, "EUR"),
      line("company.cash", -90n, "EUR"),
    ];
    await ledgerPost(handle.db, [{ ...posting("", "", 1n, { kind: "fx", idem: "quote:1:usd-eur" }), lines: legs }]);
    const totals = await ledgerTotals(handle.db);
    const sums = Object.groupBy(totals, ({ currency }) => currency);
    for (const group of Object.values(sums)) expect(group?.reduce((sum, { balance }) => sum + balance, 0n)).toBe(0n);
    expect(Object.keys(sums).sort()).toEqual(["EUR", "USD"]);
  });

  test("opens a new account within the bounds of the chart, whatever the insert says", async () => {
    await handle.db.execute(sql`insert into ledger.accounts (code, owner_id, currency, min_balance, max_balance, materialise)
      values ('dist.available', 'dst_wide', 'USD', null, null, false)`);
    const overdraft = posting("dist.available/dst_wide", "company.cash", 1n, { idem: "po:wide:dst_wide" });
    await expect(ledgerPost(handle.db, [overdraft])).rejects.toMatchObject({ code: "would_overdraw" });
  });
});

describe("an approval", () => {
  test("lets exactly the approved body through, and a repeat of it is a repeat", async () => {
    const write = posting("company.adjustment", "dist.available/dst_adj", 250n, {
      kind: "adjust",
      idem: "apr_ok_000001",
      reason: "goodwill for a late parcel",
      approval: "apr_ok_000001",
    });
    const hash = await ledgerBodyHash(handle.db, write);
    await handle.db.execute(sql`insert into ledger.approvals (id, subject, reason, payload_hash, requested_by)
      values ('apr_ok_000001', 'adjust', 'goodwill for a late parcel', ${Buffer.from(hash)}, 'usr_a')`);
    await handle.db.execute(
      sql`update ledger.approvals set approved_by = 'usr_b', approved_at = now() where id = 'apr_ok_000001'`,
    );

    expect(await ledgerPost(handle.db, [{ ...write, actor: "usr_b" }])).toMatchObject([{ replayed: false }]);
    expect(await ledgerPost(handle.db, [write])).toMatchObject([{ replayed: true }]);
  });
});

test("the chart and the kinds of posting are those of the domain", async () => {
  const chart = await selectRows<{
    code: string;
    kind: string;
    owned: boolean;
    min: string | null;
    max: string | null;
  }>(
    handle.db,
    sql`select code, kind, owned, min_balance::text as min, max_balance::text as max from ledger.account_codes`,
  );
  const wanted = Object.entries(ACCOUNTS).map(([code, { kind, isOwned, atLeast, atMost }]) => ({
    code,
    kind,
    owned: isOwned,
    min: atLeast === null ? null : String(atLeast),
    max: atMost === null ? null : String(atMost),
  }));
  expect([...chart].sort(byCode)).toEqual(wanted.sort(byCode));

  const [row] = await selectRows<{ rule: string }>(
    handle.db,
    sql`select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'transactions_kind_check'`,
  );
  expect([...(row?.rule.matchAll(/'(\w+)'/g) ?? [])].map(([, kind]) => kind).sort()).toEqual([...POSTING_KINDS].sort());
});

const byCode = (one: { code: string }, other: { code: string }) => (one.code < other.code ? -1 : 1);

describe("what the ledger checks of itself", () => {
  test("finds nothing wrong after all of the above, sealed or not", async () => {
    expect(await ledgerRecon(handle.db)).toEqual([]);
    const posted = await ledgerSize();
    let sealed = await sealLedger(handle.db, 1000);
    expect(sealed).toBeLessThanOrEqual(1000);
    // A transaction that is still open anywhere on the server, in a neighbour's database too, holds the seal back for a moment.
    for (let tries = 0; sealed < posted && tries < 500; tries += 1) {
      const more = await sealLedger(handle.db);
      sealed += more;
      if (more === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(sealed).toBe(posted);
    expect(await firstBrokenSeal(handle.db)).toBeNull();
    expect(await brokenSealsAfter(handle.db, 0n)).toEqual([]);
    expect(await unsealedTail(handle.db)).toEqual({ transactions: 0, oldestSeconds: null });
    const head = await sealHead(handle.db);
    expect(head?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await sealHead(handle.db, head?.block)).toEqual(head);
  });

  const ledgerSize = async () => {
    const [row] = await selectRows<{ n: number }>(handle.db, sql`select count(*)::int as n from ledger.transactions`);
    return row?.n ?? 0;
  };

  test.each([
    {
      name: "an amount changed by one",
      edit: "update ledger.entries set amount = amount + 1 where tx_id = 3 and line = 1",
      on: "entries",
      rule: "tx_unbalanced",
    },
    {
      name: "two lines changed so that they still balance",
      edit: "update ledger.entries set amount = amount * 2 where tx_id = 3",
      on: "entries",
      rule: "balance_drift",
    },
    {
      name: "a deleted line",
      edit: "delete from ledger.entries where tx_id = 3 and line = 2",
      on: "entries",
      rule: "tx_unbalanced",
    },
    {
      name: "a reason written afterwards",
      edit: "update ledger.transactions set reason = 'because' where id = 3",
      on: "transactions",
      rule: null,
    },
    {
      name: "a sealed transaction taken out of its block",
      edit: "delete from ledger.sealed_transactions where tx_id = 3",
      on: "sealed_transactions",
      rule: null,
    },
    {
      name: "a balance moved without a line",
      edit: "update ledger.balances set balance = balance - 1 where account_id = 2",
      on: null,
      rule: "balance_drift",
    },
  ])("names $name, even when the triggers were off", async ({ edit, on, rule }) => {
    const rolledBack = handle.db.transaction(async (tx) => {
      if (on) await tx.execute(sql.raw(`alter table ledger.${on} disable trigger all`));
      await tx.execute(sql.raw(edit));
      const faults = (await ledgerRecon(tx)).map((fault) => fault.rule);
      if (rule) expect(faults).toContain(rule);
      if (on) expect([await firstBrokenSeal(tx), (await brokenSealsAfter(tx, 0n))[0]]).toEqual([1n, 1n]);
      // What is after the block that was changed is as it was.
      if (on && on !== "sealed_transactions") expect(await brokenSealsAfter(tx, 1n)).toEqual([]);
      throw new Error("undo");
    });
    await expect(rolledBack).rejects.toThrow("undo");
  });
});
