import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACCOUNTS } from "../ledger/accounts.ts";
import type { Posting } from "../ledger/posting.ts";
import type { Currency } from "../money/currency.ts";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { type PayoutMoney, payoutPosting, payoutRecovery, payoutRequest } from "./payout-postings.ts";
import {
  canPayoutBecome,
  isHeld,
  PAYOUT_FACTS,
  PAYOUT_STATES,
  type PayoutFactKind,
  type PayoutState,
  stateOfFacts,
  stepTo,
} from "./payout-state.ts";

const SOURCE = { sourceType: "payout", sourceId: "pyt_1", effectiveAt: instant("2026-03-20T04:00:00Z") };
const MONEY: PayoutMoney = {
  key: "po:2026-03-20:dst_1",
  distributor: "dst_1",
  currency: "USD" as Currency,
  gross: 15_175n,
  fee: 300n,
  tax: 1_000n,
  net: 13_875n,
};

/** A ledger of one person that holds its bounds, as the database does. */
function books(available: bigint) {
  const balances = new Map<string, bigint>([["dist.available", -available]]);
  const seen = new Set<string>();
  return {
    of: (code: string) => balances.get(code) ?? 0n,
    all: () => Object.fromEntries([...balances].filter(([, balance]) => balance !== 0n).sort()),
    post(posting: Posting | null) {
      if (!posting) return;
      expect(seen.has(posting.idem)).toBe(false);
      seen.add(posting.idem);
      for (const { code, amount } of posting.lines) balances.set(code, (balances.get(code) ?? 0n) + amount);
      for (const [code, balance] of balances) {
        const { atMost, atLeast } = ACCOUNTS[code as keyof typeof ACCOUNTS];
        if (atMost !== null) expect(balance).toBeLessThanOrEqual(atMost);
        if (atLeast !== null) expect(balance).toBeGreaterThanOrEqual(atLeast);
      }
      expect([...balances.values()].reduce((sum, one) => sum + one, -available * -1n)).toBe(0n);
    },
  };
}

/** Tells the facts in this order, each time with all that is known by then. */
function told(order: readonly PayoutFactKind[], from: PayoutState = "sending") {
  const ledger = books(20_000n);
  ledger.post(payoutRequest(MONEY, SOURCE));
  let state = from;
  const known = new Set<PayoutFactKind>();
  for (const fact of order) {
    known.add(fact);
    const step = stepTo(state, known);
    if (!step) continue;
    expect(canPayoutBecome(state, step.to)).toBe(true);
    for (const move of step.moves) {
      ledger.post(payoutPosting(move, MONEY, SOURCE, -ledger.of("dist.available")));
    }
    state = step.to;
  }
  return { state, balances: ledger.all() };
}

const anyOrder = fc.array(fc.constantFrom(...PAYOUT_FACTS), { minLength: 1, maxLength: 12 });

describe("facts of a provider", () => {
  test("end in one state with the same balances, whatever their order and however often they are told", () => {
    const law = fc.property(
      anyOrder,
      anyOrder,
      fc.constantFrom<PayoutState>("sending", "unknown"),
      (order, noise, from) => {
        const known = new Set(order);
        const again = noise.filter((fact) => known.has(fact));
        const [first, other] = [told(order, from), told([...again, ...order.toReversed(), ...order], "sending")];
        expect(other).toEqual(first);
        expect(first.state).toBe(stateOfFacts(known));
      },
    );
    fc.assert(law, RUNS);
  });

  test("leave the person with everything, with what arrived, or with what came back", () => {
    const law = fc.property(anyOrder, (order) => {
      const { state, balances } = told(order);
      const available = -(balances["dist.available"] ?? 0n);
      const arrived = -(balances["company.cash"] ?? 0n);
      const charges = -(balances["company.fees"] ?? 0n) - (balances["tax.withheld"] ?? 0n);
      const onTheWay = -(balances["payouts.in_transit"] ?? 0n);
      expect(available + arrived + charges + onTheWay).toBe(20_000n);
      const wanted = { sent: [4_825n, 0n], settled: [4_825n, 13_875n], failed: [20_000n, 0n], returned: [18_700n, 0n] };
      expect([available, arrived]).toEqual(wanted[state as keyof typeof wanted]);
    });
    fc.assert(law, RUNS);
  });

  test.each([
    { facts: ["accepted"], state: "sent" },
    { facts: ["settled"], state: "settled" },
    { facts: ["accepted", "failed"], state: "failed" },
    { facts: ["failed", "settled"], state: "returned" },
    { facts: ["returned"], state: "returned" },
    { facts: [], state: null },
  ] as const)("$facts are $state", ({ facts, state }) => {
    expect(stateOfFacts(new Set(facts))).toBe(state);
  });

  test("about a payout that was never sent are a bug", () => {
    for (const state of ["reserved", "approved", "cancelled"] as const) {
      expect(() => stepTo(state, new Set(["settled"]))).toThrow();
    }
  });
});

describe("the table of states", () => {
  test("never leads out of an end, and never back before the call", () => {
    for (const to of PAYOUT_STATES) {
      expect(canPayoutBecome("returned", to)).toBe(false);
      expect(canPayoutBecome("cancelled", to)).toBe(false);
      for (const from of ["sending", "unknown", "sent", "settled", "failed"] as const) {
        expect([
          from,
          to,
          canPayoutBecome(from, to) && (to === "reserved" || to === "approved" || to === "cancelled"),
        ]).toEqual([from, to, false]);
      }
    }
  });

  test("sends again from unknown only", () => {
    expect(PAYOUT_STATES.filter((from) => canPayoutBecome(from, "sending"))).toEqual(["approved", "unknown"]);
  });

  test("a cancelled payout gives everything back", () => {
    const ledger = books(20_000n);
    ledger.post(payoutRequest(MONEY, SOURCE));
    expect(ledger.all()).toEqual({
      "dist.available": -4_825n,
      "dist.payout_held": -13_875n,
      "company.fees": -300n,
      "tax.withheld": -1_000n,
    });
    ledger.post(payoutPosting("cancel", MONEY, SOURCE));
    expect(ledger.all()).toEqual({ "dist.available": -20_000n });
    expect(PAYOUT_STATES.filter(isHeld)).toEqual(["reserved", "approved", "sending", "unknown"]);
  });

  test("charges of a payment that came back after it had failed become a debt where nothing is available", () => {
    const posted = payoutPosting("keep_charges", MONEY, SOURCE, 100n);
    expect(posted?.lines.map(({ code, amount }) => [code, amount])).toEqual([
      ["dist.available", 100n],
      ["dist.clawback_receivable", 1_200n],
      ["company.fees", -300n],
      ["tax.withheld", -1_000n],
    ]);
    expect(payoutPosting("keep_charges", { ...MONEY, fee: 0n, tax: 0n, net: 15_175n }, SOURCE)).toBeNull();
  });
});

test("what comes back to somebody who owes goes to the debt first", () => {
  const of = (credited: bigint, owed: bigint) =>
    payoutRecovery("fail_sent", MONEY, SOURCE, { credited, owed })?.lines.map(({ amount }) => amount);
  expect([of(100n, 30n), of(100n, 300n), of(100n, 0n), of(0n, 5n)]).toEqual([
    [30n, -30n],
    [100n, -100n],
    undefined,
    undefined,
  ]);
});
