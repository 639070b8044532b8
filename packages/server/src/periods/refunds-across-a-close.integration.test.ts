import { commissionLine, orderRefund, selectRows, volumeEntry } from "@upline/db";
import type { DistributorId, OrderId, PaymentFact } from "@upline/domain";
import { and, eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { disputeOf, total, undone } from "../commissions/testing/facts.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closePeriod } from "./close-period.ts";

const MARCH = "month:2026-03-01";
const APRIL = "month:2026-04-01";
/** Forty boxes: 2,520.00 and 2,268.00 CV. Of each quarter every bonus comes to whole cents. */
const WHOLE = 252_000n;
const QUARTER = WHOLE / 4n;

let deps: TestDeps;
let ash: DistributorId;
let birch: DistributorId;
afterEach(async () => {
  await deps.close();
});

async function company() {
  deps = await testDeps({ now: "2026-03-01T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  await ownPacks("2026-03-02T10:00:00Z");
}

/** So many that what sellers below give back changes nobody's rank. */
async function ownPacks(at: string) {
  for (const [n, seller] of [ash, birch].entries()) {
    const ref = `own-${n}-${at}`;
    await place(deps, { ref, seller, sku: "PACK", quantity: 1000, isOwn: true, at });
    await told(deps, ref, [confirmed(14_999_000n, at)]);
  }
}

interface Sold {
  readonly seller: DistributorId;
  readonly order: OrderId;
  readonly ref: string;
}

/** A seller with a sale that is to be paid, and where wanted another one, that is paid and stays. */
async function sold(name: string, { alone = false } = {}): Promise<Sold> {
  const seller = await enrol(deps, name, birch, "2025-04-09T12:00:00Z");
  const at = "2026-03-03T10:00:00Z";
  if (!alone) {
    await place(deps, { ref: `other-${name}`, seller, quantity: 40, at });
    await told(deps, `other-${name}`, [confirmed(WHOLE, at)]);
  }
  const order = await place(deps, { ref: name, seller, quantity: 40, at });
  return { seller, order, ref: name };
}

async function closed(periodId: string, now: string) {
  deps.setNow(now);
  await refreshEstimates(deps);
  await closePeriod(deps, periodId);
}
const closeMarch = () => closed(MARCH, "2026-04-08T05:00:00.000Z");
const closeApril = () => closed(APRIL, "2026-05-08T05:00:00.000Z");

const march = (day: number) => `2026-03-${String(day).padStart(2, "0")}T10:00:00Z`;
const dispute = disputeOf(QUARTER);
const PAID = confirmed(WHOLE, march(3));

/** What an order came to: lines posted at once, lines of the closes over its seller, volumes. */
async function cameTo({ seller, order }: Sold) {
  const sums = (where: ReturnType<typeof sql>) =>
    deps.db
      .select({ earner: commissionLine.earnerId, sum: sql<string>`sum(${commissionLine.amountMinor})::text` })
      .from(commissionLine)
      .where(where)
      .groupBy(commissionLine.earnerId)
      .orderBy(commissionLine.earnerId);
  const atOnce = await sums(sql`order_id = ${order}`);
  const atCloses = await sums(
    sql`order_id is null and (source_key = ${`mem:${seller}`} or source_key like ${`ref:${order}.%`})`,
  );
  const volumes = await deps.db
    .select({ volume: volumeEntry.volume, sum: sql<string>`sum(${volumeEntry.amount})::text` })
    .from(volumeEntry)
    .where(eq(volumeEntry.orderId, order))
    .groupBy(volumeEntry.volume)
    .orderBy(volumeEntry.volume);
  return {
    atOnce: atOnce.filter(({ sum }) => sum !== "0"),
    atCloses: atCloses.filter(({ sum }) => sum !== "0"),
    volumes,
  };
}

const balances = () =>
  selectRows(
    deps.db,
    sql`select a.code, a.owner_id, b.balance::text as balance from ledger.accounts a join ledger.balances b on b.account_id = a.id
      where b.balance <> 0 order by 1, 2`,
  );

/** Everything of March that a close fixes: lines, steps back, volumes, and what the period came to. */
async function fixedOf(periodId: string) {
  const lines = await deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor })
    .from(commissionLine)
    .where(eq(commissionLine.periodId, periodId))
    .orderBy(commissionLine.lineKey);
  const refunds = await deps.db
    .select()
    .from(orderRefund)
    .where(eq(orderRefund.periodId, periodId))
    .orderBy(orderRefund.seq);
  const [volumes] = await deps.db
    .select({ sum: sql<string>`sum(${volumeEntry.amount})::text`, entries: sql<string>`count(*)::text` })
    .from(volumeEntry)
    .where(eq(volumeEntry.periodId, periodId));
  return { lines, refunds, volumes };
}

/** Tells things before and after the close of March, and makes sure that the close stands. */
async function across(sale: Sold, before: readonly PaymentFact[], after: readonly PaymentFact[]) {
  for (const fact of before) await told(deps, sale.ref, [fact]);
  await closeMarch();
  const fixed = await fixedOf(MARCH);
  for (const fact of after) await told(deps, sale.ref, [fact]);
  await ownPacks("2026-04-10T10:00:00Z");
  await closeApril();
  expect(await fixedOf(MARCH)).toEqual(fixed);
  expect(await reconcile(deps)).toEqual([]);
}

const nothingAbove = async ({ seller, order }: Sold) => {
  const { atOnce, volumes } = await cameTo({ seller, order, ref: "" });
  return { atOnce, volumes: volumes.filter(({ sum }) => sum !== "0") };
};

describe("what a close fixed stays, and the open period has the difference", () => {
  test("a refund known by its total, and after the close by its id, counts once", async () => {
    await company();
    const sale = await sold("Cedar");
    await across(sale, [PAID, total(WHOLE, march(31))], [refunded("re_1", WHOLE, "2026-04-09T10:00:00Z")]);
    const rows = await deps.db.select().from(orderRefund);
    expect(rows.map(({ ref, periodId }) => [ref, periodId])).toEqual([[`total:${WHOLE}`, MARCH]]);
    expect(await nothingAbove(sale)).toEqual({ atOnce: [], volumes: [] });
    // Ash and Birch keep what the seller's other sale paid: 5 % of 2,268.00 CV.
    expect((await cameTo(sale)).atCloses.map(({ sum }) => sum)).toEqual(["11340", "11340"]);
  }, 120_000);

  test.each<{ name: string; before: readonly PaymentFact[]; after: PaymentFact }>([
    {
      name: "a refund that failed",
      before: [PAID, refunded("re_1", QUARTER, march(20))],
      after: undone("re_1", "2026-04-09T10:00:00Z"),
    },
    {
      name: "the whole refund that failed",
      before: [PAID, refunded("re_1", WHOLE, march(20))],
      after: undone("re_1", "2026-04-09T10:00:00Z"),
    },
    {
      name: "a dispute that is won after it was lost",
      before: [PAID, dispute("disputed", march(10), null), dispute("dispute_lost", march(20), null)],
      after: dispute("dispute_won", "2026-04-09T10:00:00Z", null),
    },
  ])("$name comes back with class B", async ({ before, after }) => {
    await company();
    const sale = await sold("Cedar");
    await across(sale, before, [after]);
    const { atOnce, atCloses, volumes } = await cameTo(sale);
    expect(atOnce).toEqual([{ earner: sale.seller, sum: "56700" }]); // 25 % of 2,268.00 CV
    expect(atCloses.map(({ sum }) => sum)).toEqual(["22680", "22680"]); // of both sales
    expect(volumes.map(({ sum }) => sum)).toEqual(["226800", "252000"]);
    const rows = await deps.db.select().from(orderRefund).orderBy(orderRefund.seq);
    expect(rows.map(({ periodId, amountMinor }) => [periodId, amountMinor > 0n])).toEqual([
      [MARCH, true],
      [APRIL, false],
    ]);
  });

  test("a refund that is told late and happened earlier takes what the counted one left", async () => {
    await company();
    const at = march(3);
    await place(deps, { ref: "thirds", seller: birch, at });
    // 56.70 CV in three: 18.90 each; 14.18 of retail: 4.73, 4.72, 4.73.
    await told(deps, "thirds", [confirmed(6300n, at)]);
    await told(deps, "thirds", [refunded("re_2", 2100n, march(20))]);
    await closeMarch();
    const fixed = await fixedOf(MARCH);
    await told(deps, "thirds", [refunded("re_1", 2101n, march(10))]);
    await told(deps, "thirds", [refunded("re_3", 2099n, march(11))]);
    await closeApril();
    expect(await fixedOf(MARCH)).toEqual(fixed);
    const rows = await deps.db.select().from(orderRefund).orderBy(orderRefund.seq);
    expect(rows.map(({ ref, periodId }) => [ref, periodId])).toEqual([
      ["re_2", MARCH],
      ["re_1", APRIL],
      ["re_3", APRIL],
    ]);
    expect(rows.reduce((sum, { cv }) => sum + cv, 0n)).toBe(5670n);
    const [left] = await deps.db
      .select({ sum: sql<string>`sum(amount_minor)::text` })
      .from(commissionLine)
      .where(and(eq(commissionLine.earnerId, birch), eq(commissionLine.bonusId, "retail_bonus")));
    expect(left?.sum).toBe("0");
    expect(await reconcile(deps)).toEqual([]);
  });

  test("what is undone while its period is open is booked there, not in the closed period of the sale", async () => {
    await company();
    const sale = await sold("Cedar");
    await told(deps, sale.ref, [PAID]);
    await closeMarch();
    await told(deps, sale.ref, [refunded("re_1", QUARTER, "2026-04-09T10:00:00Z")]);
    await told(deps, sale.ref, [undone("re_1", "2026-04-10T10:00:00Z")]);
    const rows = await selectRows(
      deps.db,
      sql`select kind, period_id, effective_at::text as at from ledger.transactions where source_type = 'inbox_event' order by id desc limit 2`,
    );
    expect(rows).toEqual([
      { kind: "accrue", period_id: APRIL, at: expect.stringContaining("2026-04-08 ") },
      { kind: "clawback", period_id: APRIL, at: expect.stringContaining("2026-04-0") },
    ]);
    expect((await cameTo(sale)).atOnce).toEqual([{ earner: sale.seller, sum: "56700" }]);
  });
});

const FACTS: readonly PaymentFact[] = [
  PAID,
  refunded("re_1", QUARTER, march(10)),
  refunded("re_2", QUARTER, march(11)),
  undone("re_2", march(14)),
  dispute("disputed", march(12)),
  dispute("dispute_lost", march(13)),
  dispute("dispute_won", march(15)),
  refunded("re_3", 3n * QUARTER, march(16)),
];

/** Facts in some order of arrival, all of them or a part; the same for everybody who asks. */
function arrivals(): { readonly name: string; readonly facts: readonly PaymentFact[]; readonly cut: number }[] {
  let state = 7;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: 12 }, (_, n) => {
    const facts = FACTS.filter((fact) => n % 4 === 0 || fact === PAID || random(3) > 0);
    for (let i = facts.length - 1; i > 0; i -= 1) {
      const j = random(i + 1);
      const [a, b] = [facts[i], facts[j]];
      if (a && b) [facts[i], facts[j]] = [b, a];
    }
    return { name: `Seller${n}`, facts, cut: random(facts.length + 1) };
  });
}

