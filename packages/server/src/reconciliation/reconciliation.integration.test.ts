import { createHash } from "node:crypto";
import { type LedgerPosting, ledgerPost, reconciliationCheck } from "@upline/db";
import { type Currency, instant } from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { exportLedger } from "../ledger/export-ledger.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { sealAll } from "../ledger/seal-all.ts";
import { healthz } from "../operations/healthz.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { payoutsFrozen } from "./payouts-frozen.ts";
import { runReconciliation, verifyNewest, verifyWhole } from "./run-reconciliation.ts";

const PAID = "2026-03-05T10:00:00Z";
const currency = "USD" as Currency;

let deps: TestDeps;
let seller: string;
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-05T12:00:00.000Z" });
  await foundCompany(deps);
  seller = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  for (const ref of ["one", "two"]) {
    await place(deps, { ref, seller, at: PAID });
    await told(deps, ref, [confirmed(6300n, PAID)]);
  }
  deps.setNow("2026-03-19T09:00:00.000Z");
  await releaseDue(deps);
  await place(deps, { ref: "three", seller, at: "2026-03-19T08:00:00Z" });
  await told(deps, "three", [confirmed(6300n, "2026-03-19T08:00:00Z")]);
  await sealEverything();
});
afterAll(() => deps.close());

