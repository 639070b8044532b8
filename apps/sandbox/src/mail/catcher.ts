import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Mailbox } from "./mailbox.ts";

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** An SMTP server that takes every message, from anybody and to anybody, and passes none on. */
export function mailCatcher(mailbox: Mailbox): SMTPServer {
  const server = new SMTPServer({
    name: "sandbox.example",
    banner: "mail catcher, delivers to nobody",
    // Nobody signs in, and there is no certificate: it listens on loopback only.
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MAX_MAIL_BYTES,
    logger: false,
    // Waits this long for open connections when it is closed.
    closeTimeout: 500,
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
      simpleParser(stream).then(
        (parsed) => {
          mailbox.keep({
            receivedAt: new Date().toISOString(),
            messageId: parsed.messageId ?? null,
            subject: parsed.subject ?? "",
            from: parsed.from?.text ?? "",
            to: recipients,
            text: parsed.text ?? "",
            html: parsed.html || null,
            headers: parsed.headerLines.map(({ key, line }) => ({
              name: line.slice(0, key.length),
              value: line.slice(key.length + 1).trim(),
            })),
            attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
              name: filename ?? "without name",
              contentType,
              bytes: size,
            })),
          });
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  // A client that breaks off in the middle is its own trouble, not the end of the sandbox.
  server.on("error", () => {});
  return server;
}
