import { TableTwin } from "~/components/ui/charts";
import { cx } from "~/components/ui/cx";
import { dateText, localDate, moneyText } from "~/components/ui/format";
import { useZones } from "~/components/ui/zones";
import { admin } from "~/messages/en/admin";

const HEIGHT = 120;
const SLOT = 100 / 7;

/** The seven days of the week from `from`; days to come are empty places. Sizes are for drawing, the text is exact. */
export function WeekBars({
  from,
  to,
  byDay,
  currency,
}: {
  readonly from: string;
  readonly to: string;
  readonly byDay: readonly { readonly day: string; readonly minor: bigint }[];
  readonly currency: string;
}) {
  const { company } = useZones();
  const today = localDate(to, company);
  const sold = new Map(byDay.map(({ day, minor }) => [day, minor]));
  const days = weekFrom(localDate(from, company)).map((day) => ({ day, minor: sold.get(day) ?? 0n }));
  const [top = 1n] = [...days.map(({ minor }) => minor), 1n].toSorted((a, b) => (a < b ? 1 : -1));
  const points = days
    .filter(({ day }) => day <= today)
    .map(({ day, minor }) => ({
      id: day,
      label: dateText(day, "weekday"),
      size: Number(minor),
      text: moneyText(minor, currency),
    }));
  return (
    <figure className="week">
      <svg
        className="chart"
        width="100%"
        height={HEIGHT}
        role="img"
        aria-label={`${admin.overview.week}: ${points.map(({ label, text }) => `${label} ${text}`).join(", ")}`}
      >
        <line className="gridline" x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {days.map(({ day, minor }, index) => {
          const height = minor > 0n ? Math.max(2, Number((minor * 1000n) / top) * ((HEIGHT - 8) / 1000)) : 0;
          return (
            <rect
              key={day}
              className={day === today ? "bar-now" : "bar-fill"}
              x={`${index * SLOT + SLOT * 0.14}%`}
              width={`${SLOT * 0.72}%`}
              y={HEIGHT - height}
              height={height}
              rx="2"
            >
              <title>{`${dateText(day, "weekday")}: ${moneyText(minor, currency)}`}</title>
            </rect>
          );
        })}
      </svg>
      <ol aria-hidden="true">
        {days.map(({ day }) => (
          <li key={day} className={cx(day === today && "is-now")}>
            {dateText(day, "weekday")}
          </li>
        ))}
      </ol>
      <TableTwin label={admin.overview.week} points={points} />
    </figure>
  );
}

function weekFrom(first: string): string[] {
  const start = Date.parse(`${first}T00:00Z`);
  return Array.from({ length: 7 }, (_, index) => new Date(start + index * 86_400_000).toISOString().slice(0, 10));
}
