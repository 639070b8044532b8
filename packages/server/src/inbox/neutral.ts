import type { InboxEffects } from "@upline/db";
import type { Instant, PaymentFact } from "@upline/domain";

/** A person as another system names it. */
export interface NeutralPerson {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly country?: string | undefined;
  readonly locale?: string | undefined;
}

/** One payment, what is said about it, and the names by which its order and distributor may be found, best first. */
export interface PaymentNews {
  readonly type: "payment";
  readonly paymentRef: string;
  readonly facts: readonly PaymentFact[];
  readonly references: readonly string[];
  readonly distributorRefs: readonly string[];
  readonly customer?: { readonly name: string; readonly email: string } | undefined;
}

export interface CustomerCreated {
  readonly type: "customer.created";
  readonly customer: NeutralPerson;
  readonly sponsorRef: string | null;
}

export interface DistributorEnrolled {
  readonly type: "distributor.enrolled";
  /** With what plans read about him, by key: the package he joined with. */
  readonly distributor: NeutralPerson & { readonly attributes?: Readonly<Record<string, string>> | undefined };
  readonly sponsorRef: string;
  readonly joinedAt: Instant;
  readonly agreementAcceptedAt?: Instant | undefined;
}

/** `payment` is there when the shop says that the order is paid. Amounts in minor units of `currency`. */
export interface OrderAnnounced {
  readonly type: "order.placed" | "order.paid";
  readonly orderId: string;
  readonly placedAt: Instant;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly shippingMinor?: bigint | undefined;
  readonly taxMinor?: bigint | undefined;
  readonly discountMinor?: bigint | undefined;
  readonly buyer: { readonly kind: "customer" | "distributor"; readonly person: NeutralPerson };
  readonly sellerRef: string;
  readonly partyRef?: string | undefined;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitPriceMinor: bigint }[];
  /** The number of the package that is sold, where the shop says it. */
  readonly packageLevel?: string | undefined;
  readonly payment: PaymentNews | null;
}

/** A genuine event that cannot take effect before a person has looked at it: an amount outside its range. */
export interface NeedsPerson {
  readonly type: "held";
  readonly because: string;
  readonly detail: string;
}

/** The payout provider has news about a payment: what they are, it is asked, so that nobody else can say it arrived. */
export interface PayoutNews {
  readonly type: "payout";
  readonly providerKey: string;
}

/** What a provider's event means, in words that no provider owns. No event in the list: nothing to do. */
export type NeutralEvent =
  | PaymentNews
  | CustomerCreated
  | DistributorEnrolled
  | OrderAnnounced
  | NeedsPerson
  | PayoutNews;

/** What an unmatched event waits for. */
export interface WaitingFor {
  readonly kind: "order" | "distributor" | "payment";
  readonly value: string;
}

/** What acting on an event came to; becomes the state of its inbox row. */
export type InboxOutcome =
  | {
      readonly state: "processed";
      readonly effects: InboxEffects;
      /** Everything it asked for was there already. */
      readonly noEffect?: boolean;
      readonly because?: string;
    }
  | { readonly state: "ignored"; readonly because: string }
  | {
      readonly state: "unmatched";
      readonly waitingFor: readonly WaitingFor[];
      readonly because: string;
      /** What took effect although the order is not there: the facts of the payment. */
      readonly effects?: InboxEffects;
    }
  | { readonly state: "held"; readonly because: string; readonly detail: string; readonly effects?: InboxEffects };
