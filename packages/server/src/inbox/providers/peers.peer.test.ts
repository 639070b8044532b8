import { toUnixSeconds } from "@upline/domain";
import { Webhook as StandardPeer } from "standardwebhooks";
import Stripe from "stripe";
import { Webhook as SvixPeer } from "svix";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../provider.ts";
import { STANDARD_SECRET, STRIPE_SECRET, stripeEvent } from "../testing/sign.ts";
import { standard } from "./standard.ts";
import { stripe } from "./stripe.ts";

// The official packages check the real clock, so these tests do too.
const NOW = new Date().toISOString() as Parameters<typeof toUnixSeconds>[0];
const AT = toUnixSeconds(NOW);
const peer = new Stripe("sk_test_nothing_is_called");
const PREVIOUS = {
  stripe: "whsec_the-one-before-the-tests",
  standard: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
};

const said = (verdict: Verdict) => (verdict.ok ? verdict.verifiedWith : verdict.because);
const accepts = (work: () => unknown): boolean => {
  try {
    work();
    return true;
  } catch {
    return false;
  }
};

/** A request that an official package has made, and what is done to it afterwards. */
interface Case {
  readonly name: string;
  readonly at?: number;
  readonly secret?: "previous" | "other";
  readonly body?: (body: string) => string | Uint8Array<ArrayBuffer>;
  readonly header?: (value: string) => string | null;
  readonly ours: string;
  /** What the official verifier answers, where it is not the same. */
  readonly peer?: boolean;
  readonly why?: string;
}

const COMMON: readonly Case[] = [
  { name: "genuine", ours: "current" },
  { name: "tampered body", body: (body) => body.replace("12900", "12901"), ours: "wrong_signature" },
  { name: "wrong secret", secret: "other", ours: "wrong_signature" },
  {
    name: "previous secret",
    secret: "previous",
    ours: "previous",
    peer: false,
    why: "a package is given one secret; we are given two",
  },
  { name: "stale by a minute more than the tolerance", at: AT - 361, ours: "outside_tolerance" },
  { name: "missing header", header: () => null, ours: "no_signature" },
  { name: "empty header", header: () => "", ours: "no_signature" },
  {
    name: "bytes that are not UTF-8",
    body: (body) => new Uint8Array([...Buffer.from(body.slice(0, -1)), 0xff, 0x7d]),
    ours: "wrong_signature",
  },
];

const STRIPE: readonly Case[] = [
  ...COMMON,
  {
    name: "future by a minute more",
    at: AT + 361,
    ours: "outside_tolerance",
    peer: true,
    why: "the package looks at the past only; a time in the future stays replayable",
  },
  { name: "unknown version alone", header: (value) => value.replace("v1=", "v2="), ours: "wrong_signature" },
  {
    name: "second of two signatures",
    header: (value) => value.replace("v1=", `v1=${"0".repeat(64)},v1=`),
    ours: "current",
  },
  {
    name: "junk behind the header",
    header: (value) => `${value},`,
    ours: "wrong_signature",
    peer: true,
    why: "the package skips what it cannot read",
  },
];

describe("what the stripe package signs and we verify", () => {
  test.each(STRIPE)("$name: $ours", ({ at = AT, secret, body, header, ours, peer: theirs }) => {
    const text = stripeEvent({ id: "evt_peer", created: at });
    const key =
      secret === "other" ? "whsec_of-somebody-else-entirely" : secret === "previous" ? PREVIOUS.stripe : STRIPE_SECRET;
    const value = peer.webhooks.generateTestHeaderString({ payload: text, secret: key, timestamp: at });
    const sent = header ? header(value) : value;
    const rawBody = bytes(body ? body(text) : text);
    const headers = new Headers(sent === null ? {} : { "stripe-signature": sent });
    const settings = { STRIPE_WEBHOOK_SECRET: STRIPE_SECRET, STRIPE_WEBHOOK_SECRET_PREVIOUS: PREVIOUS.stripe };

    expect(said(stripe.verify({ rawBody, headers, receivedAt: NOW, toleranceSeconds: 300 }, settings))).toBe(ours);
    const theyAccept = accepts(() => peer.webhooks.constructEvent(Buffer.from(rawBody), sent ?? "", STRIPE_SECRET));
    expect(theyAccept).toBe(theirs ?? ours === "current");
  });
});

const STANDARD: readonly Case[] = [
  ...COMMON,
  { name: "future by a minute more", at: AT + 361, ours: "outside_tolerance" },
  { name: "unknown version alone", header: (value) => value.replace("v1,", "v2,"), ours: "wrong_signature" },
  {
    name: "second of two signatures",
    header: (value) => `v1,${Buffer.alloc(32).toString("base64")} ${value}`,
    ours: "current",
  },
  {
    name: "unknown version beside ours",
    header: (value) => `v9,AAAA ${value}`,
    ours: "wrong_signature",
    peer: true,
    why: "the packages skip what they cannot read",
  },
];

describe.each([
  { name: "standardwebhooks", make: (secret: string) => new StandardPeer(secret) },
  { name: "svix", make: (secret: string) => new SvixPeer(secret) },
])("what the $name package signs and we verify", ({ make }) => {
  test.each(STANDARD)("$name: $ours", ({ at = AT, secret, body, header, ours, peer: theirs }) => {
    const text = JSON.stringify({ type: "payment.succeeded", timestamp: NOW, data: { amountMinor: 12_900 } });
    const key =
      secret === "other"
        ? `whsec_${Buffer.alloc(32, 9).toString("base64")}`
        : secret === "previous"
          ? PREVIOUS.standard
          : STANDARD_SECRET;
    const value = make(key).sign("msg_peer", new Date(at * 1000), text);
    const sent = header ? header(value) : value;
    const rawBody = bytes(body ? body(text) : text);
    const given = {
      "webhook-id": "msg_peer",
      "webhook-timestamp": String(at),
      ...(sent === null ? {} : { "webhook-signature": sent }),
    };
    const settings = { STANDARD_WEBHOOK_SECRET: STANDARD_SECRET, STANDARD_WEBHOOK_SECRET_PREVIOUS: PREVIOUS.standard };

    const delivery = { rawBody, headers: new Headers(given), receivedAt: NOW, toleranceSeconds: 300 };
    expect(said(standard.verify(delivery, settings))).toBe(ours);
    const theyAccept = accepts(() => make(STANDARD_SECRET).verify(Buffer.from(rawBody), given));
    expect(theyAccept).toBe(theirs ?? ours === "current");
  });
});

function bytes(given: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof given === "string" ? new Uint8Array(Buffer.from(given)) : given;
}
