import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountCode, PostingKind } from "../ledger/accounts.ts";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { buildStatement, EMPTY_PURSE, type Purse, purseOf, type StatementTransaction } from "./statement.ts";

const ME = "dst_1";
type Entry = readonly [code: AccountCode, amount: bigint, owner?: string];

function transaction(
  id: number,
  kind: PostingKind,
  entries: readonly Entry[],
  more: Partial<StatementTransaction> = {},
): StatementTransaction {
  return {
    id: BigInt(id),
    kind,
    effectiveAt: instant(id),
    sourceType: "test",
    sourceId: String(id),
    reason: null,
    planVersion: "3",
    entries: entries.map(([code, amount, owner]) => ({
      code,
      amount,
      owner: owner ?? (code.startsWith("dist.") ? ME : ""),
    })),
    lines: [],
    ...more,
  };
}

const statementOf = (transactions: readonly StatementTransaction[], opening: Purse = EMPTY_PURSE) =>
  buildStatement({
    distributorId: ME,
    currency: "USD",
    period: { id: "month:2026-03-01", start: instant(0), end: instant(1) },
    blocks: { after: 0n, through: 1n, hash: "ab" },
    opening,
    transactions,
  });

const line = (key: string, minor: bigint, orderNumber: string | null = null) => {
  return { key, minor, bonusId: "unilevel", periodId: "month:2026-03-01", orderNumber };
};

describe("a movement of a statement", () => {
  test.each<{ name: string; kind: PostingKind; entries: readonly Entry[]; totals: object; moves: object }>([
    {
      name: "a release that pays a debt first",
      kind: "release",
      entries: [
        ["dist.pending", 100n],
        ["dist.clawback_receivable", -30n],
        ["dist.available", -70n],
      ],
      totals: {},
      moves: { pending: -100n, available: 70n, owed: -30n },
    },
    {
      name: "a payout that is reserved, with fee and tax",
      kind: "payout_request",
      entries: [
        ["dist.available", 100n],
        ["dist.payout_held", -87n],
        ["company.fees", -3n],
        ["tax.withheld", -10n],
      ],
      totals: { fees: -3n, tax: -10n },
      moves: { available: -100n, inPayout: 87n },
    },
    {
      name: "a payout that is sent",
      kind: "payout_send",
      entries: [
        ["dist.payout_held", 87n],
        ["payouts.in_transit", -87n],
      ],
      totals: { paid: -87n },
      moves: { inPayout: -87n },
    },
    {
      name: "a payout that fails on its way, with all of it given back",
      kind: "payout_fail",
      entries: [
        ["payouts.in_transit", 87n],
        ["company.fees", 3n],
        ["tax.withheld", 10n],
        ["dist.available", -100n],
      ],
      totals: { returned: 87n, fees: 3n, tax: 10n },
      moves: { available: 100n },
    },
    {
      name: "a returned payment with the bank's charge and a fee",
      kind: "payout_return",
      entries: [
        ["company.cash", 87n],
        ["dist.available", -87n],
        ["dist.available", 5n],
        ["company.fees", -5n],
        ["company.bank_fees", 2n],
        ["company.cash", -2n],
      ],
      totals: { returned: 87n, fees: -5n },
      moves: { available: 82n },
    },
    {
      name: "an adjustment against a debt",
      kind: "adjust",
      entries: [
        ["company.adjustment", 20n],
        ["dist.clawback_receivable", -20n],
      ],
      totals: { adjusted: 20n },
      moves: { owed: -20n },
    },
    {
      name: "a debt that is written off",
      kind: "writeoff",
      entries: [
        ["company.bad_debt", 20n],
        ["dist.clawback_receivable", -20n],
      ],
      totals: { writtenOff: 20n },
      moves: { owed: -20n },
    },
    {
      name: "a conversion",
      kind: "fx",
      entries: [
        ["dist.available", 50n],
        ["company.fx", -50n],
      ],
      totals: { converted: -50n },
      moves: { available: -50n },
    },
    {
      name: "money of somebody else in the same transaction",
      kind: "adjust",
      entries: [
        ["dist.available", -40n],
        ["dist.available", 40n, "dst_2"],
      ],
      totals: { other: 40n },
      moves: { available: 40n },
    },
  ])("$name", ({ kind, entries, totals, moves }) => {
    const opening = { pending: 1000n, available: 1000n, onHold: 0n, inPayout: 1000n, owed: 100n };
    const statement = statementOf([transaction(1, kind, entries)], opening);
    expect(statement.totals).toEqual(totals);
    expect(statement.movements[0]?.moves).toEqual(moves);
  });

  test("names the lines of a commission, and what was taken back with its order", () => {
    const earned = transaction(
      1,
      "accrue",
      [
        ["company.commission_expense", 70n],
        ["dist.pending", -70n],
      ],
      {
        lines: [line("b", 129n), line("a", -59n, "10017")],
      },
    );
    const statement = statementOf([earned]);
    expect(statement.totals).toEqual({ earned: 129n, takenBack: -59n });
    expect(statement.earnings).toEqual([
      { bonusId: "unilevel", periodId: "month:2026-03-01", earned: 129n, takenBack: -59n },
    ]);
    expect(statement.movements[0]?.parts.map(({ line: of }) => [of?.key, of?.orderNumber])).toEqual([
      ["a", "10017"],
      ["b", null],
    ]);
  });

  test("lines that say less than the ledger leave a rest that is shown", () => {
    const odd = transaction(
      1,
      "accrue",
      [
        ["company.commission_expense", 70n],
        ["dist.pending", -70n],
      ],
      { lines: [line("a", 60n)] },
    );
    expect(statementOf([odd]).totals).toEqual({ earned: 60n, other: 10n });
  });
});

