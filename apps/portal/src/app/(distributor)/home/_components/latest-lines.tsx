"use client";

import { type LucideIcon, Repeat, ShoppingCart, Sparkles, Undo2, Users } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { lineTitle } from "~/components/explain/line-proof";
import { SectionHead } from "~/components/shell/page-head";
import { useAnnounce } from "~/components/ui/announcer";
import { moneySpoken, periodName } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import type { EarningRow, PeriodView } from "~/components/views";
import { home } from "~/messages/en/home";
import { say } from "~/messages/say";
import { sourceOf } from "../../earnings/_components/day-groups";

/** The last lines of the period; one that arrives while the page is open is marked and announced once. */
export function LatestLines({ rows, period }: { readonly rows: readonly EarningRow[]; readonly period: PeriodView }) {
  const fresh = useFresh(rows);
  return (
    <section className="o4" aria-label={home.latest}>
      <SectionHead title={home.latest}>
        <Link className="link" href={`/earnings?period=${encodeURIComponent(period.id)}` as Route}>
          {home.all}
        </Link>
      </SectionHead>
      {rows.length === 0 ? (
        <EmptyState>{say(home.empty, { period: periodName(period) })}</EmptyState>
      ) : (
        <ul className="feed">
          {rows.map((row) => (
            <Line key={row.id} row={row} isNew={fresh.has(row.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ row, isNew }: { readonly row: EarningRow; readonly isNew: boolean }) {
  const { id, amount, state, effectiveAt, order, isEstimate, reverses } = row;
  const Icon = iconOf(row);
  return (
    <li className={isNew ? "new" : undefined}>
      <span className="ico">
        <Icon className="i" aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <div className="t">
          <Link className="row-link" href={`/earnings/${encodeURIComponent(id)}` as Route}>
            {lineTitle(row)}
          </Link>
        </div>
        <div className="s">
          {isNew ? home.justNow : <Instant at={effectiveAt} />}
          {[order?.number, sourceOf(row)].filter(Boolean).map((text) => (
            <span key={text}> · {text}</span>
          ))}
        </div>
      </div>
      <div className="r">
        <Money {...amount} isSigned isEstimate={isEstimate} tone="sign" />
        <StatusPill kind="money" state={isEstimate ? "estimated" : reverses ? "reversed" : state} />
      </div>
    </li>
  );
}

function iconOf({ bonusId, amount, reverses }: EarningRow): LucideIcon {
  if (reverses || amount.minor < 0n) return Undo2;
  if (bonusId.includes("retail") || bonusId.includes("customer")) return ShoppingCart;
  if (bonusId.includes("fast")) return Sparkles;
  return bonusId.includes("unilevel") || bonusId.includes("team") ? Users : Repeat;
}

/** The ids that were not there when the page was first shown. */
function useFresh(rows: readonly EarningRow[]): ReadonlySet<string> {
  const known = useRef<Set<string> | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const announce = useAnnounce();
  useEffect(() => {
    if (known.current === null) {
      known.current = new Set(rows.map(({ id }) => id));
      return;
    }
    const seen = known.current;
    const added = rows.filter(({ id }) => !seen.has(id));
    if (added.length === 0) return;
    for (const { id } of added) seen.add(id);
    setFresh(new Set(added.map(({ id }) => id)));
    const sum = added.reduce((total, { amount }) => total + amount.minor, 0n);
    const currency = added[0]?.amount.currency ?? "USD";
    if (sum < 0n) announce(say(home.takenBack, { amount: moneySpoken(-sum, currency) }));
    else announce(say(home.newEarnings, { count: added.length, amount: moneySpoken(sum, currency) }));
  }, [rows, announce]);
  return fresh;
}
