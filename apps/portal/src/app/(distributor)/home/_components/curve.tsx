import { dateText } from "~/components/ui/format";

const LEFT = 56;
const TOP = 14;
const FLOOR = 152;

export interface DayTotal {
  /** Local date. */
  readonly day: string;
  readonly minor: bigint;
}

/** Two curves on one scale, as server SVG; `width` is that of the drawing, so that its words keep their size. */
export function Curve({
  now,
  was,
  width,
  text,
  label,
}: {
  readonly now: readonly DayTotal[];
  readonly was: readonly DayTotal[];
  readonly width: number;
  readonly text: (minor: bigint) => string;
  readonly label: string;
}) {
  const days = Math.max(now.length, was.length, 28);
  const top = niceTop([...now, ...was].reduce((most, { minor }) => (minor > most ? minor : most), 100n));
  const x = (index: number) => LEFT + (index * (width - LEFT - 10)) / (days - 1);
  const y = (minor: bigint) => FLOOR - (Number((minor * 1000n) / top) / 1000) * (FLOOR - TOP);
  const path = (list: readonly DayTotal[]) =>
    list.map(({ minor }, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(minor).toFixed(1)}`).join("");
  const last = now.length - 1;
  const total = now[last]?.minor ?? 0n;
  const isNearStart = x(last) < 140;
  // The label stands above the highest point of the curve before it, so that it never lies on the line.
  const peak = now.slice(-8).toSorted((a, b) => (a.minor > b.minor ? -1 : 1))[0]?.minor ?? total;
  return (
    <svg className="chart" viewBox={`0 0 ${width} 176`} width="100%" role="img" aria-label={label}>
      {[0n, top / 2n, top].map((minor) => (
        <g key={String(minor)}>
          <line className="gridline" x1={LEFT} x2={width - 10} y1={y(minor)} y2={y(minor)} />
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
        x={isNearStart ? x(last) + 10 : x(last) - 10}
        y={y(peak) - 10}
        textAnchor={isNearStart ? "start" : "end"}
      >
        {text(total)}
      </text>
      {Array.from({ length: days }, (_, index) => index)
        .filter((index) => index % 7 === 0)
        .map((index) => (
          <text key={index} x={x(index)} y="172" textAnchor={index === 0 ? "start" : "middle"}>
            {index === 0 ? dateText(now[0]?.day ?? "2000-01-01") : index + 1}
          </text>
        ))}
    </svg>
  );
}

/** The next round amount above: 1, 2 or 5 times a power of ten. */
function niceTop(most: bigint): bigint {
  let unit = 100n;
  while (unit * 10n < most) unit *= 10n;
  return [unit, unit * 2n, unit * 5n].find((top) => top >= most) ?? unit * 10n;
}
