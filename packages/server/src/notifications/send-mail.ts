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

/**
 * Writes mails in the caller's transaction; a job sends them after the commit. Without a mailer nothing is written.
 *
 * @returns the ids of the new ones; a mail that was written before adds none
 */
export async function sendMail(tx: Deps, orders: MailOrder | readonly MailOrder[]): Promise<string[]> {
  const list: readonly MailOrder[] = "kind" in orders ? [orders] : orders;
  if (list.length === 0 || tx.mailer === null) return [];
  const { name: company } = await companyOf(tx);
  const createdAt = tx.clock.now();
  const rows = list.map(({ kind, to, causeId, naturalKey, values }) => {
    const words = MAIL_TEXTS[kind] as (values: unknown, to: { name: string; company: string }) => { subject: string };
    const { subject } = words(values, { name: to.name, company });
    return {
      id: tx.newId("mail"),
      kind,
      recipient: to.email,
      recipientName: to.name,
      personId: to.personId,
      subject,
      values: { ...values },
      naturalKey,
      causeId,
      status: "queued" as const,
      createdAt,
    };
  });
  const written = await tx.db.insert(mail).values(rows).onConflictDoNothing({ target: mail.naturalKey }).returning({ id: mail.id });
  await enqueue(tx, sendMailJob, written.map(({ id }) => ({ mailId: id as `mail_${string}` })));
  return written.map(({ id }) => id);
}
