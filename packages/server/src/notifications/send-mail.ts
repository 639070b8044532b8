import { createHash } from "node:crypto";
import { mail } from "@upline/db";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { MAIL_TEXTS, type MailKind, type MailValues } from "./mail-texts.ts";
import { sendMailJob } from "./send-mail.job.ts";

/** A mail that something caused. The natural key names the cause, the kind and the person: a replay adds none. */
export type MailOrder = {
  readonly [K in MailKind]: {
    readonly kind: K;
    readonly to: { readonly personId: string; readonly name: string; readonly email: string };
    readonly causeId: string;
    readonly naturalKey: string;
    readonly values: MailValues[K];
  };
}[MailKind];

type Row = typeof mail.$inferInsert;

const ROWS_PER_INSERT = 500;

/**
 * Writes mails in the caller's transaction; a job sends them after the commit. Without a mailer nothing is written. Ids
 * are made from the mail's natural key: ordered twice, it is one row and is sent once.
 *
 * @returns the ids, in the order given
 */
export async function sendMail(tx: Deps, orders: MailOrder | readonly MailOrder[]): Promise<string[]> {
  const list: readonly MailOrder[] = "kind" in orders ? [orders] : orders;
  if (list.length === 0 || tx.mailer === null) return [];
  const { name: company } = await companyOf(tx);
  const createdAt = tx.clock.now();
  const rows = list.map(({ kind, to, causeId, naturalKey, values }): Row => {
    const words = MAIL_TEXTS[kind] as (values: unknown, to: { name: string; company: string }) => { subject: string };
    const { subject } = words(values, { name: to.name, company });
    return {
      id: mailIdOf(naturalKey),
      kind,
      recipient: to.email,
      recipientName: to.name,
      personId: to.personId,
      subject,
      values: { ...values },
      naturalKey,
      causeId,
      status: "queued",
      createdAt,
    };
  });
  tx.beforeCommit(writeMails, rows);
  return rows.map(({ id }) => id);
}

const mailIdOf = (naturalKey: string): string =>
  `mail_${createHash("sha256").update(naturalKey).digest("hex").slice(0, 25)}`;

async function writeMails(tx: Deps, rows: readonly Row[]): Promise<void> {
  const once = [...new Map(rows.map((row) => [row.naturalKey, row])).values()];
  for (let from = 0; from < once.length; from += ROWS_PER_INSERT) {
    const part = once.slice(from, from + ROWS_PER_INSERT);
    const written = await tx.db
      .insert(mail)
      .values(part)
      .onConflictDoNothing({ target: mail.naturalKey })
      .returning({ id: mail.id });
    await enqueue(
      tx,
      sendMailJob,
      written.map(({ id }) => ({ mailId: id as `mail_${string}` })),
    );
  }
}
