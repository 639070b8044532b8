import type { LucideIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { dateText, localDate } from "./format";
import { Instant } from "./instant";

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** At the end side: an amount, a state. */
  readonly end?: ReactNode;
  readonly href?: Route | undefined;
}

/** Merged sources in one order, newest first, with day heads and the quiet days between them. */
export function Timeline({ entries, zone }: { readonly entries: readonly TimelineEntry[]; readonly zone: string }) {
  let lastDay: string | null = null;
  return (
    <ol className="tl">
      {entries.flatMap((entry) => {
        const day = localDate(entry.at, zone);
        const isNewDay = day !== lastDay;
        const quiet = isNewDay && lastDay ? daysBetween(day, lastDay) - 1 : 0;
        lastDay = day;
        return [
          quiet > 1 ? (
            <li key={`${entry.id}-gap`} className="tl-gap">
              {say(ui.quietDays, { count: quiet })}
            </li>
          ) : null,
          isNewDay ? (
            <li key={`${entry.id}-day`} className="tl-day">
              {dateText(day, "long")}
            </li>
          ) : null,
          <Entry key={entry.id} {...entry} />,
        ];
      })}
    </ol>
  );
}

function Entry({ at, icon: Icon, title, note, end, href }: TimelineEntry) {
  return (
    <li className="tl-e">
      <Instant at={at} style="time" />
      <Icon className="i" aria-hidden="true" />
      <div>
        {href ? (
          <Link className="row-link" href={href}>
            {title}
          </Link>
        ) : (
          title
        )}
        {note ? <div className="s">{note}</div> : null}
      </div>
      <div className="end">{end}</div>
    </li>
  );
}

function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00Z`) - Date.parse(`${earlier}T00:00Z`)) / 86_400_000);
}
