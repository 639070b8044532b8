"use client";

import { SectionHead } from "~/components/shell/page-head";
import { TableTwin } from "~/components/ui/charts";
import { dateText, moneyText } from "~/components/ui/format";
import type { PeriodView } from "~/components/views";
import { home } from "~/messages/en/home";
import type { Summary } from "./posted-money";

const WIDTH = 640;
const LEFT = 56;
const TOP = 14;
const FLOOR = 152;
const MOST_DAYS = 100;

interface Day {
  readonly day: string;
  readonly minor: bigint;
}

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
  const days = Math.max(now.length, was.length, 28);
  const top = niceTop([...now, ...was].reduce((most, { minor }) => (minor > most ? minor : most), 100n));
  const x = (index: number) => LEFT + (index * (WIDTH - LEFT - 10)) / (days - 1);
  const y = (minor: bigint) => FLOOR - (Number((minor * 1000n) / top) / 1000) * (FLOOR - TOP);
  const path = (list: readonly Day[]) =>
    list.map(({ minor }, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(minor).toFixed(1)}`).join("");
  const last = now.length - 1;
  const total = now[last]?.minor ?? 0n;
  const text = (minor: bigint) => moneyText(minor, earned.currency);
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
      <svg
        className="chart"
        viewBox={`0 0 ${WIDTH} 176`}
        width="100%"
        role="img"
        aria-label={`${home.chartLabel}: ${text(total)}`}
      >
        {[0n, top / 2n, top].map((minor) => (
          <g key={String(minor)}>
            <line className="gridline" x1={LEFT} x2={WIDTH - 10} y1={y(minor)} y2={y(minor)} />
            <text x={LEFT - 8} y={y(minor) + 4} textAnchor="end">
              {text(minor).replace(/\.00$/, "")}
            </text>
          </g>
        ))}
        <path className="area" d={`${path(now)}L${x(last).toFixed(1)} ${FLOOR}L${LEFT} ${FLOOR}Z`} />
        {was.length > 1 ? <path className="was" d={path(was)} /> : null}
        <path className="now" d={path(now)} />
        <circle className="dot" cx={x(last)} cy={y(total)} r="5" />
        <text
          className="lab"
          x={x(last) < 140 ? x(last) + 10 : x(last) - 10}
          y={y(total) - 10}
          textAnchor={x(last) < 140 ? "start" : "end"}
        >
          {text(total)}
        </text>
        {(now.length > was.length ? now : was).map(({ day }, index) =>
          index % 7 === 0 ? (
            <text key={day} x={x(index)} y="172" textAnchor={index === 0 ? "start" : "middle"}>
              {index === 0 ? dateText(now[0]?.day ?? day) : index + 1}
            </text>
          ) : null,
        )}
      </svg>
      <TableTwin
        label={home.chartLabel}
        points={now.map(({ day, minor }) => ({ id: day, label: dateText(day), size: 0, text: text(minor) }))}
      />
    </section>
  );
}

/** Sums from the first of the month to `until`, or to the last posting; a day without one keeps the sum before it. */
function running(days: readonly Day[], until?: string): Day[] {
  const first = days[0]?.day;
  const last = until ?? days.at(-1)?.day;
  if (!first || !last) return [];
  const minorOf = new Map(days.map(({ day, minor }) => [day, minor]));
  const all: Day[] = [];
  let sum = 0n;
  for (let day = `${first.slice(0, 8)}01`; day <= last && all.length < MOST_DAYS; day = nextDay(day)) {
    sum += minorOf.get(day) ?? 0n;
    all.push({ day, minor: sum });
  }
  return all;
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The next round amount above: 1, 2 or 5 times a power of ten. */
function niceTop(most: bigint): bigint {
  let unit = 100n;
  while (unit * 10n < most) unit *= 10n;
  return [unit, unit * 2n, unit * 5n].find((top) => top >= most) ?? unit * 10n;
}
