import type { Instant } from "@upline/domain";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db, DbHandle } from "./client.ts";
import { type LedgerPosting, ledgerBodyHash, ledgerPost } from "./ledger.ts";
import { databaseErrorIn } from "./ledger-error.ts";
import { ledgerRecon } from "./ledger-reads.ts";
import { line, posting } from "./testing/ledger-samples.ts";
import { freshDatabase } from "./testing.ts";

const EXPENSE = "company.commission_expense";
const GOODWILL = "goodwill for a late parcel";
const sale = posting(EXPENSE, "dist.pending/dst_1", 1000n, { idem: "cl:ibx_1:dst_1" });
const release = posting("dist.pending/dst_1", "dist.available/dst_1", 400n, { kind: "release", idem: "rel:entry_1" });
const adjust = (approval: string, amount = 100n, owner = "dst_1") =>
  posting("company.adjustment", `dist.available/${owner}`, amount, {
    kind: "adjust",
    idem: `adj:${approval}`,
    reason: GOODWILL,
    approval,
  });

let handle: DbHandle;
beforeAll(async () => {
  handle = await freshDatabase();
  await ledgerPost(handle.db, [sale]);
  await ledgerPost(handle.db, [release]);
  await ledgerPost(handle.db, [
    { ...posting("dist.pending/dst_1", EXPENSE, 1n, { kind: "reverse", idem: "rev:first" }), reverses: 1n },
  ]);
  for (const id of ["apr_open", "apr_ready", "apr_used"])
    await request(id, await ledgerBodyHash(handle.db, adjust(id)));
  await approve("apr_ready");
  await approve("apr_used");
  await ledgerPost(handle.db, [adjust("apr_used")]);
  await handle.db.execute(sql`select ledger.seal()`);
});
afterAll(() => handle.close());

const request = (id: string, hash: Uint8Array) =>
  handle.db.execute(sql`insert into ledger.approvals (id, subject, reason, payload_hash, requested_by)
    values (${id}, 'adjust', ${GOODWILL}, ${Buffer.from(hash)}, 'usr_a')`);
const approve = (id: string) =>
  handle.db.execute(sql`update ledger.approvals set approved_by = 'usr_b', approved_at = now() where id = ${id}`);

/** The class the database refuses with; the whole transaction is tried, so that deferred checks count. */
async function refusalOf(work: (tx: Db) => Promise<unknown>): Promise<string> {
  try {
    await handle.db.transaction((tx) => work(tx));
  } catch (error) {
    return databaseErrorIn(error)?.code ?? String(error);
  }
  return "it was accepted";
}

const raw = (postings: unknown) => (tx: Db) =>
  tx.execute(sql`select * from ledger.post(${JSON.stringify(postings)}::text::jsonb)`);
const body = (changes: object, lines: object[] = [line(EXPENSE, 5n), line("dist.pending/dst_1", -5n)].map(digits)) => ({
  ...posting("", "", 1n, { idem: "cl:ibx_new:dst_1" }),
  ...changes,
  lines,
});
const digits = <L extends { amount: bigint }>(of: L) => ({ ...of, amount: String(of.amount) });
const manyLines = Array.from({ length: 101 }, () =>
  [line(EXPENSE, 1n), line("dist.pending/dst_1", -1n)].map(digits),
).flat();
const manyBodies = Array.from({ length: 501 }, (_, index) => body({ idem: `cl:many:${index}` }));

