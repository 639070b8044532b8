import { company, genealogyEdge } from "@upline/db";
import { testEngine } from "@upline/db/testing";
import { type DistributorId, instant, type PaymentFact } from "@upline/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  confirmed,
  enrol,
  failed,
  foundCompany,
  place,
  refunded,
  stateOf,
  told,
} from "../commissions/testing/world.ts";
import { forgetCompany } from "../company/company.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../testing.ts";

let deps: TestDeps;
let names: Record<"ash" | "birch" | "cedar", DistributorId>;

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2026-01-10T12:00:00Z");
  const cedar = await enrol(deps, "Cedar", birch, "2026-03-09T12:00:00Z");
  names = { ash, birch, cedar };
});
afterEach(async () => {
  await deps.close();
});

const PAID = "2026-03-18T10:00:00Z";

describe("a confirmed payment", () => {
  test("posts the retail bonus of a customer's order as pending money of the seller", async () => {
    await place(deps, { ref: "one", seller: names.birch, at: PAID });
    const outcome = await told(deps, "one", [confirmed(6300n, PAID)]);
    expect(outcome).toMatchObject({ state: "processed", effects: { postedMinor: "1418" } });
    const state = await stateOf(deps);
    expect(state.lines).toEqual([
      {
        key: `1|meadow_and_oak|3|month:2026-03-01|retail_bonus|${names.birch}|ord:ord_000001|0|0|-`,
        minor: 1418n,
        pending: 1418n,
      },
    ]);
    expect(state.volumes).toEqual([
      { id: names.birch, volume: "cv", sum: "5670" },
      { id: names.birch, volume: "pv", sum: "6300" },
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("posts fast start to the sponsors of a new distributor's own order", async () => {
    await place(deps, { ref: "own", seller: names.cedar, sku: "PACK", isOwn: true, at: PAID });
    await told(deps, "own", [confirmed(14_999n, PAID)]);
    const { lines } = await stateOf(deps);
    expect(lines.map(({ key, minor }) => [key.split("|")[5], minor])).toEqual([
      [names.ash, 1235n],
      [names.birch, 2469n],
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });
});

describe("the order in which events come", () => {
  const facts: readonly PaymentFact[] = [
    confirmed(6300n, PAID),
    refunded("re_1", 2100n, "2026-03-19T10:00:00Z"),
    refunded("re_2", 4200n, "2026-03-19T11:00:00Z"),
    failed("2026-03-18T09:59:00Z"),
  ];

  test("changes nothing of lines, balances and volumes, with duplicates at any place", async () => {
    const orders = permutations(facts);
    for (const [run, order] of orders.entries()) {
      const ref = `run-${String(run).padStart(3, "0")}`;
      await place(deps, { ref, seller: names.birch, at: PAID, customer: "same" });
      const again = order[run % order.length] ?? confirmed(6300n, PAID);
      for (const fact of [...order, again]) await told(deps, ref, [fact]);
    }
    const { lines, payments, orders: sales, balances } = await stateOf(deps);
    const shape = (key: string) =>
      key
        .replace(/ord_\d+/g, "ord")
        .split("|")
        .slice(4)
        .join("|");
    const perOrder = Map.groupBy(lines, ({ key }) => /ord_\d+/.exec(key)?.[0] ?? "");
    expect(perOrder.size).toBe(24);
    const shapes = [...perOrder.values()].map((own) =>
      own.map(({ key, minor, pending }) => `${shape(key)} ${minor} ${pending}`).join(),
    );
    expect(new Set(shapes).size).toBe(1);
    expect(new Set(payments.map((row) => `${row.status} ${row.net} ${row.effects}`))).toEqual(
      new Set(["refunded 0 1"]),
    );
    expect(new Set(sales.map((row) => `${row.status} ${row.refunded}`))).toEqual(new Set(["refunded 6300"]));
    expect(balances).toEqual([]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("changes nothing when a part stays paid, down to what is pending on each line", async () => {
    for (const [run, order] of permutations([
      confirmed(14_999n, PAID),
      refunded("re_1", 5000n, "2026-03-19T10:00:00Z"),
    ]).entries()) {
      await place(deps, { ref: `p${run}`, seller: names.cedar, sku: "PACK", isOwn: true, at: PAID });
      for (const fact of order) await told(deps, `p${run}`, [fact]);
    }
    const { lines } = await stateOf(deps);
    const of = (order: string) =>
      lines.filter(({ key }) => key.includes(order)).map(({ minor, pending }) => [minor, pending]);
    expect(of("ord_000001")).toEqual(of("ord_000002"));
    expect(of("ord_000001")).toEqual([
      [1235n, 823n],
      [-412n, 0n],
      [2469n, 1646n],
      [-823n, 0n],
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });
});

describe("one fact told twice", () => {
  test("has one effect, and the second event names the first", async () => {
    await place(deps, { ref: "one", seller: names.birch, at: PAID });
    await told(deps, "one", [confirmed(6300n, PAID)], { causeId: "ibx_first" });
    const before = await stateOf(deps);
    const again = await told(deps, "one", [confirmed(6300n, PAID)], { causeId: "ibx_second" });
    expect(again).toMatchObject({
      state: "processed",
      noEffect: true,
      because: "duplicate",
      effects: { duplicateOf: "ibx_first" },
    });
    const replayed = await told(deps, "one", [confirmed(6300n, PAID)], { causeId: "ibx_first" });
    expect(replayed).toMatchObject({ state: "processed", noEffect: true, because: "already_counted" });
    expect(await stateOf(deps)).toEqual(before);
    expect(deps.jobs.waiting.filter(({ name }) => name === "mail.send")).toHaveLength(5); // 3 welcomes, buyer, earner
  });

  test.runIf(testEngine() === "postgres")("has one effect when fifty copies arrive at once", async () => {
    await place(deps, { ref: "race", seller: names.birch, at: PAID });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, copy) =>
        told(deps, "race", [confirmed(6300n, PAID)], { causeId: `ibx_copy${copy}` }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.state === "processed" && !outcome.noEffect)).toHaveLength(1);
    const state = await stateOf(deps);
    expect(state.lines).toHaveLength(1);
    expect(state.payments).toEqual([{ status: "paid", net: 6300n, effects: 1 }]);
    expect(await reconcile(deps)).toEqual([]);
  });
});

describe("a payment that fits no order", () => {
  test("waits for the order it names, and counts with all that is known once it is there", async () => {
    const early = await told(deps, "later", [refunded("re_1", 2100n, "2026-03-19T10:00:00Z")], { references: [] });
    expect(early).toMatchObject({ state: "unmatched", waitingFor: [{ kind: "payment", value: "test:pay-later" }] });
    const paid = await told(deps, "later", [confirmed(6300n, PAID)], { causeId: "ibx_paid" });
    expect(paid).toMatchObject({
      state: "unmatched",
      waitingFor: [{ kind: "order", value: "later" }, { kind: "payment" }],
    });
    await place(deps, { ref: "later", seller: names.birch, at: PAID });
    const woken = await told(deps, "later", [confirmed(6300n, PAID)], { causeId: "ibx_paid" });
    expect(woken).toMatchObject({ state: "processed", effects: { postedMinor: "945" } });
    expect((await stateOf(deps)).orders).toEqual([
      { status: "part_refunded", refunded: 2100n, periodId: "month:2026-03-01" },
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test.each([
    {
      name: "another amount",
      facts: [confirmed(6200n, PAID)],
      because: "amount_differs_from_order",
      figures: ["62.00 USD", "63.00 USD"],
    },
    {
      name: "more refunded than paid",
      facts: [confirmed(6300n, PAID), refunded("re_1", 6400n, PAID)],
      because: "refund_exceeds_payment",
      figures: ["63.00 USD"],
    },
    {
      name: "two amounts of one refund",
      facts: [confirmed(6300n, PAID), refunded("re_1", 2100n, PAID), refunded("re_1", 2200n, PAID)],
      because: "amounts_differ",
      figures: ["63.00 USD"],
    },
  ])("waits for a person, with both figures: $name", async ({ facts, because, figures }) => {
    await place(deps, { ref: "odd", seller: names.birch, at: PAID });
    const outcome = await told(deps, "odd", facts);
    expect(outcome).toMatchObject({ state: "held", because });
    for (const figure of figures) expect(outcome).toHaveProperty("detail", expect.stringContaining(figure));
    const { lines, orders } = await stateOf(deps);
    expect(lines).toEqual([]);
    expect(orders[0]?.status).toBe("held");
  });

  test("waits for a person when a refund is told again with another amount, and stays as it was", async () => {
    await place(deps, { ref: "odd", seller: names.birch, at: PAID });
    await told(deps, "odd", [confirmed(6300n, PAID)]);
    await told(deps, "odd", [refunded("re_1", 2100n, "2026-03-19T10:00:00Z")]);
    const before = (await stateOf(deps)).lines;
    const again = await told(deps, "odd", [refunded("re_1", 2200n, "2026-03-19T11:00:00Z")]);
    expect(again).toMatchObject({ state: "held", because: "amounts_differ" });
    expect((await stateOf(deps)).lines).toEqual(before);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("waits for a person when another payment has paid the order", async () => {
    await place(deps, { ref: "twice", seller: names.birch, at: PAID });
    await told(deps, "twice", [confirmed(6300n, PAID)]);
    const before = (await stateOf(deps)).lines;
    const second = await told(deps, "twice", [confirmed(6300n, PAID)], { paymentRef: "pay-other" });
    expect(second).toMatchObject({ state: "held", because: "order_already_paid" });
    expect((await stateOf(deps)).lines).toEqual(before);
  });
});

describe("a payment that names a distributor and no order", () => {
  test("becomes an external order where the company wants that, once", async () => {
    await deps.db.update(company).set({ externalPayments: "createOrder" });
    forgetCompany(deps);
    const payer = { name: "Wild Mint", email: "mint@example.test" };
    const news = { references: [], distributorRefs: [names.birch], customer: payer };
    const first = await told(deps, "ext", [confirmed(10_000n, PAID)], news);
    expect(first).toMatchObject({ state: "processed", effects: { postedMinor: "2000" } }); // 25 % of 80 points
    expect(await told(deps, "ext", [confirmed(10_000n, PAID)], news)).toMatchObject({ noEffect: true });
    expect((await stateOf(deps)).orders).toEqual([{ status: "paid", refunded: 0n, periodId: "month:2026-03-01" }]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("waits where it does not, and while the distributor is not enrolled", async () => {
    const news = { references: [], distributorRefs: ["D-9999"] };
    const outcome = await told(deps, "ext", [confirmed(10_000n, PAID)], news);
    expect(outcome).toMatchObject({
      state: "unmatched",
      waitingFor: [{ kind: "distributor", value: "D-9999" }, { kind: "payment" }],
    });
  });
});

describe("a refund", () => {
  test("goes to the sponsors of then, not to those of today", async () => {
    await place(deps, { ref: "moved", seller: names.cedar, sku: "PACK", isOwn: true, at: PAID });
    await told(deps, "moved", [confirmed(14_999n, PAID)]);
    const move = {
      tree: "sponsor",
      distributorId: names.cedar,
      parentId: names.ash,
      fromAt: instant(PAID),
      recordedAt: deps.clock.now(),
    };
    await deps.db.insert(genealogyEdge).values({ ...move, causeId: "test" });
    await told(deps, "moved", [refunded("re_1", 14_999n, "2026-03-19T10:00:00Z")]);
    const { lines, balances } = await stateOf(deps);
    expect(lines.map(({ key, minor }) => [key.split("|")[5], minor])).toEqual([
      [names.ash, 1235n],
      [names.ash, -1235n],
      [names.birch, 2469n],
      [names.birch, -2469n],
    ]);
    expect(balances).toEqual([]);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, index) => index !== at)).map((rest) => [item, ...rest]),
  );
}
