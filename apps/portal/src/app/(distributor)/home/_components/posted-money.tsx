"use client";

import type { Route } from "next";
import { Delta } from "~/components/ui/delta";
import { periodName } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import type { MoneyView, PeriodView } from "~/components/views";
import { home } from "~/messages/en/home";
import { say } from "~/messages/say";
import { CountUp } from "./count-up";

export interface Summary {
  readonly earned: MoneyView;
  readonly byState: Readonly<Record<"pending" | "available" | "inPayout" | "paid" | "reversed" | "owed", bigint>>;
  readonly sameDayLastPeriod: bigint | null;
  readonly postedByDay: readonly { readonly day: string; readonly minor: bigint }[];
  readonly lastPeriodByDay: readonly { readonly day: string; readonly minor: bigint }[];
  readonly lineCount: number;
}

const STATES = [
  { id: "paid", key: "paid", look: "sp-paid", label: home.paid, note: home.paidNote },
  { id: "in_payout", key: "inPayout", look: "sp-transit", label: home.inPayout, note: home.inPayoutNote },
  { id: "available", key: "available", look: "sp-available", label: home.available, note: home.availableNote },
  { id: "pending", key: "pending", look: "sp-pending", label: home.pending, note: home.pendingNote },
] as const;

/** What the ledger holds of the period: one figure, its difference, and where it stands. */
export function PostedMoney({
  summary: { earned, byState, sameDayLastPeriod },
  period,
  before,
}: {
  readonly summary: Summary;
  readonly period: PeriodView;
  readonly before: PeriodView | undefined;
}) {
  const { currency } = earned;
  const shown = STATES.filter(({ key }) => key !== "inPayout" || byState.inPayout !== 0n);
  return (
    <div className="posted">
      <div className="label">{say(home.earnedIn, { period: periodName(period) })}</div>
      <span data-figure="earned">
        <CountUp minor={earned.minor} currency={currency} />
      </span>
      {sameDayLastPeriod !== null && before ? (
        <Delta
          minor={earned.minor - sameDayLastPeriod}
          currency={currency}
          against={say(home.against, { period: periodName(before) })}
        />
      ) : null}
      <SplitBar parts={shown.map(({ id, key, look }) => ({ id, look, minor: byState[key] }))} />
      <dl className="three">
        {shown.map(({ id, key, look, label, note }) => (
          <div key={id}>
            <dt>
              <svg className="key" viewBox="0 0 8 8" aria-hidden="true">
                <Swatch />
                <rect className={look} width="8" height="8" rx="2" />
              </svg>
              {label}
            </dt>
            <dd>
              <Money
                minor={byState[key]}
                currency={currency}
                href={`/earnings?period=${encodeURIComponent(period.id)}&state=${id}` as Route}
              />
              <span className="xs">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The states as one bar: solid, lighter, hatched, so that they survive greyscale. The words stand below. */
function SplitBar({
  parts,
}: {
  readonly parts: readonly { readonly id: string; readonly look: string; readonly minor: bigint }[];
}) {
  const positive = parts.filter(({ minor }) => minor > 0n);
  const total = positive.reduce((sum, { minor }) => sum + minor, 0n);
  let from = 0;
  return (
    <svg className="split" height="8" aria-hidden="true">
      <Swatch />
      {total === 0n ? <rect className="sp-none" width="100%" height="8" rx="2" /> : null}
      {positive.map(({ id, look, minor }) => {
        const x = from;
        const width = Number((minor * 10_000n) / total) / 100;
        from += width;
        return <rect key={id} className={look} x={`${x}%`} width={`${width}%`} height="8" rx="2" />;
      })}
    </svg>
  );
}

const Swatch = () => (
  <defs>
    <pattern
      id="hatch"
      className="hatch"
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="5" height="5" />
      <line x1="0" x2="0" y1="0" y2="5" />
    </pattern>
  </defs>
);
