import type { Instant } from "@upline/domain";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { fromLedgerError } from "./ledger-error.ts";
import { selectRows } from "./rows.ts";

/** What is asked for, as JSON. Amounts are digits in a string: the hash keeps the text form of a number. */
export type ApprovalBody = Readonly<Record<string, unknown>>;

/** A request for a second person, and what became of it. */
export interface Approval {
  readonly id: string;
  /** What kind of thing it is about: `adjust`, `payout_batch`, … */
  readonly subject: string;
  readonly subjectId: string;
  readonly reason: string;
  readonly body: ApprovalBody;
  /** Hex digits of the hash of the body, by which a person recognises it. */
  readonly fingerprint: string;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly declinedBy: string | null;
  readonly declinedAt: Instant | null;
  readonly declineReason: string | null;
  readonly isUsed: boolean;
}

interface ApprovalRow extends Record<string, unknown> {
  readonly id: string;
  readonly subject: string;
  readonly subject_id: string;
  readonly reason: string;
  readonly body: ApprovalBody | null;
  readonly fingerprint: string;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly approved_by: string | null;
  readonly approved_at: string | null;
  readonly declined_by: string | null;
  readonly declined_at: string | null;
  readonly decline_reason: string | null;
  readonly is_used: boolean;
}

export interface NewApproval {
  readonly id: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly reason: string;
  readonly body: ApprovalBody;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly requestedFrom: string | null;
}

/** Writes a request down. @returns the fingerprint of its body */
export async function insertApproval(tx: Db, given: NewApproval): Promise<string> {
  const body = JSON.stringify(given.body);
  const [row] = await inLedger(() =>
    selectRows<{ fingerprint: string }>(
      tx,
      sql`insert into ledger.approvals (id, subject, subject_id, reason, payload_hash, body, requested_by, requested_at, requested_from)
        values (${given.id}, ${given.subject}, ${given.subjectId}, ${given.reason}, ledger.body_hash(${body}::text::jsonb), ${body}::text::jsonb,
          ${given.requestedBy}, ${given.requestedAt}::text::timestamptz, ${given.requestedFrom})
        returning encode(payload_hash, 'hex') as fingerprint`,
    ),
  );
  return row?.fingerprint ?? "";
}

export interface Decision {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
  readonly from: string | null;
}

/** A second person says yes. The database refuses the one who asked. */
export async function approveApproval(tx: Db, { id, by, at, from }: Decision): Promise<void> {
  await inLedger(() =>
    tx.execute(sql`update ledger.approvals set approved_by = ${by}, approved_at = ${at}::text::timestamptz, approved_from = ${from}
      where id = ${id}`),
  );
}

/** Somebody says no; who asked may take it back. */
export async function declineApproval(
  tx: Db,
  { id, by, at, reason }: Omit<Decision, "from"> & { readonly reason: string },
): Promise<void> {
  await inLedger(() =>
    tx.execute(sql`update ledger.approvals set declined_by = ${by}, declined_at = ${at}::text::timestamptz, decline_reason = ${reason}
      where id = ${id}`),
  );
}

/**
 * Uses an approval for something that is no ledger transaction.
 *
 * @param body    what is about to be done; the database refuses any other than the approved one
 * @param usedBy  names the thing; an approval is used once
 * @throws InvariantError when it is not approved, used already, or for another body
 */
export async function takeApproval(
  tx: Db,
  { id, subject, body, usedBy }: { id: string; subject: string; body: ApprovalBody; usedBy: string },
): Promise<void> {
  await inLedger(() =>
    tx.execute(sql`select ledger.take_approval(${id}, ${subject}, ${JSON.stringify(body)}::text::jsonb, ${usedBy})`),
  );
}

/** The fingerprint that this body has. */
export async function fingerprintOf(tx: Db, body: ApprovalBody): Promise<string> {
  const [row] = await selectRows<{ hash: string }>(
    tx,
    sql`select encode(ledger.body_hash(${JSON.stringify(body)}::text::jsonb), 'hex') as hash`,
  );
  return row?.hash ?? "";
}

/** @param lock  holds the row until the end of the transaction, so that two decisions come one after the other */
export async function approvalById(tx: Db, id: string, lock = false): Promise<Approval | null> {
  const [row] = await select(tx, sql`where id = ${id} ${lock ? sql`for update` : sql``}`);
  return row ?? null;
}

/** What waits for a second person, oldest first. */
export function openApprovals(db: Db): Promise<readonly Approval[]> {
  return select(
    db,
    sql`where approved_by is null and declined_by is null and body is not null order by requested_at, id`,
  );
}

/** Every request about one thing, newest first. */
export function approvalsOf(db: Db, subject: string, subjectId: string): Promise<readonly Approval[]> {
  return select(db, sql`where subject = ${subject} and subject_id = ${subjectId} order by requested_at desc, id desc`);
}

/** What was decided lately, newest first. */
export function decidedApprovals(db: Db, limit: number): Promise<readonly Approval[]> {
  return select(
    db,
    sql`where body is not null and (approved_by is not null or declined_by is not null)
      order by coalesce(approved_at, declined_at) desc, id desc limit ${limit}`,
  );
}

async function select(db: Db, where: SQL): Promise<readonly Approval[]> {
  const rows = await selectRows<ApprovalRow>(
    db,
    sql`select id, subject, subject_id, reason, body, encode(payload_hash, 'hex') as fingerprint, requested_by, requested_at::text, approved_by,
      approved_at::text, declined_by, declined_at::text, decline_reason, (used_by is not null or used_by_tx is not null) as is_used
      from ledger.approvals ${where}`,
  );
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    subjectId: row.subject_id,
    reason: row.reason,
    body: row.body ?? {},
    fingerprint: row.fingerprint,
    requestedBy: row.requested_by,
    requestedAt: at(row.requested_at),
    approvedBy: row.approved_by,
    approvedAt: row.approved_at === null ? null : at(row.approved_at),
    declinedBy: row.declined_by,
    declinedAt: row.declined_at === null ? null : at(row.declined_at),
    declineReason: row.decline_reason,
    isUsed: row.is_used,
  }));
}

const at = (text: string): Instant => new Date(text).toISOString() as Instant;

async function inLedger<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fromLedgerError(error);
  }
}
