import { timeOf } from "../gateway/gateway-page.ts";
import { type Html, html } from "../http/html.ts";
import { page } from "../http/page.ts";
import { jsonReply, pageReply, type Reply } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import { Refusal } from "../refusal.ts";
import type { Mail, Mailbox } from "./mailbox.ts";

/** Mail may show its own styles and embedded pictures; it runs nothing and fetches nothing. */
const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");
const SHOWN = 200;

/** The pages and the JSON by which caught mail is read. */
export function mailRoutes(mailbox: Mailbox): readonly Route[] {
  const wanted = (id: string | undefined): Mail => {
    const mail = mailbox.find(id ?? "");
    if (mail === null) throw new Refusal(404, "mail_not_found", "This mail is not here. The last 1,000 are kept.");
    return mail;
  };
  return [
    {
      method: "GET",
      path: "/mail",
      handle: () => pageReply(page({ title: "Mail · Sandbox", at: "mail", content: listOf(mailbox.list()) })),
    },
    {
      method: "GET",
      path: "/mail.json",
      handle: ({ url: { searchParams } }) =>
        jsonReply(mailbox.list({ to: searchParams.get("to"), messageId: searchParams.get("messageId") })),
    },
    { method: "DELETE", path: "/mail.json", handle: () => jsonReply({ deleted: mailbox.empty() }) },
    {
      method: "GET",
      path: "/mail/:id",
      handle({ params }) {
        const mail = wanted(params.id);
        return pageReply(
          page({ title: `${mail.subject || "(no subject)"} · Mail`, at: "mail", content: mailOf(mail) }),
        );
      },
    },
    { method: "GET", path: "/mail/:id/html", handle: ({ params }) => htmlPartOf(wanted(params.id)) },
  ];
}

function htmlPartOf({ html: part }: Mail): Reply {
  if (part === null) throw new Refusal(404, "no_html_part", "This mail has no HTML part.");
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": MAIL_POLICY },
    // Links open beside the mail: the portal's pages refuse to be shown inside a frame.
    body: part.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`),
  };
}

function listOf(mails: readonly Mail[]): Html {
  if (mails.length === 0) {
    return html`<h1>Mail</h1><p>No mail has been caught yet. What the portal sends by SMTP appears here, and
nowhere else.</p>`;
  }
  const rows = mails.slice(0, SHOWN).map(
    ({ id, receivedAt, subject, to }) => html`<tr>
<td>${timeOf(receivedAt)}</td><td>${to.join(", ")}</td>
<td><a href="/mail/${id}">${subject || "(no subject)"}</a></td>
</tr>`,
  );
  return html`<h1>Mail</h1>
<p class="muted">The ${rows.length} newest of ${mails.length} messages. None of them has left this machine.
<a href="/mail">Read again</a></p>
<div class="wide" role="region" aria-label="Messages" tabindex="0"><table>
<thead><tr><th scope="col">Caught</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function mailOf(mail: Mail): Html {
  const { id, subject, from, to, receivedAt, text, attachments, headers } = mail;
  const frame = html`<iframe title="HTML part of the mail" src="/mail/${id}/html"
sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  const files = attachments.map(
    ({ name, contentType, bytes }) => html`<li>${name}, ${contentType}, ${bytes} bytes</li>`,
  );
  return html`<p><a href="/mail">All mail</a></p>
<h1>${subject || "(no subject)"}</h1>
<dl class="facts"><dt>From</dt><dd>${from}</dd><dt>To</dt><dd>${to.join(", ")}</dd>
<dt>Caught</dt><dd>${timeOf(receivedAt)}</dd></dl>
${mail.html === null ? html`<p class="muted">This mail has no HTML part.</p>` : frame}
<h2>Plain text</h2><pre tabindex="0">${text || "(empty)"}</pre>
${files.length > 0 && html`<h2>Attachments</h2><ul>${files}</ul>`}
<h2>Headers</h2><pre tabindex="0">${headers.map(({ name, value }) => html`${name}: ${value}\n`)}</pre>`;
}
