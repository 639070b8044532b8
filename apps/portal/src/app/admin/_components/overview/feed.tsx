import { CircleAlert, CircleCheck, Lock, type LucideIcon, Undo2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Sentence } from "~/components/ui/sentence";
import { EmptyState } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import type { Outputs } from "../outputs";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  "feed.order.paid": CircleCheck,
  "feed.order.part_refunded": Undo2,
  "feed.order.refunded": Undo2,
  "feed.order.held": Lock,
};

/** The newest paid orders, as they arrive. */
export function Feed({ rows }: { readonly rows: Outputs["reports"]["overview"]["feed"] }) {
  if (rows.length === 0) return <EmptyState>{admin.overview.feedEmpty}</EmptyState>;
  return (
    <ol className="feed">
      {rows.map(({ id, at, title, amount, href }) => {
        const Icon = ICONS[title.key] ?? CircleAlert;
        return (
          <li key={id}>
            <span className="ico">
              <Icon className="i" aria-hidden="true" />
            </span>
            <div className="min-w-0">
              <Link className="t row-link" href={href as Route}>
                <Sentence parts={title} isPlain />
              </Link>
              <div className="s">{at ? <Instant at={at} style="short" /> : null}</div>
            </div>
            <div className="r">
              <Money {...amount} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
