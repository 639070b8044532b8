import type { BankAccount, Instant, PayoutFactKind } from "@upline/domain";
import type { Deps } from "../deps.ts";

/** A payment, as it is handed to a provider. The key is the same for every try. */
export interface PayoutOrder {
  readonly providerKey: string;
  readonly payoutId: string;
  readonly netMinor: bigint;
  readonly currency: string;
  readonly account: BankAccount;
}

/** Something that a provider knows of a payment. */
export interface PayoutFact {
  readonly kind: PayoutFactKind;
  readonly occurredAt: Instant;
  /** Why it failed or came back: the provider's code and words. */
  readonly code: string | null;
  readonly detail: string | null;
}

/** All that a provider knows of a payment; the order of the facts means nothing. */
export interface PayoutKnown {
  readonly providerRef: string;
  readonly facts: readonly PayoutFact[];
}

/** Why an account cannot be paid; null when it can. */
export interface AccountVerdict {
  readonly refusedBecause: string | null;
}

/**
 * Somebody who carries payments out. A method that throws has given no clear answer: the payment may have been made.
 * One file per provider, one line in `registry.ts`.
 */
export interface PayoutProvider {
  readonly slug: string;
  readonly label: string;
  /** How long a payment that was accepted may stay unseen by `find`. */
  readonly visibilityMs: number;
  /** Sends, once per key whatever the number of calls. A clear refusal is a fact `failed`. */
  readonly create: (deps: Deps, order: PayoutOrder) => Promise<PayoutKnown>;
  /** What it knows of the payment with this key; null when it knows none. */
  readonly find: (deps: Deps, providerKey: string) => Promise<PayoutKnown | null>;
  readonly checkAccount: (deps: Deps, account: BankAccount) => Promise<AccountVerdict>;
}
