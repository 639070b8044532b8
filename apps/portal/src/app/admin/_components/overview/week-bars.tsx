import { cx } from "~/components/ui/cx";
import { dateText, localDate, moneyText } from "~/components/ui/format";
import { useZones } from "~/components/ui/zones";
import { admin } from "~/messages/en/admin";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";

const words = admin.overview;
const HEIGHT = 120;
const SLOT = 100 / 7;
const DAY_MS = 86_400_000;

interface Day {
  readonly day: string;
  /** Sold on that day; null while it is still to come. */
  readonly minor: bigint | null;
  /** Sold on the same weekday of the week before, the whole day. */
  readonly beforeMinor: bigint;
}

interface Week {
  readonly from: string;
  readonly to: string;
  readonly byDay: readonly { readonly day: string; readonly minor: bigint }[];
  readonly currency: string;
}

/** The days of this week, each beside its day of the week before. Sizes are for drawing, the text is exact. */
export function WeekBars(week: Week) {
  const { company } = useZones();
  const today = localDate(week.to, company);
  const days = daysOf(week, localDate(week.from, company), today);
  return (
    <figure className="week">
      <WeekKey />
      <svg className="chart" width="100%" height={HEIGHT} role="img" aria-label={summary(days, week.currency)}>
        <line className="gridline" x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        <Rects days={days} today={today} currency={week.currency} />
      </svg>
      <ol aria-hidden="true">
        {days.map(({ day }) => (
          <li key={day} className={cx(day === today && "is-now")}>
            {dateText(day, "weekday")}
          </li>
        ))}
      </ol>
      <WeekTable days={days} currency={week.currency} />
    </figure>
  );
}

function WeekKey() {
  return (
    <p className="week-key" aria-hidden="true">
      <i className="was" />
      {words.lastWeek}
      <i />
      {words.thisWeek}
    </p>
  );
}

function Rects({
  days,
  today,
  currency,
}: {
  readonly days: readonly Day[];
  readonly today: string;
  readonly currency: string;
}) {
  const sizes = days.flatMap(({ minor, beforeMinor }) => [minor ?? 0n, beforeMinor]);
  const [top = 1n] = [...sizes, 1n].toSorted((a, b) => (a < b ? 1 : -1));
  const bar = (minor: bigint) => (minor > 0n ? Math.max(2, Number((minor * 1000n) / top) * ((HEIGHT - 8) / 1000)) : 0);
  return days.map(({ day, minor, beforeMinor }, index) => {
    const bars = [
      { id: "was", look: "was-fill", name: daysBefore(day), minor: beforeMinor },
      { id: "now", look: day === today ? "bar-now" : "bar-fill", name: day, minor: minor ?? 0n },
    ];
    return (
      <g key={day}>
        {bars.map(({ id, look, name, minor: sold }, place) => (
          <rect
            key={id}
            className={look}
            x={`${(index + 0.14 + place * 0.37) * SLOT}%`}
            width={`${SLOT * 0.35}%`}
            y={HEIGHT - bar(sold)}
            height={bar(sold)}
            rx="2"
          >
            <title>{`${dateText(name, "weekday")}: ${moneyText(sold, currency)}`}</title>
          </rect>
        ))}
      </g>
    );
  });
}

/** The numbers of the bars. */
function WeekTable({ days, currency }: { readonly days: readonly Day[]; readonly currency: string }) {
  return (
    <details className="sm mt-2">
      <summary className="link w-fit cursor-pointer">{ui.asTable}</summary>
      <table className="tbl mt-2" aria-label={words.week}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col" className="end">
              {words.thisWeek}
            </th>
            <th scope="col" className="end">
              {words.weekBefore}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, minor, beforeMinor }) => (
            <tr key={day}>
              <th scope="row">{dateText(day, "weekday")}</th>
              <td className="end">{minor === null ? admin.none : moneyText(minor, currency)}</td>
              <td className="end">{moneyText(beforeMinor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function daysOf({ byDay }: Week, first: string, today: string): readonly Day[] {
  const sold = new Map(byDay.map(({ day, minor }) => [day, minor]));
  const start = Date.parse(`${first}T00:00Z`);
  return Array.from({ length: 7 }, (_, index) => {
    const day = dateOf(start + index * DAY_MS);
    return {
      day,
      minor: day <= today ? (sold.get(day) ?? 0n) : null,
      beforeMinor: sold.get(daysBefore(day)) ?? 0n,
    };
  });
}

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const daysBefore = (day: string) => dateOf(Date.parse(`${day}T00:00Z`) - 7 * DAY_MS);

const summary = (days: readonly Day[], currency: string) =>
  `${words.week}: ${days
    .map(({ day, minor, beforeMinor }) => {
      const before = moneyText(beforeMinor, currency);
      const label = dateText(day, "weekday");
      return minor === null
        ? say(words.dayToCome, { day: label, before })
        : say(words.dayBeside, { day: label, sold: moneyText(minor, currency), before });
    })
    .join("; ")}`;
