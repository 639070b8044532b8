import type { PaymentFact } from "@upline/domain";
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
import { reconcile } from "../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../testing.ts";

let deps: TestDeps;
let names: Record<"ash" | "birch" | "cedar", string>;

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
  const facts: readonly { readonly name: string; readonly fact: PaymentFact }[] = [
    { name: "paid", fact: confirmed(6300n, PAID) },
    { name: "paid again", fact: confirmed(6300n, PAID) },
    { name: "part", fact: refunded("re_1", 2100n, "2026-03-19T10:00:00Z") },
    { name: "rest", fact: refunded("re_2", 4200n, "2026-03-19T11:00:00Z") },
    { name: "failed", fact: failed("2026-03-18T09:59:00Z") },
  ];
  test("changes nothing of lines, balances and volumes", async () => {
    const orders = permutations(facts.map((_, index) => index));
    for (const [run, order] of orders.entries()) {
      const ref = `run-${String(run).padStart(3, "0")}`;
      await place(deps, { ref, seller: names.birch, at: PAID, customer: "same" });
      for (const index of order) await told(deps, ref, [facts[index]?.fact ?? failed(PAID)]);
    }
    const { lines, payments, orders: sales, balances } = await stateOf(deps);
    const shape = (key: string) =>
      key
        .replace(/ord_\d+/g, "ord")
        .split("|")
        .slice(4)
        .join("|");
    const perOrder = Map.groupBy(lines, ({ key }) => /ord_\d+/.exec(key)?.[0] ?? "");
    expect(perOrder.size).toBe(120);
    const shapes = new Set(
      [...perOrder.values()].map((own) =>
        JSON.stringify(own.map(({ key, minor, pending }) => [shape(key), `${minor}`, `${pending}`])),
      ),
    );
    expect(shapes.size).toBe(1);
    expect(new Set(payments.map((row) => `${row.status} ${row.net} ${row.effects}`))).toEqual(
      new Set(["refunded 0 1"]),
    );
    expect(new Set(sales.map((row) => `${row.status} ${row.refunded}`))).toEqual(new Set(["refunded 6300"]));
    expect(balances).toEqual([]);
    expect(await reconcile(deps)).toEqual([]);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, index) => index !== at)).map((rest) => [item, ...rest]),
  );
}
