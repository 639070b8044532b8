/** One caught message. Addresses are lower case; texts are as the sender wrote them. */
export type Mail = Readonly<{
  /** Counts from 1 within this process. */
  id: string;
  /** ISO 8601, wall time. */
  receivedAt: string;
  /** With angle brackets, as in the header; null when the sender gave none. */
  messageId: string | null;
  subject: string;
  /** Header `From`, as text. */
  from: string;
  /** The recipients of the envelope: who would really have got it. */
  to: readonly string[];
  text: string;
  /** The HTML part; null for plain text mail. */
  html: string | null;
  /** In the order of arrival. */
  headers: readonly Readonly<{ name: string; value: string }>[];
  attachments: readonly Readonly<{ name: string; contentType: string; bytes: number }>[];
}>;

/** The last 1,000 messages, in memory. */
export type Mailbox = Readonly<{
  keep(mail: Omit<Mail, "id">): Mail;
  find(id: string): Mail | null;
  /** Newest first; both conditions, where given, must hold exactly. */
  list(where?: Readonly<{ to?: string | null; messageId?: string | null }>): readonly Mail[];
  /** @returns how many there were */
  empty(): number;
}>;

const KEPT = 1_000;

export function mailbox(): Mailbox {
  const mails = new Map<string, Mail>();
  let last = 0;
  return {
    keep(mail) {
      last += 1;
      const kept = { ...mail, id: String(last) };
      mails.set(kept.id, kept);
      mails.delete(String(last - KEPT));
      return kept;
    },
    find: (id) => mails.get(id) ?? null,
    list({ to = null, messageId = null } = {}) {
      const isAsked = (mail: Mail) =>
        (to === null || mail.to.includes(to.toLowerCase())) &&
        (messageId === null || bare(mail.messageId) === bare(messageId));
      return [...mails.values()].filter(isAsked).reverse();
    },
    empty() {
      const count = mails.size;
      mails.clear();
      return count;
    },
  };
}

/** A message id is asked for with and without its angle brackets. */
function bare(messageId: string | null): string | null {
  return messageId?.replace(/^<|>$/g, "") ?? null;
}
