import { mail } from "@upline/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { defineOutboundJob, GiveUp } from "../jobs/job.ts";
import { withoutValues } from "../operations/log.ts";
import { mailText, renderMail } from "./render-mail.ts";

/**
 * Hands one mail to the mail server. The message id is the mail's own, the same on every try, so that a receiver can
 * tell a repeat; a mail that is already marked sent is not sent again.
 */
export const sendMailJob = defineOutboundJob({
  name: "mail.send",
  payload: z.object({ mailId: z.templateLiteral(["mail_", z.string()]) }),
  retry: { limit: 8, firstAfterSeconds: 5, atMostSeconds: 3600 },

  async run(deps, { mailId }) {
    const [row] = await deps.db.select().from(mail).where(eq(mail.id, mailId));
    if (!row) throw new GiveUp(`no mail ${mailId}`);
    if (row.status === "sent" || deps.mailer === null) return;

    const { name: company } = await companyOf(deps);
    const words = mailText(row.kind, row.values, { name: row.recipientName, company });
    const rendered = await renderMail(words, { company, publicUrl: deps.config.PUBLIC_URL });
    const messageId = `<${row.id}@${new URL(deps.config.PUBLIC_URL).hostname}>`;
    try {
      await deps.mailer.send({
        to: { name: row.recipientName, email: row.recipient },
        subject: words.subject,
        ...rendered,
        messageId,
      });
    } catch (error) {
      await noteFailure(deps, row.id, row.attempts + 1, error);
      throw error;
    }
    const done = {
      status: "sent" as const,
      attempts: row.attempts + 1,
      lastError: null,
      messageId,
      sentAt: deps.clock.wall(),
      ...rendered,
    };
    await deps.db.update(mail).set(done).where(eq(mail.id, row.id));
  },
});

async function noteFailure(deps: Deps, id: string, attempts: number, error: unknown): Promise<void> {
  const lastError = error instanceof Error ? withoutValues(error.message) : "the mail server refused it";
  await deps.db.update(mail).set({ attempts, lastError, status: "failed" }).where(eq(mail.id, id));
}
