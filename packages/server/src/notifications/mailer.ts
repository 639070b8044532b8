import { createTransport } from "nodemailer";

/** One way out for e-mail. */
export interface Mailer {
  /** @throws when the mail server did not take it; the caller's job tries again */
  send(message: {
    readonly to: { readonly name: string; readonly email: string };
    readonly subject: string;
    readonly html: string;
    readonly text: string;
    /** The same on every try of one mail. */
    readonly messageId: string;
  }): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 10_000;

/**
 * A mailer over SMTP.
 *
 * @param url   `smtp://[user:password@]host:port` or `smtps://…`
 * @param from  address of the sender, with or without a name
 */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    },
    { from },
  );
  return {
    async send({ to, ...message }) {
      await transport.sendMail({ ...message, to: { name: to.name, address: to.email } });
    },
    close: () => transport.close(),
  };
}
