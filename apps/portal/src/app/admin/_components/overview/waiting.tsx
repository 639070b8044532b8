import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Facts } from "~/components/ui/sums";
import { admin } from "~/messages/en/admin";
import { approvals as approvalWords } from "~/messages/en/approvals";
import { ageText } from "../age";
import type { Outputs } from "../outputs";

const words = admin.overview;
type Overview = Outputs["reports"]["overview"];

/** What waits for a person; each number leads to the list that it counts. */
export function Waiting({
  waiting,
  approvals,
  frozen,
}: {
  readonly waiting: Overview["waiting"];
  readonly frozen: Overview["frozen"];
  readonly approvals: number;
}) {
  const { unmatched, held, dead, failedMails } = waiting;
  const items: readonly { label: string; count: number; href: string; isBad?: boolean }[] = [
    {
      label: words.frozen,
      count: frozen.reduce((sum, { rows }) => sum + rows, 0),
      href: "/admin/reconciliation",
      isBad: true,
    },
    { label: approvalWords.tile, count: approvals, href: "/admin/approvals" },
    { label: words.unmatched, count: unmatched, href: "/integrations/events?status=unmatched" },
    { label: words.held, count: held, href: "/integrations/events?status=held" },
    { label: words.dead, count: dead, href: "/integrations/events?status=dead", isBad: true },
    { label: words.failedMails, count: failedMails, href: "/admin/mail?status=failed", isBad: true },
  ];
  const open = items.filter(({ count }) => count > 0);
  return (
    <section>
      <SectionHead title={words.waiting} />
      {open.length === 0 ? (
        <p className="sm muted">{words.nothing}</p>
      ) : (
        <ul className="waiting">
          {open.map(({ label, count, href, isBad }) => (
            <li key={label}>
              <Link className="row-link" href={href as Route}>
                {label}
              </Link>
              <span className={isBad ? "num neg" : "num"}>{countText(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** How far behind the processing is. */
export function Queue({
  queue: { received, oldestAgeSeconds, lastProcessedAt },
}: {
  readonly queue: Overview["queue"];
}) {
  return (
    <section>
      <SectionHead title={words.queue}>
        <Link className="link" href="/admin/health">
          {admin.health.title}
        </Link>
      </SectionHead>
      <Facts
        rows={[
          { id: "queued", label: words.queued, value: countText(received) },
          { id: "oldest", label: words.oldest, value: received > 0 ? ageText(oldestAgeSeconds) : admin.none },
          {
            id: "last",
            label: words.last,
            value: lastProcessedAt ? <Instant at={lastProcessedAt} style="short" /> : words.never,
          },
        ]}
      />
    </section>
  );
}
