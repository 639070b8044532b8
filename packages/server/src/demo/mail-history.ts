import { inboxEvent, mail } from "@upline/db";
import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { Mailer } from "../notifications/mailer.ts";

/** Lets the use cases write their mails. Whoever tries to send one of them has found a mistake of the seed. */
export const ARCHIVE: Mailer = {
  send: () => Promise.reject(new Error("mails of the demo's past were sent long ago")),
  close: () => {},
};

/** Mails of the past left a second after the event that caused them; none of them leaves now. */
export async function markMailsSent(deps: Deps): Promise<void> {
  const aSecondLater = sql`${inboxEvent.receivedAt} + interval '1 second'`;
  await deps.db
    .update(mail)
    .set({ status: "sent", attempts: 1, createdAt: sql`${inboxEvent.receivedAt}`, sentAt: aSecondLater })
    .from(inboxEvent)
    .where(eq(inboxEvent.id, mail.causeId));
}
