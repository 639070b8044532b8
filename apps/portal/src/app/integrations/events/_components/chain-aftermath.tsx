import { Mail, Send } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Id } from "~/components/ui/id";
import { StatusPill } from "~/components/ui/status-pill";
import { admin } from "~/messages/en/admin";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import type { ChainItem } from "./event-chain";
import type { InboxEvent } from "./event-checks";

const words = integrations.event;

/** E-mails and messages to others: written in the commit, sent after it. */
export function aftermath({ caused: { mails, outboxEvents } }: InboxEvent): ChainItem[] {
  const kinds: Readonly<Record<string, string>> = admin.mail.kinds;
  const items: ChainItem[] = [];
  if (mails.length > 0) {
    const isAccepted = mails.every(({ status }) => status === "sent");
    const isFailed = mails.some(({ status }) => status === "failed");
    items.push({
      id: "mails",
      label: say(words.mails, { count: mails.length }),
      state: isFailed ? "failed" : isAccepted ? "done" : "waiting",
      ms: null,
      icon: Mail,
      children: (
        <ul className="caused-list">
          {mails.map(({ id, kind, recipient, status }) => (
            <li key={id}>
              <Link className="proof" href={`/admin/mail/${id}` as Route}>
                {say(words.mailTo, { kind: kinds[kind] ?? kind, recipient })}
              </Link>
              <StatusPill kind="mail" state={status} />
            </li>
          ))}
        </ul>
      ),
    });
  }
  if (outboxEvents.length > 0) {
    items.push({
      id: "news",
      label: say(words.news, { count: outboxEvents.length }),
      state: "done",
      ms: null,
      icon: Send,
      children: (
        <ul className="caused-list">
          {outboxEvents.map(({ id, type }) => (
            <li key={id}>
              <span className="mono">{type}</span>
              <Id id={id} />
            </li>
          ))}
        </ul>
      ),
    });
  }
  return items;
}
