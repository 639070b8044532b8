import { ledgerPost, statement, statementCut } from "@upline/db";
import { type Currency, type DistributorId, instant } from "@upline/domain";
import { asc, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { cutStatements } from "./cut-statements.ts";
import { parseStatement, statementText } from "./statement-text.ts";
import { expectFilesAgree } from "./testing/files-agree.ts";

let deps: TestDeps;
let ash: DistributorId;
let birch: DistributorId;
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-05T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-02-01T12:00:00Z");
  const sell = async (ref: string, seller: string, at: string) => {
    await place(deps, { ref, seller, at });
    await told(deps, ref, [confirmed(6300n, at)]);
  };
  await sell("one", ash, "2026-03-05T10:00:00Z");
  await sell("two", birch, "2026-03-06T10:00:00Z");
  deps.setNow("2026-04-04T12:00:00.000Z");
  await releaseDue(deps);
  await sell("april", ash, "2026-04-02T10:00:00Z");
  await closeAndCut("month:2026-03-01");
  await told(deps, "one", [refunded("part", 2100n, "2026-04-10T12:00:00Z")]);
  await payOut(birch, 500n);
  deps.setNow("2026-05-04T12:00:00.000Z");
  await closeAndCut("month:2026-04-01");
});
afterAll(() => deps.close());

/** An open transaction of a neighbour holds the seal back for a moment, and the cut with it. */
async function closeAndCut(periodId: string): Promise<void> {
  await closePeriod(deps, periodId);
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await cutStatements(deps)).periods > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("not cut");
}

async function payOut(owner: string, minor: bigint): Promise<void> {
  const currency = "USD" as Currency;
  const common = { sourceType: "payout", sourceId: "pay_1", effectiveAt: instant("2026-04-12T10:00:00Z") };
  await ledgerPost(deps.db, [
    {
      ...common,
      kind: "payout_request",
      idem: `po:test:${owner}`,
      lines: [
        { code: "dist.available", owner, currency, amount: minor },
        { code: "dist.payout_held", owner, currency, amount: 30n - minor },
        { code: "company.fees", currency, amount: -30n },
      ],
    },
    {
      ...common,
      kind: "payout_send",
      idem: `po:test:${owner}:send`,
      lines: [
        { code: "dist.payout_held", owner, currency, amount: minor - 30n },
        { code: "payouts.in_transit", currency, amount: 30n - minor },
      ],
    },
  ]);
}

const statementsOf = async (who: DistributorId) => {
  const rows = await deps.db.select().from(statement).orderBy(asc(statement.periodId));
  return rows
    .filter(({ distributorId }) => distributorId === who)
    .map((row) => ({ row, content: parseStatement(row.content) }));
};

describe("the statements of a closed month", () => {
  test("follow from each other, cover every sealed line once, and are the same when they are built again", async () => {
    expect(await deps.db.$count(statementCut)).toBe(2);
    // The payout of this test is in the ledger only.
    const faults = (await reconcile(deps)).filter(({ rule }) => rule !== "in_transit_is_sum_of_sent");
    expect(faults).toEqual([]);
    expect(await cutStatements(deps)).toEqual({ periods: 0, statements: 0 });
    for (const { row, content } of [...(await statementsOf(ash)), ...(await statementsOf(birch))]) {
      expect(statementText(content)).toEqual({ text: row.content, hash: row.hash });
      expect(content.closing.total).toBe(row.closingMinor);
    }
  });

  test("hold what came before the close, also of the month that had begun, under its own name", async () => {
    const [march] = await statementsOf(ash);
    const periods = march?.content.earnings.map(({ periodId }) => periodId) ?? [];
    expect(new Set(periods)).toEqual(new Set(["month:2026-03-01", "month:2026-04-01"]));
    expect(march?.content.released).toBeGreaterThan(0n);
  });

  test("name what was taken back with its order, and the earlier period, in the month in which it happened", async () => {
    const [march, april] = await statementsOf(ash);
    expect(april?.content.opening.total).toBe(march?.content.closing.total);
    const parts = april?.content.movements.flatMap((movement) => movement.parts) ?? [];
    const back = parts.filter(({ section, line }) => section === "takenBack" && line?.orderNumber);
    expect(back.length).toBeGreaterThan(0);
    expect(back[0]?.line?.periodId).toMatch(/^month:2026-0[34]-01$/);
  });

  test("show a payout with its fee", async () => {
    const [, april] = await statementsOf(birch);
    expect(april?.content.totals).toMatchObject({ fees: -30n, paid: -470n });
  });
});

describe("the files of every statement", () => {
  test("say the same as the ledger, to the cent: content, CSV and PDF", async () => {
    const rows = await deps.db.select({ id: statement.id }).from(statement);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    for (const { id } of rows) await expectFilesAgree(deps, id);
  });
});

describe("a statement that is wrong", () => {
  test.each([
    {
      rule: "statement_is_built_the_same",
      edit: "update statement set content = replace(content, 'USD', 'EUR') where id = (select min(id) from statement)",
    },
    {
      rule: "statement_opens_as_the_last_closed",
      edit: "update statement set opening_minor = opening_minor + 1 where id = (select max(id) from statement)",
    },
    { rule: "line_in_one_statement", edit: "delete from statement where id = (select max(id) from statement)" },
    {
      rule: "line_in_one_statement",
      edit: "update statement set entries = entries + 1 where id = (select min(id) from statement)",
    },
  ])("is named: $rule", async ({ rule, edit }) => {
    const found = await planted(edit);
    expect(found.map((fault) => fault.rule)).toContain(rule);
  });

  test("cannot be changed by the application", async () => {
    const change = async () => deps.db.execute(sql`update statement set hash = ''`);
    await expect(change()).rejects.toThrow();
    await expect((async () => deps.db.execute(sql`delete from statement_cut`))()).rejects.toThrow();
  });

  async function planted(edit: string) {
    let found: Awaited<ReturnType<typeof reconcile>> = [];
    await inTransaction(deps, async (tx: Deps) => {
      for (const one of ["alter table statement disable trigger all", edit, "alter table statement enable trigger all"])
        await tx.db.execute(sql.raw(one));
      found = await reconcile(tx);
      throw new Error("undo");
    }).catch((error: Error) => {
      if (error.message !== "undo") throw error;
    });
    return found;
  }
});
