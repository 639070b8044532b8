"use client";

import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Fragment } from "react";
import { lineTitle } from "~/components/explain/line-proof";
import { instantText, localDate, zoneName } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { StatusPill } from "~/components/ui/status-pill";
import { useZones } from "~/components/ui/zones";
import type { EarningRow } from "~/components/views";
import { earnings } from "~/messages/en/earnings";
import { statusWord } from "~/messages/en/status";
import { say } from "~/messages/say";

export interface Totals {
  readonly count: number;
  readonly minor: bigint;
}

/** Lines under the company's days, newest first; the sum of all of them stands below. */
export function DayGroups({
  rows,
  selectedId,
  total,
}: {
  readonly rows: readonly EarningRow[];
  readonly selectedId: string | null;
  readonly total: Totals | undefined;
}) {
  const { company, reader } = useZones();
  const days = Map.groupBy(rows, ({ effectiveAt }) => localDate(effectiveAt, company));
  const currency = rows[0]?.amount.currency ?? "USD";
  return (
    <ul>
      {[...days].map(([day, lines]) => (
        <Fragment key={day}>
          <li className="day">
            {lines[0]?.isEstimate ? (
              <span>{statusWord("money", "estimated").label}</span>
            ) : (
              <Day on={day} style="weekday" />
            )}
            <Money minor={moneyOf(lines)} currency={currency} tone="muted" />
          </li>
          {lines.map((line) => (
            <Line key={line.id} line={line} isHere={line.id === selectedId} zone={company} />
          ))}
        </Fragment>
      ))}
      {total ? (
        <li className="day day-total">
          <span>{say(earnings.total, { count: total.count })}</span>
          <Money minor={total.minor} currency={currency} isEstimate={rows[0]?.isEstimate} />
        </li>
      ) : null}
      {company === reader ? null : (
        <li className="day-note xs muted">{say(earnings.companyDays, { zone: zoneName(company) })}</li>
      )}
    </ul>
  );
}

const moneyOf = (lines: readonly EarningRow[]): bigint =>
  lines.reduce((sum, { amount, settle }) => (settle === "credit" ? sum : sum + amount.minor), 0n);

function Line({ line, isHere, zone }: { readonly line: EarningRow; readonly isHere: boolean; readonly zone: string }) {
  const { id, amount, state, effectiveAt, order, isEstimate, reverses } = line;
  const query = useSearchParams().toString();
  return (
    <li>
      <Link
        className="ln"
        href={`/earnings/${encodeURIComponent(id)}${query ? `?${query}` : ""}` as Route}
        scroll={false}
        aria-current={isHere ? "true" : undefined}
      >
        <div className="min-w-0">
          <div className="t">{lineTitle(line)}</div>
          <div className="s">
            {[isEstimate ? null : instantText(effectiveAt, zone, "time"), order?.number, sourceOf(line)]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </div>
        <div className="r">
          <Money {...amount} isSigned isEstimate={isEstimate} tone="sign" />
          <StatusPill kind="money" state={isEstimate ? "estimated" : reverses ? "reversed" : state} />
        </div>
      </Link>
    </li>
  );
}

/** Who it came from, in as many words as fit on the second line. */
export function sourceOf({ from, buyerKind }: EarningRow): string | null {
  if (from) return from.name;
  return buyerKind === "customer" ? earnings.customer : null;
}