describe("ledger.post refuses", () => {
  test.each([
    {
      name: "lines that do not balance",
      posted: body({}, [line(EXPENSE, 5n), line("dist.pending/dst_1", -4n)].map(digits)),
      code: "P0L06",
    },
    {
      name: "lines that balance only across currencies",
      posted: body({}, [line(EXPENSE, 5n), line("dist.pending/dst_1", -5n, "EUR")].map(digits)),
      code: "P0L06",
    },
    {
      name: "one balanced and one unbalanced posting together",
      posted: [body({}), body({ idem: "cl:ibx_new:dst_2" }, [digits(line(EXPENSE, 5n))])],
      code: "P0L06",
    },
    { name: "a single line", posted: body({}, [digits(line(EXPENSE, 5n))]), code: "P0L06" },
    { name: "no lines", posted: body({}, []), code: "P0L05" },
    {
      name: "a line of zero",
      posted: body({}, [line(EXPENSE, 0n), line("dist.pending/dst_1", 0n)].map(digits)),
      code: "23514",
    },
    {
      name: "an amount above the cap",
      posted: body(
        {},
        [line("company.cash", 1_000_000_000_001n), line("company.funding", -1_000_000_000_001n)].map(digits),
      ),
      code: "23514",
    },
    {
      name: "a broken amount",
      posted: body({}, [{ ...digits(line(EXPENSE, 5n)), amount: "1.5" }, digits(line("dist.pending/dst_1", -5n))]),
      code: "22P02",
    },
    { name: "more than 200 lines", posted: body({}, manyLines), code: "23514" },
    { name: "a kind that is not known", posted: body({ kind: "gift" }), code: "23514" },
    { name: "a key that is too short", posted: body({ idem: "cl:1" }), code: "23514" },
    { name: "a key that is too long", posted: body({ idem: "k".repeat(201) }), code: "23514" },
    { name: "no key", posted: body({ idem: undefined }), code: "23502" },
    { name: "no source", posted: body({ sourceId: undefined }), code: "23502" },
    { name: "no effective instant", posted: body({ effectiveAt: undefined }), code: "23502" },
    { name: "an effective instant that is none", posted: body({ effectiveAt: "soon" }), code: "22007" },
    {
      name: "an account outside the chart",
      posted: body({}, [line("company.slush", 5n), line("dist.pending/dst_1", -5n)].map(digits)),
      code: "P0L03",
    },
    {
      name: "a person's account without a person",
      posted: body({}, [line(EXPENSE, 5n), line("dist.pending", -5n)].map(digits)),
      code: "P0L03",
    },
    {
      name: "a company account with a person",
      posted: body({}, [line(`${EXPENSE}/dst_1`, 5n), line("dist.pending/dst_1", -5n)].map(digits)),
      code: "P0L03",
    },
    {
      name: "a currency in small letters",
      posted: body({}, [line(EXPENSE, 5n, "usd"), line("dist.pending/dst_1", -5n, "usd")].map(digits)),
      code: "23514",
    },
    { name: "an empty list", posted: [], code: "P0L09" },
    { name: "more than 500 postings", posted: manyBodies, code: "P0L09" },
    { name: "one key twice in a call", posted: [body({}), body({})], code: "P0L09" },
    { name: "a reversal that names no original", posted: body({ kind: "reverse" }), code: "23514" },
    { name: "a reversal of nothing", posted: body({ kind: "reverse", reverses: "999999" }), code: "23503" },
    { name: "a second reversal of one transaction", posted: body({ kind: "reverse", reverses: "1" }), code: "23505" },
    { name: "an adjustment without approval", posted: body({ kind: "adjust", reason: GOODWILL }), code: "23514" },
    { name: "a write-off without approval", posted: body({ kind: "writeoff", reason: GOODWILL }), code: "23514" },
    { name: "an adjustment without a reason", posted: body({ kind: "adjust", approval: "apr_ready" }), code: "23514" },
    {
      name: "an adjustment with a reason of two words",
      posted: body({ kind: "adjust", approval: "apr_ready", reason: "   no no    " }),
      code: "23514",
    },
    {
      name: "an approval nobody asked for",
      posted: body({ kind: "adjust", approval: "apr_none", reason: GOODWILL }),
      code: "23503",
    },
  ])("$name", async ({ posted, code }) => {
    expect(await refusalOf(raw(posted))).toBe(code);
  });

  const changed = (changes: Partial<LedgerPosting>): LedgerPosting => ({ ...sale, ...changes });
  test.each([
    { name: "another amount", posted: posting(EXPENSE, "dist.pending/dst_1", 1001n, { idem: sale.idem }) },
    { name: "another person", posted: posting(EXPENSE, "dist.pending/dst_2", 1000n, { idem: sale.idem }) },
    { name: "another instant", posted: changed({ effectiveAt: "2026-03-01T00:00:00.001Z" as Instant }) },
    { name: "another source", posted: changed({ sourceId: "ibx_2" }) },
    { name: "another reason", posted: changed({ reason: "another reason" }) },
    { name: "its lines the other way round", posted: changed({ lines: sale.lines.toReversed() }) },
  ])("a used key with $name", async ({ posted }) => {
    expect(await refusalOf((tx) => ledgerPost(tx, [posted]))).toBe("P0L08");
  });

  test.each([
    { debit: "dist.pending/dst_1", credit: EXPENSE },
    { debit: "dist.available/dst_1", credit: "company.cash" },
    { debit: "dist.on_hold/dst_1", credit: "dist.available/dst_1" },
    { debit: "dist.payout_held/dst_1", credit: "payouts.in_transit" },
    { debit: "payouts.in_transit", credit: "company.cash" },
    { debit: "tax.withheld", credit: "company.cash" },
    { debit: "company.cash", credit: "dist.clawback_receivable/dst_1" },
  ])("a posting that overdraws: $debit to $credit", async ({ debit, credit }) => {
    const tooMuch = posting(debit, credit, 100_000n, { idem: "overdraw:1" });
    await expect(ledgerPost(handle.db, [tooMuch])).rejects.toMatchObject({ code: "would_overdraw" });
  });

  test.each([
    { name: "that is not given", posted: adjust("apr_open"), code: "P0L07" },
    { name: "of a tenth of the amount", posted: adjust("apr_ready", 1000n), code: "P0L07" },
    { name: "for another person", posted: adjust("apr_ready", 100n, "dst_2"), code: "P0L07" },
    { name: "under another key", posted: { ...adjust("apr_ready"), idem: "adj:another" }, code: "P0L07" },
    { name: "that was used", posted: { ...adjust("apr_used"), idem: "adj:again" }, code: "23505" },
  ])("an approval $name", async ({ posted, code }) => {
    expect(await refusalOf((tx) => ledgerPost(tx, [posted]))).toBe(code);
  });
});

test("nothing of what was refused left a trace", async () => {
  expect(await ledgerRecon(handle.db)).toEqual([]);
  const { rows } = (await handle.db.execute(sql`select count(*)::int as n from ledger.transactions`)) as unknown as {
    rows: { n: number }[];
  };
  expect(rows).toEqual([{ n: 4 }]);
});
