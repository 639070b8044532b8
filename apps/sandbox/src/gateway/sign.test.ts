import { describe, expect, test } from "vitest";
import { signed } from "./sign.ts";

/**
 * The expected signatures were made with openssl in a shell, not with this code:
 *   printf '%s' "$t.$body" | openssl dgst -sha256 -hmac "$secret"
 *   printf '%s' "$id.$t.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A
 */
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const seconds = 1773842400;
const raw = Buffer.from('{"id":"evt_constant","type":"payment_intent.succeeded","note":"Çay & honey"}');

describe("signed", () => {
  test("Stripe: keyed with the whole text of the secret, hex", () => {
    expect(signed("stripe", { secret, seconds, eventRef: "evt_constant", raw })).toEqual({
      "stripe-signature": "t=1773842400,v1=304bc593461370395aa03476cbd22ccb6cfa216db24f4aadc7033de8596a5cbb",
    });
  });

  test("Standard Webhooks: keyed with the decoded bytes of the secret, base64, id and time signed too", () => {
    expect(signed("standard", { secret, seconds, eventRef: "msg_constant", raw })).toEqual({
      "webhook-id": "msg_constant",
      "webhook-timestamp": "1773842400",
      "webhook-signature": "v1,1sUO1NECBNpozP5QmZVrZ9282LTtOMuimvWfk6PjbTA=",
    });
  });

  test.each(["stripe", "standard"] as const)(
    "%s: signs the bytes, so one changed byte is another signature",
    (provider) => {
      const changed = Buffer.from(raw);
      changed[10] = 0x41;
      const signature = signed(provider, { secret, seconds, eventRef: "evt_constant", raw });

      expect(signed(provider, { secret, seconds, eventRef: "evt_constant", raw: changed })).not.toEqual(signature);
    },
  );
});