describe("statements of one ledger", () => {
  const anyTransaction = fc.record({
    kind: fc.constantFrom<PostingKind>("accrue", "release", "payout_request", "payout_send", "adjust", "fund"),
    amounts: fc.array(
      fc.tuple(
        fc.constantFrom<AccountCode>(
          "dist.pending",
          "dist.available",
          "dist.on_hold",
          "dist.payout_held",
          "dist.clawback_receivable",
          "company.fees",
          "tax.withheld",
          "payouts.in_transit",
          "company.adjustment",
        ),
        fc.bigInt(-500n, 500n),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    hasLines: fc.boolean(),
    other: fc.boolean(),
  });

  test("cut anywhere, each ledger line is in exactly one, and each closes with what the next one opens with", () => {
    const law = fc.property(
      fc.array(anyTransaction, { maxLength: 12 }),
      fc.array(fc.nat(12), { maxLength: 3 }),
      (given, cuts) => {
        const ledger = given.map(({ kind, amounts, hasLines, other }, index) => {
          const sum = amounts.reduce((all, [, amount]) => all + amount, 0n);
          const balance: Entry = other ? ["dist.available", -sum, "dst_2"] : ["company.cash", -sum];
          const lines = hasLines ? [line("x", 7n), line("y", -3n)] : [];
          return transaction(index + 1, kind, [...amounts, balance], { lines });
        });
        const places = [...new Set([0, ...cuts, ledger.length])]
          .toSorted((a, b) => a - b)
          .filter((at) => at <= ledger.length);
        let opening = EMPTY_PURSE;
        let entries = 0;
        for (const [index, from] of places.entries()) {
          const statement = statementOf(ledger.slice(from, places[index + 1] ?? ledger.length), opening);
          const sums = Object.values(statement.totals).reduce((all, amount) => all + amount, 0n);
          expect(statement.closing.total).toBe(statement.opening.total + sums);
          entries += statement.movements.reduce((all, one) => all + one.entries, 0);
          const { total: _, ...closing } = statement.closing;
          opening = closing;
        }
        const own = ledger.flatMap((one) => one.entries).filter(({ owner }) => owner === ME);
        expect(entries).toBe(own.length);
        const balances = new Map<AccountCode, bigint>();
        for (const { code, amount } of own) balances.set(code, (balances.get(code) ?? 0n) + amount);
        expect(opening).toEqual(purseOf(balances));
      },
    );
    fc.assert(law, RUNS);
  });

  test("do not depend on the order in which the ledger was read", () => {
    const ledger = [1, 2, 3].map((id) =>
      transaction(
        id,
        "accrue",
        [
          ["company.commission_expense", 4n],
          ["dist.pending", -4n],
        ],
        { lines: [line("b", 3n), line("a", 1n)] },
      ),
    );
    const turned = ledger.toReversed().map((one) => ({ ...one, lines: one.lines.toReversed() }));
    expect(statementOf(turned)).toEqual(statementOf(ledger));
  });
});
