import type { Instant } from "../time/instant.ts";
import type { PayoutPolicy } from "./payout-policy.ts";

/** What decides whether a person is paid in a cycle; amounts in minor units. */
export interface PayoutCandidate {
  readonly available: bigint;
  readonly owed: bigint;
  readonly status: "pending" | "good" | "suspended" | "terminated" | "merged";
  readonly isIdentified: boolean;
  readonly hasTaxForm: boolean;
  /** Somebody wants to look at this person first. */
  readonly isUnderReview: boolean;
  /** The account in use; null when there is none. */
  readonly method: { readonly verifiedAt: Instant | null; readonly usableFrom: Instant } | null;
  /** A payout of this cycle that is under way, or has arrived. */
  readonly hasPayout: boolean;
}

/** Why a person is not paid in a cycle: a closed list, in the order in which it is asked. */
export const NOT_PAID_OUT = [
  "already_in_cycle",
  "below_minimum",
  "owes",
  "not_in_good_standing",
  "under_review",
  "identity_missing",
  "tax_form_missing",
  "method_missing",
  "method_not_verified",
  "method_waiting",
  "above_limit",
] as const;
export type NotPaidOut = (typeof NOT_PAID_OUT)[number];

const RULES: Readonly<Record<NotPaidOut, (of: PayoutCandidate, policy: PayoutPolicy, at: Instant) => boolean>> = {
  already_in_cycle: ({ hasPayout }) => hasPayout,
  below_minimum: ({ available }, { minimumMinor }) => available <= 0n || available < BigInt(minimumMinor),
  owes: ({ owed }) => owed > 0n,
  not_in_good_standing: ({ status }) => status !== "good",
  under_review: ({ isUnderReview }) => isUnderReview,
  identity_missing: ({ isIdentified }, { requiresIdentity }) => requiresIdentity && !isIdentified,
  tax_form_missing: ({ hasTaxForm }, { requiresTaxForm }) => requiresTaxForm && !hasTaxForm,
  method_missing: ({ method }) => method === null,
  method_not_verified: ({ method }) => method !== null && method.verifiedAt === null,
  method_waiting: ({ method }, _policy, at) => method !== null && at < method.usableFrom,
  above_limit: ({ available }, { personLimitMinor }) =>
    personLimitMinor !== null && available > BigInt(personLimitMinor),
};

/** Every reason why this person is not paid now; empty for somebody who is. */
export function notPaidOut(of: PayoutCandidate, policy: PayoutPolicy, at: Instant): readonly NotPaidOut[] {
  return NOT_PAID_OUT.filter((reason) => RULES[reason](of, policy, at));
}