async function story(isCut: boolean) {
  await company();
  const sales: Sold[] = [];
  const all = arrivals();
  for (const { name } of all) sales.push(await sold(name));
  deps.setNow("2026-04-02T12:00:00.000Z");
  const say = async (part: (one: (typeof all)[number]) => readonly PaymentFact[]) => {
    for (const one of all) for (const fact of part(one)) await told(deps, one.name, [fact]);
  };
  await say(({ facts, cut }) => (isCut ? facts.slice(0, cut) : facts));
  await closeMarch();
  const fixed = await fixedOf(MARCH);
  await say(({ facts, cut }) => (isCut ? facts.slice(cut) : []));
  await ownPacks("2026-04-10T10:00:00Z");
  await closeApril();
  expect(await fixedOf(MARCH)).toEqual(fixed);
  expect(await reconcile(deps)).toEqual([]);
  const came = [];
  for (const sale of sales) came.push(await cameTo(sale));
  return { came, balances: await balances() };
}

describe("events about payments with a close anywhere between them", () => {
  test("come to the same lines, volumes and balances as without it", async () => {
    const whole = await story(false);
    await deps.close();
    const cut = await story(true);
    expect(cut.came).toEqual(whole.came);
    expect(cut.balances).toEqual(whole.balances);
    // All went back where everything was told: nothing of the sale is left but what its seller's other one paid.
    const last = arrivals().findIndex(({ facts }) => facts.length === FACTS.length);
    expect(cut.came[last]?.atOnce).toEqual([]);
  }, 240_000);
});
