import { invariant } from "../errors/domain-error.ts";
import type { Instant } from "../time/instant.ts";
import { lostDisputes, openDisputeCount } from "./disputes.ts";
import type { FactOf, PaymentFact } from "./facts.ts";
import { refundsOf } from "./refunds.ts";
import { byTime, cutTo, type TakenBack, total } from "./taken-back.ts";

export type PaymentStatus = "open" | "failed" | "paid" | "part_refunded" | "refunded" | "disputed" | "lost";
export type PaymentContradiction = "amounts_differ" | "refund_exceeds_payment" | "currencies_differ";

/** All that is known of a payment. Amounts are minor units of `currency` and zero until it is confirmed. */
export interface PaymentState {
  readonly status: PaymentStatus;
  readonly currency: string | null;
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly lost: bigint;
  /** gross - refunded - lost, never below zero. */
  readonly net: bigint;
  readonly openDisputes: number;
  readonly confirmedAt: Instant | null;
  /** In the order of (occurredAt, ref); adds up to refunded + lost. */
  readonly takenBack: readonly TakenBack[];
  /** Not null: a person has to decide, and the last consistent state stays. */
  readonly contradiction: PaymentContradiction | null;
}

/**
 * The state of a payment from the set of its facts: neither their order nor their repetition matters.
 *
 * A failure counts only without a confirmation. Refunds are known by id, by running total (the latest by the
 * provider's time), or both: then the larger of the two figures counts. A lost dispute takes at most what refunds left.
 */
export function foldPayment(facts: readonly PaymentFact[]): PaymentState {
  const confirmations = facts.filter((fact) => fact.operation === "confirmed").sort(byTimeAndAmount);
  const [confirmation] = confirmations;
  const openDisputes = openDisputeCount(facts);
  if (confirmation === undefined) return unconfirmed(facts, openDisputes);

  const { minor: gross, currency } = confirmation.amount;
  const known = facts.filter((fact) => currencyOf(fact) === null || currencyOf(fact) === currency);
  const allRefunds = refundsOf(known);
  const refunds = cutTo(gross, allRefunds);
  const chargebacks = cutTo(gross - total(refunds), lostDisputes(known, gross));
  const [refunded, lost] = [total(refunds), total(chargebacks)];
  const net = gross - refunded - lost;
  invariant(net >= 0n, "refunds and lost disputes never exceed the payment");

  return {
    status: statusOf({ gross, refunded, lost, net, openDisputes }),
    currency,
    gross,
    refunded,
    lost,
    net,
    openDisputes,
    confirmedAt: confirmation.occurredAt,
    takenBack: [...refunds, ...chargebacks].sort(byTime),
    contradiction: contradictionIn({ facts, known, confirmations, isOver: total(allRefunds) > gross }),
  };
}

function unconfirmed(facts: readonly PaymentFact[], openDisputes: number): PaymentState {
  const currencies = new Set(facts.map(currencyOf).filter((code) => code !== null));
  return {
    status: facts.some(({ operation }) => operation === "failed") ? "failed" : "open",
    currency: currencies.size === 1 ? ([...currencies][0] ?? null) : null,
    gross: 0n,
    refunded: 0n,
    lost: 0n,
    net: 0n,
    openDisputes,
    confirmedAt: null,
    takenBack: [],
    contradiction: currencies.size > 1 ? "currencies_differ" : null,
  };
}

type Amounts = Pick<PaymentState, "gross" | "refunded" | "lost" | "net" | "openDisputes">;

function statusOf({ gross, refunded, lost, net, openDisputes }: Amounts): PaymentStatus {
  if (gross > 0n && net === 0n) return lost > 0n ? "lost" : "refunded";
  if (openDisputes > 0) return "disputed";
  return refunded + lost > 0n ? "part_refunded" : "paid";
}

interface Findings {
  readonly facts: readonly PaymentFact[];
  readonly known: readonly PaymentFact[];
  readonly confirmations: readonly FactOf<"confirmed">[];
  readonly isOver: boolean;
}

function contradictionIn({ facts, known, confirmations, isOver }: Findings): PaymentContradiction | null {
  if (known.length < facts.length) return "currencies_differ";
  if (new Set(confirmations.map(({ amount }) => amount.minor)).size > 1) return "amounts_differ";
  const named = known.filter((fact) => fact.operation !== "confirmed").flatMap(namedAmount);
  if (new Set(named.map(({ name, minor }) => `${minor} ${name}`)).size > new Set(named.map(({ name }) => name)).size) {
    return "amounts_differ";
  }
  return isOver ? "refund_exceeds_payment" : null;
}

/** What is said to be of which amount. */
function namedAmount(fact: PaymentFact): { readonly name: string; readonly minor: bigint }[] {
  if (!("amount" in fact) || fact.amount === null) return [];
  return [{ name: `${fact.operation} ${fact.operationRef}`, minor: fact.amount.minor }];
}

function currencyOf(fact: PaymentFact): string | null {
  return "amount" in fact ? (fact.amount?.currency ?? null) : null;
}

/** A full order, so that even contradicting confirmations give one state. */
function byTimeAndAmount(a: FactOf<"confirmed">, b: FactOf<"confirmed">): number {
  const [left, right] = [a, b].map(({ occurredAt, operationRef, amount }) => {
    return [occurredAt, amount.currency, amount.minor.toString().padStart(20, "0"), operationRef].join(" ");
  });
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
