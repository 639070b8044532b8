import { createHmac, timingSafeEqual } from "node:crypto";
import { type Instant, toUnixSeconds } from "@upline/domain";
import type { WhichSecret } from "./provider.ts";

export interface HmacScheme {
  readonly algorithm: "sha256" | "sha512" | "sha1";
  readonly encoding: "hex" | "base64";
}

/** Longest header value that is looked at, and longest id that is stored. */
export const MAX_HEADER_CHARACTERS = 4096;
export const MAX_ID_CHARACTERS = 256;
const MAX_DEPTH = 64;

/**
 * Whether `given` is the HMAC of the parts, one after the other, in its one canonical spelling. Ours is computed and
 * encoded, and the two texts are compared in constant time: decoding the given one would forgive junk after it.
 *
 * @param key  text as UTF-8, or bytes
 */
export function isHmac(
  given: string,
  scheme: HmacScheme,
  key: string | Uint8Array,
  parts: readonly (string | Uint8Array)[],
): boolean {
  const hmac = createHmac(scheme.algorithm, key);
  for (const part of parts) hmac.update(part);
  return equalText(hmac.digest(scheme.encoding), given);
}

/** Compares without telling by its duration where the texts differ. Their lengths are no secret. */
export function equalText(ours: string, given: string): boolean {
  const [a, b] = [Buffer.from(ours, "utf8"), Buffer.from(given, "utf8")];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Which secret made the signature: the current one is tried first, then the one that it replaced. */
export function signedWith(isBy: (key: string) => boolean, current?: string, previous?: string): WhichSecret | null {
  if (current !== undefined && isBy(current)) return "current";
  if (previous !== undefined && isBy(previous)) return "previous";
  return null;
}

/** A header once, of a bearable length; null when it is missing, empty or too long. HTTP joins duplicates with ", ". */
export function singleHeader(headers: Headers, name: string): string | null {
  const value = headers.get(name);
  return value === null || value === "" || value.length > MAX_HEADER_CHARACTERS ? null : value;
}

/** Whether a signed time is near enough, in both directions: one in the future would stay replayable until it is past. */
export function isTimely(unixSeconds: string, receivedAt: Instant, toleranceSeconds: number): boolean {
  if (!/^\d{1,12}$/.test(unixSeconds)) return false;
  return Math.abs(toUnixSeconds(receivedAt) - Number(unixSeconds)) <= toleranceSeconds;
}

/**
 * The JSON object in these bytes; null when they are not UTF-8, not JSON, not an object, or nested deeper than 64.
 * Only for bytes that are known to be genuine. A leading byte order mark is removed here, never before.
 */
export function decodeJsonObject(rawBody: Uint8Array): Record<string, unknown> | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
    if (isTooDeep(text)) return null;
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Counts brackets outside of strings, so that nothing deep is ever built. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}
