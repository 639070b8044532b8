import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { type LedgerPosting, ledgerPost, lockOwner, lookupLedgerKeys } from "./ledger.ts";
import { ledgerRecon } from "./ledger-reads.ts";
import { firstBrokenSeal, sealLedger } from "./ledger-seal.ts";
import { line, posting } from "./testing/ledger-samples.ts";
import { freshDatabase, testEngine } from "./testing.ts";

const EXPENSE = "company.commission_expense";
const CLIENTS = 16;

// PGlite has one connection: nothing can race there.
describe.runIf(testEngine() === "postgres")("several connections at once", () => {
  let handle: DbHandle;
  beforeAll(async () => {
    handle = await freshDatabase({ max: CLIENTS });
  });
  afterAll(() => handle.close());

  const outcome = async (work: Promise<unknown>) =>
    work.then(
      () => "posted",
      (error) => error.code,
    );
  const times = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const fill = (person: string, amount: bigint) =>
    ledgerPost(handle.db, [
      posting(EXPENSE, `dist.pending/${person}`, amount, { idem: `cl:fill:${person}` }),
      posting(`dist.pending/${person}`, `dist.available/${person}`, amount, {
        kind: "release",
        idem: `rel:fill:${person}`,
      }),
    ]);

  test("16 requests of 100 against 1,000: ten pass, six would overdraw", async () => {
    await fill("dst_race", 1000n);
    const requests = times(CLIENTS, (index) =>
      outcome(
        ledgerPost(handle.db, [
          posting("dist.available/dst_race", "dist.payout_held/dst_race", 100n, {
            kind: "payout_request",
            idem: `po:race:${index}`,
          }),
        ]),
      ),
    );
    const results = await Promise.all(requests);
    expect(results.filter((result) => result === "posted")).toHaveLength(10);
    expect(results.filter((result) => result === "would_overdraw")).toHaveLength(6);
    expect((await lockOwner(handle.db, "dst_race", "USD")).get("dist.available")).toBe(0n);
  });

  test("one payout sent 16 times: one transaction, 15 repeats", async () => {
    await fill("dst_same", 1000n);
    const payout = posting("dist.available/dst_same", "dist.payout_held/dst_same", 700n, {
      kind: "payout_request",
      idem: "po:same:dst_same",
    });
    const answers = (await Promise.all(times(CLIENTS, () => ledgerPost(handle.db, [payout])))).flat();
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ txId }) => txId)).size).toBe(1);
  });

  test("overlapping batches in different orders post each key once and never lock each other out", async () => {
    const accrual = (index: number) =>
      posting(EXPENSE, `dist.pending/dst_b${index % 40}`, 1n, { idem: `cl:batch:${index}` });
    const batches = times(240, (batch) => times(20, (place) => accrual((batch * 5 + place) % 1200)));
    const shuffled = batches.map((batch, index) => (index % 2 ? batch.toReversed() : batch));
    const results = await Promise.all(shuffled.map((batch) => ledgerPost(handle.db, batch)));
    expect(results.flat().filter(({ replayed }) => !replayed)).toHaveLength(1200);
  });

  test("16 connections that open the same accounts agree on them", async () => {
    const opening = (client: number) =>
      times(50, (index) =>
        posting(EXPENSE, `dist.pending/dst_new${index}`, 1n, { idem: `cl:open:${client}:${index}` }),
      );
    await Promise.all(times(CLIENTS, (client) => ledgerPost(handle.db, opening(client))));
    expect((await lockOwner(handle.db, "dst_new7", "USD")).get("dist.pending")).toBe(-BigInt(CLIENTS));
  });

  test("a split that depends on the balance is computed once per key: lock, look up, post", async () => {
    await fill("dst_split", 1000n);
    const clawBack = (key: string) =>
      handle.db.transaction(async (tx) => {
        const balances = await lockOwner(tx, "dst_split", "USD");
        if ((await lookupLedgerKeys(tx, [key])).size > 0) return "repeat";
        const available = -(balances.get("dist.available") ?? 0n);
        const fromAvailable = available < 30n ? available : 30n;
        await ledgerPost(tx, [splitOf(key, fromAvailable)]);
        return "posted";
      });
    const results = await Promise.all(times(160, (index) => clawBack(`cl:split:${index % 85}`)));

    expect(results.filter((result) => result === "posted")).toHaveLength(85);
    const balances = await lockOwner(handle.db, "dst_split", "USD");
    expect(balances.get("dist.available")).toBe(0n);
    expect(balances.get("dist.clawback_receivable")).toBe(85n * 30n - 1000n);
  });

  test("after all of it the books agree and the seals hold", async () => {
    expect(await ledgerRecon(handle.db)).toEqual([]);
    await Promise.all(times(4, () => sealLedger(handle.db, 500)));
    while ((await sealLedger(handle.db, 500)) > 0);
    expect(await firstBrokenSeal(handle.db)).toBeNull();
  });

  /** 30 in all: what is available, the rest as a debt. */
  function splitOf(key: string, fromAvailable: bigint): LedgerPosting {
    const lines = [
      line("dist.available/dst_split", fromAvailable),
      line("dist.clawback_receivable/dst_split", 30n - fromAvailable),
      line(EXPENSE, -30n),
    ];
    return {
      ...posting(EXPENSE, EXPENSE, 1n, { kind: "clawback", idem: key }),
      lines: lines.filter(({ amount }) => amount !== 0n),
    };
  }
});
