import { invariant } from "../errors/domain-error.ts";

/** What each prefix names; one per kind of thing that has an id of ours. */
export const ID_PREFIXES = {
  dst: "distributor",
  cus: "customer",
  usr: "user account",
  ord: "order",
  pay: "payment",
  plv: "plan version",
  psc: "plan scenario",
  ibx: "inbox event",
  evt: "outbox event",
  dlv: "delivery of an outbox event",
  mail: "mail",
  aud: "audit entry",
  mov: "move",
  lab: "laboratory scenario",
  run: "run",
  rej: "rejected request",
  inv: "invitation",
  prd: "product",
  pob: "payout batch",
  pyt: "payout",
  pmt: "payout method",
  stm: "statement",
  pty: "party",
  apr: "approval",
  key: "API key",
} as const;

export type IdPrefix = keyof typeof ID_PREFIXES;
export type Id<P extends IdPrefix> = `${P}_${string}`;

export type DistributorId = Id<"dst">;
export type CustomerId = Id<"cus">;
export type UserId = Id<"usr">;
export type OrderId = Id<"ord">;
export type PaymentId = Id<"pay">;
export type PlanVersionId = Id<"plv">;
export type PlanScenarioId = Id<"psc">;
export type InboxEventId = Id<"ibx">;
export type OutboxEventId = Id<"evt">;
export type DeliveryId = Id<"dlv">;
export type MailId = Id<"mail">;
export type AuditId = Id<"aud">;
export type LabId = Id<"lab">;
export type RunId = Id<"run">;
export type RejectionId = Id<"rej">;
export type ProductId = Id<"prd">;
export type PayoutBatchId = Id<"pob">;
export type PayoutId = Id<"pyt">;
export type PayoutMethodId = Id<"pmt">;
export type PartyId = Id<"pty">;
export type InvitationId = Id<"inv">;

/** Digits and letters without i, l, o, u, in the order of their code units: ids sort as their times do. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const RANDOM_BYTES = 10;

/**
 * A new id: the prefix, then a version 7 UUID as 26 base32 digits.
 *
 * @param epochMs      milliseconds since 1970; ids of later milliseconds sort later
 * @param randomBytes  at least ten unpredictable bytes; the same ones give the same id
 * @throws InvariantError for too few bytes or a time that does not fit 48 bits
 * @see RFC 9562 §5.7 for the UUID; the TypeID specification 0.3 for the text
 */
export function makeId<P extends IdPrefix>(prefix: P, epochMs: number, randomBytes: Uint8Array): Id<P> {
  invariant(randomBytes.length >= RANDOM_BYTES, "an id takes ten random bytes");
  invariant(Number.isInteger(epochMs) && epochMs >= 0 && epochMs < 2 ** 48, "the time of an id fits 48 bits");

  const random = randomBytes.slice(0, RANDOM_BYTES).reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  const high = (random >> 62n) & 0xfffn;
  const low = random & ((1n << 62n) - 1n);
  const uuid = (BigInt(epochMs) << 80n) | (7n << 76n) | (high << 64n) | (2n << 62n) | low;
  return `${prefix}_${base32(uuid)}`;
}

/**
 * Whether the text can be an id with that prefix: its letters and digits, 1 to 26 of them. Ids made by `makeId`
 * have 26; shorter ones come from counters in tests.
 */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && /^[0-9a-z]{1,26}$/.test(text.slice(prefix.length + 1));
}

function base32(uuid: bigint): string {
  let text = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((uuid >> shift) & 31n)];
  return text;
}
