"use client";

import { SectionHead } from "~/components/shell/page-head";
import { TableTwin } from "~/components/ui/charts";
import { dateText, moneyText } from "~/components/ui/format";
import type { PeriodView } from "~/components/views";
import { home } from "~/messages/en/home";
import { Curve, type DayTotal } from "./curve";
import type { Summary } from "./posted-money";

const MOST_DAYS = 100;

/** The posted amounts of the period, added up day by day, over those of the period before. */
export function RunningTotal({
  summary: { earned, postedByDay, lastPeriodByDay },
  period,
  before,
  today,
}: {
  readonly summary: Summary;
  readonly period: PeriodView;
  readonly before: PeriodView | undefined;
  /** The company's local date; an open period is drawn up to it. */
  readonly today: string;
}) {
  const now = running(postedByDay, period.status === "open" ? today : undefined);
  const was = running(lastPeriodByDay);
  if (now.length < 2) return null;
  const text = (minor: bigint) => moneyText(minor, earned.currency);
  const curve = { now, was, text, label: `${home.chartLabel}: ${text(now.at(-1)?.minor ?? 0n)}` };
  return (
    <section className="o5" aria-label={home.chart}>
      <SectionHead title={home.chart}>
        <span className="legend">
          <span>
            <i />
            {period.label}
          </span>
          {before && was.length > 0 ? (
            <span>
              <i className="d" />
              {before.label}
            </span>
          ) : null}
        </span>
      </SectionHead>
      <span className="only-wide">
        <Curve {...curve} width={640} />
      </span>
      <span className="only-phone">
        <Curve {...curve} width={328} />
      </span>
      <TableTwin
        label={home.chartLabel}
        points={now.map(({ day, minor }) => ({ id: day, label: dateText(day), size: 0, text: text(minor) }))}
      />
    </section>
  );
}

/** Sums from the first of the month to `until`, or to the last posting; a day without one keeps the sum before it. */
function running(days: readonly DayTotal[], until?: string): DayTotal[] {
  const first = days[0]?.day;
  const last = until ?? days.at(-1)?.day;
  if (!first || !last) return [];
  const minorOf = new Map(days.map(({ day, minor }) => [day, minor]));
  const all: DayTotal[] = [];
  let sum = 0n;
  for (let day = `${first.slice(0, 8)}01`; day <= last && all.length < MOST_DAYS; day = nextDay(day)) {
    sum += minorOf.get(day) ?? 0n;
    all.push({ day, minor: sum });
  }
  return all;
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
