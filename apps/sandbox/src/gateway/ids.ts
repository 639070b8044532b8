import { createHash, randomBytes } from "node:crypto";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new id as gateways make them: prefix, underscore, 24 letters and digits. */
export function newId(prefix: string): string {
  return idFrom(prefix, randomBytes(32));
}

/** The same id for the same text, for what must have one identity however often it is said. */
export function idOf(prefix: string, text: string): string {
  return idFrom(prefix, createHash("sha256").update(text).digest());
}

function idFrom(prefix: string, bytes: Buffer): string {
  const letters = [...bytes.subarray(0, 24)].map((byte) => LETTERS.charAt(byte % LETTERS.length));
  return `${prefix}_${letters.join("")}`;
}