/** A transaction that is open anywhere on the server holds the seal back for a moment. */
async function sealEverything(): Promise<void> {
  const count = async () => {
    const rows = await deps.db.execute(sql`select 1 from ledger.transactions t
      where not exists (select 1 from ledger.sealed_transactions s where s.tx_id = t.id)`);
    return (rows as unknown as { rows: unknown[] }).rows.length;
  };
  for (let tries = 0; (await count()) > 0 && tries < 500; tries += 1) {
    if ((await sealAll(deps)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await count()).toBe(0);
}

/** Does something as the owner of the database, looks at it, and undoes it. */
async function planted<T>(edits: readonly string[], look: (tx: Deps) => Promise<T>): Promise<T> {
  let seen: { value: T } | undefined;
  await inTransaction(deps, async (tx) => {
    for (const edit of edits) await tx.db.execute(sql.raw(edit));
    seen = { value: await look(tx) };
    throw new Error("undo");
  }).catch((error: Error) => {
    if (error.message !== "undo") throw error;
  });
  if (!seen) throw new Error("not seen");
  return seen.value;
}

const unguarded = (table: string, edit: string) => [
  `alter table ${table} disable trigger all`,
  edit,
  `alter table ${table} enable trigger all`,
];
const ONE_LINE = "id = (select min(id) from commission_line)";

const FAULTS = [
  {
    rule: "ledger_tx_unbalanced",
    edits: unguarded("ledger.entries", "update ledger.entries set amount = amount # 1 where tx_id = 1 and line = 2"),
  },
  {
    rule: "ledger_balance_drift",
    edits: [
      "update ledger.balances set balance = balance - 1 where account_id = (select min(account_id) from ledger.balances)",
    ],
  },
  {
    rule: "seal_broken",
    edits: unguarded("ledger.transactions", "update ledger.transactions set reason = 'because' where id = 1"),
  },
  {
    rule: "line_is_what_the_plan_says",
    edits: [`update commission_line set amount_minor = amount_minor + 1 where ${ONE_LINE}`],
  },
  {
    rule: "line_is_sum_of_postings",
    edits: [`update commission_line set amount_minor = amount_minor + 1 where ${ONE_LINE}`],
  },
  { rule: "posting_has_a_line", edits: [`delete from commission_line where ${ONE_LINE}`] },
  {
    rule: "posting_is_what_its_transaction_moved",
    edits: unguarded("commission_posting", "update commission_posting set delta_minor = delta_minor + 1"),
  },
  {
    rule: "earnings_are_what_was_posted_for_them",
    edits: [`update commission_line set amount_minor = amount_minor + 1 where ${ONE_LINE}`],
  },
  {
    rule: "pending_is_sum_of_lines",
    edits: [`update commission_line set pending_minor = pending_minor + 1 where ${ONE_LINE}`],
  },
  {
    rule: "released_before_its_date",
    edits: unguarded(
      "ledger.transactions",
      "update ledger.transactions set effective_at = '2027-01-01T00:00:00Z' where kind = 'release'",
    ),
  },
  { rule: "volume_is_what_was_sold_less_taken_back", edits: ["update sales_order set pv = pv + 1"] },
  { rule: "payment_takes_effect_once", edits: ["update payment set confirm_effects = 2"] },
  { rule: "order_is_refunded_as_its_payment", edits: ["update sales_order set refunded_minor = 5"] },
];

describe("a comparison", () => {
  test("finds nothing in an honest company", async () => {
    expect(await reconcile(deps)).toEqual([]);
  });

  test.each(FAULTS)("names $rule", async ({ rule, edits }) => {
    const found = await planted(edits, reconcile);
    expect(found.map((fault) => fault.rule)).toContain(rule);
  });

  test("names what is still held some days after its date", async () => {
    const late = ["update commission_line set available_at = '2026-03-10T00:00:00Z' where pending_minor > 0"];
    const found = await planted(late, runReconciliation);
    const rules = found.flatMap(({ check, faults }) => faults.map(({ rule }) => `${check} ${rule}`));
    expect(rules).toEqual(["overdue held_past_its_date"]);
  });

  test("names who owes and has money available", async () => {
    const debt = (tx: Deps) =>
      ledgerPost(tx.db, [
        fund("dist.clawback_receivable", 300n, "debt"),
        fund("company.rounding", 5n, "residue", null),
      ]);
    const found = await planted([], async (tx) => {
      await debt(tx);
      return reconcile(tx);
    });
    expect(found).toContainEqual({ rule: "owes_and_has_available", ref: seller, have: "2836", want: "0", currency });
    expect(found).toContainEqual({
      rule: "rounding_within_its_limit",
      ref: "company.rounding",
      have: "5",
      want: "1",
      currency,
    });
  });

  function fund(
    code: "dist.clawback_receivable" | "company.rounding",
    amount: bigint,
    name: string,
    owner: string | null = seller,
  ): LedgerPosting {
    return {
      kind: "fund",
      idem: `test:${name}`,
      sourceType: "test",
      sourceId: name,
      effectiveAt: instant(PAID),
      lines: [
        { code, ...(owner ? { owner } : {}), currency, amount },
        { code: "company.cash", currency, amount: -amount },
      ],
    };
  }
});

describe("a flipped bit of a posted line", () => {
  const FLIP = unguarded(
    "ledger.entries",
    "update ledger.entries set amount = amount # 1 where tx_id = 1 and line = 2",
  );

  test("is found by the seal and by the balances, kept, and freezes payouts until a comparison of everything agrees", async () => {
    expect(await verifyNewest(deps)).toMatchObject({ faults: 0 });
    expect(await payoutsFrozen(deps.db)).toEqual([]);
    await planted(FLIP, async (tx) => {
      expect((await verifyWhole(tx)).faults.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining(["ledger_tx_unbalanced", "ledger_balance_drift", "seal_broken"]),
      );
      // Looking at what is new only takes no fault away.
      await verifyNewest(tx);
      expect((await payoutsFrozen(tx.db)).map(({ check }) => check)).toEqual(["ledger", "seal"]);
      expect(await (await healthz(tx)).json()).toMatchObject({
        payouts: "frozen",
        disagreeing: [{ check: "ledger" }, { check: "seal", rows: 1 }],
      });
      await runReconciliation(tx);
      expect((await payoutsFrozen(tx.db)).map(({ check }) => check)).toContain("seal");
    });
    await runReconciliation(deps);
    expect(await payoutsFrozen(deps.db)).toEqual([]);
    expect(await (await healthz(deps)).json()).toMatchObject({ payouts: "ok", disagreeing: [] });
  });

  test("is found when the whole chain was made anew over it", async () => {
    await runReconciliation(deps);
    const rechain = [
      ...FLIP,
      ...["ledger.seals", "ledger.sealed_transactions"].map((table) => `alter table ${table} disable trigger all`),
      "delete from ledger.sealed_transactions",
      "delete from ledger.seals",
    ];
    const found = await planted(rechain, async (tx) => {
      await sealAll(tx);
      return (await verifyWhole(tx)).faults.map(({ rule }) => rule);
    });
    expect(found).toContain("seal_replaced");
  });

  test("is remembered as first seen", async () => {
    const since = await planted(FLIP, async (tx) => {
      await verifyNewest(tx);
      deps.setNow("2026-03-19T10:00:00.000Z");
      await runReconciliation(tx);
      const [row] = await tx.db.select().from(reconciliationCheck).where(eq(reconciliationCheck.check, "ledger"));
      return [row?.faultySince, row?.checkedAt];
    });
    expect(since).toEqual(["2026-03-19T09:00:00.000Z", "2026-03-19T10:00:00.000Z"]);
  });
});

describe("the export for an auditor", () => {
  test("holds all that the chain was computed from: hashed again elsewhere it is the same", async () => {
    const lines = (await whole("jsonl"))
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    let prev = createHash("sha256").update("genesis").digest();
    let digests: Buffer[] = [];
    let blocks = 0;
    const balances = new Map<number, bigint>();
    for (const line of lines) {
      if (line.type === "transaction") {
        digests.push(createHash("sha256").update(line.text).digest());
        for (const [, account, , amount] of JSON.parse(line.text)[14])
          balances.set(account, (balances.get(account) ?? 0n) + BigInt(amount));
      }
      if (line.type !== "seal") continue;
      expect([line.prev, line.transactions]).toEqual([prev.toString("hex"), digests.length]);
      prev = createHash("sha256")
        .update(Buffer.concat([prev, ...digests]))
        .digest();
      expect(line.hash).toBe(prev.toString("hex"));
      digests = [];
      blocks += 1;
    }
    expect(blocks).toBeGreaterThan(0);
    const owned = lines.filter((line) => line.type === "account" && line.code === "dist.available");
    expect(owned.map(({ account, owner }) => [owner, balances.get(Number(account))])).toEqual([[seller, -2836n]]);
    expect([...balances.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n);
  });

  test("as CSV has a row for each line, with amounts that stay numbers", async () => {
    const rows = (await whole("csv")).split("\r\n").slice(0, -1);
    expect(rows[0]).toBe(
      "tx,line,block,kind,key,sourceType,sourceId,period,planVersion,reason,actor,effectiveAt,recordedAt,code,owner,currency,amount",
    );
    const amounts = rows.slice(1).map((row) => Number(row.split(",").at(-1)));
    expect(amounts.some((amount) => amount < 0)).toBe(true);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });

  async function whole(format: "jsonl" | "csv"): Promise<string> {
    let text = "";
    for (let after: string | null | undefined; after !== null; ) {
      const part = await exportLedger(deps, { format, ...(after === undefined ? {} : { after }) });
      text += part.text;
      after = part.next;
    }
    return text;
  }
});
