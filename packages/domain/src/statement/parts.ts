import type { AccountCode } from "../ledger/accounts.ts";
import type { StatementLine, StatementTransaction } from "./statement.ts";

/** What changed a person's money, in the words of a statement. */
export const STATEMENT_SECTIONS = [
  "earned",
  "takenBack",
  "adjusted",
  "writtenOff",
  "fees",
  "tax",
  "paid",
  "returned",
  "converted",
  "other",
] as const;
export type StatementSection = (typeof STATEMENT_SECTIONS)[number];

/** A part of a movement: what it is, and what it changed. */
export interface StatementPart {
  readonly section: StatementSection;
  readonly amount: bigint;
  /** The commission line that it belongs to. */
  readonly line?: Omit<StatementLine, "minor">;
}

/** What the other side of an entry means for the person; money that comes and goes is told apart by its sign. */
const SECTIONS: Partial<Record<AccountCode, readonly [gain: StatementSection, loss: StatementSection]>> = {
  "company.commission_expense": ["earned", "takenBack"],
  "company.adjustment": ["adjusted", "adjusted"],
  "company.rounding": ["adjusted", "adjusted"],
  "company.bad_debt": ["writtenOff", "writtenOff"],
  "company.fees": ["fees", "fees"],
  "tax.withheld": ["tax", "tax"],
  "payouts.in_transit": ["returned", "paid"],
  "company.cash": ["returned", "paid"],
  "company.bank_fees": ["returned", "paid"],
  "company.funding": ["returned", "paid"],
  "company.fx": ["converted", "converted"],
};

/**
 * The parts of a transaction, which add up to what it changed for the person: the commission lines where it has some, else what
 * stands on the other side. What neither explains is a part of its own, never left out.
 */
export function statementParts(
  distributorId: string,
  { entries, lines }: StatementTransaction,
): readonly StatementPart[] {
  const net = entries.reduce((sum, { owner, amount }) => (owner === distributorId ? sum - amount : sum), 0n);
  const parts =
    lines.length > 0
      ? lines.toSorted(byKey).map(({ minor, ...line }): StatementPart => {
          return { section: minor < 0n ? "takenBack" : "earned", amount: minor, line };
        })
      : otherSide(entries);
  const rest = net - parts.reduce((sum, { amount }) => sum + amount, 0n);
  return rest === 0n ? parts : [...parts, { section: "other", amount: rest }];
}

/** Entries of the company's accounts: since all entries add up to zero, they are what the person gained. */
function otherSide(entries: StatementTransaction["entries"]): StatementPart[] {
  const sums = new Map<string, { of: readonly [StatementSection, StatementSection]; amount: bigint }>();
  for (const { code, owner, amount } of entries) {
    const of = SECTIONS[code];
    if (owner !== "" || !of) continue;
    const name = of.join();
    sums.set(name, { of, amount: (sums.get(name)?.amount ?? 0n) + amount });
  }
  return [...sums.values()].flatMap(({ of: [gain, loss], amount }) =>
    amount === 0n ? [] : [{ section: amount > 0n ? gain : loss, amount }],
  );
}

const byKey = (a: StatementLine, b: StatementLine): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
