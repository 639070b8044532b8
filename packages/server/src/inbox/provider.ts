import type { Instant } from "@upline/domain";
import type { z } from "zod";
import type { NeutralEvent } from "./neutral.ts";

export type { NeutralEvent, NeutralPerson, PaymentNews } from "./neutral.ts";

/** A request as it came. Nothing of the body is known to be true before `verify` says so. */
export interface Delivery {
  readonly rawBody: Uint8Array;
  readonly headers: Headers;
  /** Wall time at which the request arrived. */
  readonly receivedAt: Instant;
  /** How far a signed time may be away from `receivedAt`, in either direction. */
  readonly toleranceSeconds: number;
}

/** One event of a verified request. `payload` is the decoded body, or the item of it that the event is. */
export interface VerifiedEvent {
  /** The provider's own id of the event: the delivery key. */
  readonly eventRef: string;
  readonly type: string;
  readonly occurredAt: Instant;
  /** As signed content says; null when the provider does not say: then the mode of the secret, ours, counts. */
  readonly mode: "test" | "live" | null;
  readonly payload: unknown;
}

export type WhichSecret = "current" | "previous";

export type RefusedBecause = "no_signature" | "wrong_signature" | "outside_tolerance" | "unreadable";

export type Verdict =
  | {
      readonly ok: true;
      readonly verifiedWith: WhichSecret;
      readonly events: readonly VerifiedEvent[];
    }
  | { readonly ok: false; readonly because: RefusedBecause };

export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * A payment gateway, shop or sign-up form that sends us events. `verify` and `translate` are pure.
 *
 * `verify` is total: it never throws, looks at nothing of the body before the signature is right, and answers with
 * the events to store. `translate` runs later, in the job; for a genuine event of an unexpected form it throws a
 * `ZodError`, which makes a dead letter with the path of the field.
 */
export interface InboundProvider {
  /** Part of the address, `/api/webhooks/<slug>`, and of the delivery key. */
  readonly slug: string;
  readonly label: string;
  /** How it signs, for the screen. */
  readonly scheme: string;
  /** What is signed, for the screen. */
  readonly signedPart: string;
  /** Named like the environment. All that is required for verification must be there, or the provider is off. */
  readonly settings: z.ZodType<Settings, Record<string, unknown>> & {
    readonly shape: Readonly<Record<string, unknown>>;
  };
  /** Those of `settings` that are secrets: never shown, wrapped at rest, each with a sibling `<name>_PREVIOUS`. */
  readonly secretSettings: readonly string[];
  /** Types that have a meaning for us; the rest is stored and ends as `ignored`. */
  readonly events: readonly string[];
  /** Signature headers, whose values are never stored. */
  readonly signatureHeaders: readonly string[];
  readonly verify: (delivery: Delivery, settings: Settings) => Verdict;
  readonly translate: (event: VerifiedEvent) => readonly NeutralEvent[];
}
