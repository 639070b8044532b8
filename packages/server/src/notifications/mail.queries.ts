import { mail } from "@upline/db";
import { DomainError } from "@upline/domain";
import { and, desc, eq, ilike, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { mailText, renderMail } from "./render-mail.ts";

export const ListMails = pageInput.extend({
  q: z.string().max(100).optional(),
  status: z.enum(["queued", "sent", "failed"]).optional(),
});

/** The e-mail log, newest first. */
export async function listMails(deps: Deps, { q, status, cursor, limit }: z.output<typeof ListMails>) {
  const after = cursorOf(cursor);
  const like = q ? `%${q}%` : null;
  const where: (SQL | undefined)[] = [
    status ? eq(mail.status, status) : undefined,
    like
      ? or(
          ilike(mail.recipient, like),
          ilike(mail.recipientName, like),
          ilike(mail.subject, like),
          eq(mail.id, q ?? ""),
        )
      : undefined,
    after ? or(lt(mail.createdAt, after.at), and(eq(mail.createdAt, after.at), lt(mail.id, after.id))) : undefined,
  ];
  const { html: _html, text: _text, values: _values, ...columns } = mailColumns;
  const rows = await deps.db
    .select(columns)
    .from(mail)
    .where(and(...where))
    .orderBy(desc(mail.createdAt), desc(mail.id))
    .limit(limit + 1);
  return toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** One mail with both parts, as it was sent, or as it would be sent now. */
export async function getMail(deps: Deps, mailId: string) {
  const [row] = await deps.db.select().from(mail).where(eq(mail.id, mailId));
  if (!row) throw new DomainError("not_found", "Not found, or not yours to see.");
  const { html, text, values, ...rest } = row;
  if (html !== null && text !== null) return { ...rest, html, text };
  const { name: company } = await companyOf(deps);
  const words = mailText(row.kind, values, { name: row.recipientName, company });
  return { ...rest, ...(await renderMail(words, { company, publicUrl: deps.config.PUBLIC_URL })) };
}

const mailColumns = {
  id: mail.id,
  kind: mail.kind,
  recipient: mail.recipient,
  recipientName: mail.recipientName,
  personId: mail.personId,
  subject: mail.subject,
  status: mail.status,
  attempts: mail.attempts,
  lastError: mail.lastError,
  messageId: mail.messageId,
  causeId: mail.causeId,
  createdAt: mail.createdAt,
  sentAt: mail.sentAt,
  html: mail.html,
  text: mail.text,
  values: mail.values,
};
