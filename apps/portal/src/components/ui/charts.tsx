import type { ReactNode } from "react";
import { ui } from "~/messages/en/ui";

export interface Point {
  readonly id: string;
  /** What the value belongs to: "18 Mar". */
  readonly label: string;
  /** Plain size for drawing only. */
  readonly size: number;
  /** The exact value in words: "$412.36". */
  readonly text: string;
}

const HEIGHT = 120;

/** Bars as server SVG, the last one labelled; the twin table stands in a `<details>` below. */
export function Bars({ label, points }: { readonly label: string; readonly points: readonly Point[] }) {
  const top = Math.max(1, ...points.map(({ size }) => size));
  const step = 640 / Math.max(1, points.length);
  return (
    <figure>
      <svg
        className="chart"
        viewBox={`0 0 640 ${HEIGHT + 24}`}
        width="100%"
        role="img"
        aria-label={summary(label, points)}
      >
        <line className="gridline" x1="0" x2="640" y1={HEIGHT} y2={HEIGHT} />
        {points.map(({ id, size }, index) => {
          const height = Math.max(1, (Math.max(0, size) / top) * (HEIGHT - 20));
          return (
            <rect
              key={id}
              className={index === points.length - 1 ? "bar-now" : "bar-fill"}
              x={index * step + step * 0.14}
              width={step * 0.72}
              y={HEIGHT - height}
              height={height}
              rx="2"
            />
          );
        })}
        {points.map(({ id, label: text }, index) =>
          points.length <= 10 || index % Math.ceil(points.length / 8) === 0 ? (
            <text key={id} x={index * step + step / 2} y={HEIGHT + 18} textAnchor="middle">
              {text}
            </text>
          ) : null,
        )}
      </svg>
      <TableTwin label={label} points={points} />
    </figure>
  );
}

/** The numbers of a chart as a table. */
export function TableTwin({
  label,
  points,
  children,
}: {
  readonly label: string;
  readonly points: readonly Point[];
  readonly children?: ReactNode;
}) {
  return (
    <details className="sm mt-2">
      <summary className="link w-fit cursor-pointer">{ui.asTable}</summary>
      <table className="tbl mt-2" aria-label={label}>
        <tbody>
          {points.map(({ id, label: text, text: value }) => (
            <tr key={id}>
              <th scope="row">{text}</th>
              <td className="end">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </details>
  );
}

const summary = (label: string, points: readonly Point[]) =>
  `${label}: ${points.map(({ label: text, text: value }) => `${text} ${value}`).join(", ")}`;
