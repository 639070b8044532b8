import { mailLayout } from "./mail-layout.ts";
import { MAIL_TEXTS, type MailKind, type MailText } from "./mail-texts.ts";

/** A mail as it is sent. */
export interface RenderedMail {
  readonly html: string;
  readonly text: string;
}

/** The words of one mail. The row keeps its values untyped, so the kind decides how they are read. */
export function mailText(
  kind: MailKind,
  values: Readonly<Record<string, string>>,
  to: { name: string; company: string },
): MailText {
  const template = MAIL_TEXTS[kind] as (
    values: Readonly<Record<string, string>>,
    to: { name: string; company: string },
  ) => MailText;
  return template(values, to);
}

/** Both parts of a mail. The template library is loaded by the first mail, not by the start of the process. */
export async function renderMail(text: MailText, frame: { company: string; publicUrl: string }): Promise<RenderedMail> {
  const parts = await import("react-email");
  const element = mailLayout(parts, text, frame);
  const html = await parts.render(element);
  return { html, text: parts.toPlainText(html) };
}
