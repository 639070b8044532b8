"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { SectionHead } from "~/components/shell/page-head";
import { CodeBlock } from "~/components/ui/code-block";
import { Id } from "~/components/ui/id";
import { Instant } from "~/components/ui/instant";
import { StatusPill } from "~/components/ui/status-pill";
import { Facts } from "~/components/ui/sums";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";

const words = admin.mail;
type Mail = Outputs["mail"]["get"];

/** Who got it, why, how it was taken, and what it says. */
export function MailDetail({ mailId }: { readonly mailId: string }) {
  const trpc = useTRPC();
  const { data: mail } = useSuspenseQuery(trpc.mail.get.queryOptions({ mailId }));
  const query = useSearchParams().toString();
  return (
    <article className="detail" aria-label={mail.subject}>
      <Link className="crumb only-narrow" href={`/admin/mail${query ? `?${query}` : ""}` as Route}>
        <ChevronLeft className="i i14" aria-hidden="true" />
        {words.title}
      </Link>
      <header className="head">
        <div className="min-w-0">
          <h2 className="!text-20">{mail.subject}</h2>
          <p className="sub sm">{words.kinds[mail.kind]}</p>
        </div>
        <span className="right">
          <StatusPill kind="mail" state={mail.status} isTag />
        </span>
      </header>
      <Facts rows={factsOf(mail)} />
      <section>
        <SectionHead title={words.html} />
        <iframe
          key={`${mail.id} ${mail.status}`}
          className="mail-frame"
          title={say(words.frame, { subject: mail.subject })}
          src={`/admin/mail/${mail.id}/html`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          loading="lazy"
        />
      </section>
      <section>
        <CodeBlock text={mail.text} label={words.text} />
      </section>
    </article>
  );
}

function factsOf({
  recipient,
  recipientName,
  personId,
  causeId,
  createdAt,
  sentAt,
  attempts,
  lastError,
  messageId,
}: Mail) {
  const rows = [
    {
      id: "to",
      label: words.to,
      value: (
        <>
          {personId.startsWith("dst_") ? (
            <Link className="proof" href={`/admin/people/${personId}` as Route}>
              <bdi>{recipientName}</bdi>
            </Link>
          ) : (
            <bdi>{recipientName}</bdi>
          )}{" "}
          <span className="muted">
            <bdi>{recipient}</bdi>
          </span>
        </>
      ),
    },
    { id: "cause", label: words.cause, value: <Id id={causeId} {...causeHref(causeId)} /> },
    { id: "created", label: words.created, value: <Instant at={createdAt} style="full" /> },
    {
      id: "sent",
      label: words.sent,
      value: (
        <>
          {sentAt ? <Instant at={sentAt} style="full" /> : words.notSent}{" "}
          <span className="muted">{say(words.attempts, { count: attempts })}</span>
        </>
      ),
    },
    lastError ? { id: "error", label: words.error, value: <span className="neg">{lastError}</span> } : null,
    messageId ? { id: "message", label: words.messageId, value: <span className="mono">{messageId}</span> } : null,
  ];
  return rows.filter((row) => row !== null);
}

/** Where the cause of a mail can be looked at. */
function causeHref(causeId: string): { readonly href?: Route } {
  if (causeId.startsWith("ibx_")) return { href: `/integrations/events/${causeId}` as Route };
  if (causeId.startsWith("ord_")) return { href: `/admin/orders/${causeId}` as Route };
  if (causeId.startsWith("dst_")) return { href: `/admin/people/${causeId}` as Route };
  return {};
}
