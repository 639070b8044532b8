import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { InvariantError } from "@upline/domain";
import type { Config } from "../config.ts";

type Keys = Pick<Config, "APP_SECRET" | "APP_SECRET_PREVIOUS">;

/** Each purpose has keys of its own, so that what opens one kind of secret opens no other. */
export type WrapPurpose = "provider secret" | "payout account";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A secret as it is stored: `v1.<key id>.<nonce, cipher text and tag in base64url>`, AES-256-GCM.
 *
 * @param place  `table|row|column`; a cipher text that was moved to another place does not open
 */
export function wrapSecret(plain: string, place: string, keys: Keys, purpose: WrapPurpose = "provider secret"): string {
  const key = keyOf(keys.APP_SECRET, purpose);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(place));
  const text = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${key.id}.${text.toString("base64url")}`;
}

/** @throws InvariantError when neither the current nor the previous APP_SECRET opens it at this place */
export function unwrapSecret(
  wrapped: string,
  place: string,
  keys: Keys,
  purpose: WrapPurpose = "provider secret",
): string {
  const [version, keyId, text = ""] = wrapped.split(".");
  const key = [keys.APP_SECRET, keys.APP_SECRET_PREVIOUS]
    .flatMap((secret) => (secret === undefined ? [] : [keyOf(secret, purpose)]))
    .find(({ id }) => id === keyId);
  const bytes = Buffer.from(text, "base64url");
  if (version === "v1" && key && bytes.length > NONCE_BYTES + TAG_BYTES) {
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    } catch {
      // falls through: the cause would only repeat that it does not open
    }
  }
  throw new InvariantError("a stored secret opens with APP_SECRET or APP_SECRET_PREVIOUS at the place it was stored");
}

/** The id tells which secret wrapped a text, and nothing about the secret. */
function keyOf(secret: string, purpose: WrapPurpose): { readonly id: string; readonly bytes: Uint8Array } {
  const derived = (what: string, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, "", `upline ${purpose}${what}`, length));
  return { id: derived(" key id", 6).toString("hex"), bytes: derived("s", 32) };
}

/** A keyed hash by which two equal texts are found, and from which nobody without the secret finds the text. */
export function keyedHash(text: string, purpose: string, { APP_SECRET }: Pick<Config, "APP_SECRET">): string {
  const key = Buffer.from(hkdfSync("sha256", APP_SECRET, "", `upline ${purpose}`, 32));
  return createHmac("sha256", key).update(text).digest("hex");
}
