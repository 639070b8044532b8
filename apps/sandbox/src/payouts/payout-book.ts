import { idOf } from "../gateway/ids.ts";

export const FACT_KINDS = ["accepted", "settled", "failed", "returned"] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Something that happened to a payment. */
export type Fact = Readonly<{ kind: FactKind; at: string; code: string | null; detail: string | null }>;

export type Payment = Readonly<{
  id: string;
  /** What the sender tells a repeat by. */
  key: string;
  reference: string;
  amountMinor: string;
  currency: string;
  accountEnding: string;
  facts: readonly Fact[];
  /** How often it was asked for: the payment itself is made once. */
  asked: number;
}>;

export type Order = Pick<Payment, "key" | "reference" | "amountMinor" | "currency" | "accountEnding">;

/** What the provider does with the next payment, or with one to an account of a known ending. */
export const BEHAVIOURS = ["pay", "refuse", "fail_later", "return_later", "accept_then_lost", "slow", "down"] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** Endings of test accounts, as payout providers have them. */
const BY_ENDING: Readonly<Record<string, Behaviour>> = {
  "0001": "refuse",
  "0002": "fail_later",
  "0003": "return_later",
  "0004": "accept_then_lost",
  "0005": "slow",
  "0006": "down",
};

export type PayoutBook = Readonly<{
  /** Makes the payment, unless there is one with this key: then that one. */
  make(order: Order, at: string): Payment;
  note(key: string, fact: Fact): Payment | null;
  find(key: string): Payment | null;
  /** In the order in which they were made. */
  list(): readonly Payment[];
  /** What happens with a new payment to that account. Told behaviours are used up first, in order. */
  behaviourFor(accountEnding: string): Behaviour;
  tell(next: readonly Behaviour[]): void;
}>;

/** The payments of the payout provider, in memory. */
export function payoutBook(): PayoutBook {
  const payments = new Map<string, Payment>();
  const told: Behaviour[] = [];
  return {
    make(order, at) {
      const known = payments.get(order.key);
      const accepted: Fact = { kind: "accepted", at, code: null, detail: null };
      const payment = known
        ? { ...known, asked: known.asked + 1 }
        : { ...order, id: idOf("po", order.key), facts: [accepted], asked: 1 };
      payments.set(order.key, payment);
      return payment;
    },
    note(key, fact) {
      const known = payments.get(key);
      if (known === undefined) return null;
      const isNew = known.facts.every(({ kind }) => kind !== fact.kind);
      const payment = isNew ? { ...known, facts: [...known.facts, fact] } : known;
      payments.set(key, payment);
      return payment;
    },
    find: (key) => payments.get(key) ?? null,
    list: () => [...payments.values()],
    behaviourFor: (ending) => told.shift() ?? BY_ENDING[ending] ?? "pay",
    tell: (next) => void told.push(...next),
  };
}
