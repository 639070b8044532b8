import { cx } from "./cx";

/** One to six bars and the name. The number of bars carries the meaning; a provisional rank is drawn in outline. */
export function RankMark({
  bars,
  name,
  of = 6,
  isProvisional,
  isQuiet,
}: {
  readonly bars: number;
  readonly name: string;
  readonly of?: number | undefined;
  readonly isProvisional?: boolean | undefined;
  /** Draws the bars only; the name stands beside it already. */
  readonly isQuiet?: boolean | undefined;
}) {
  const heights = Array.from({ length: of }, (_, index) => 5 + (index * 9) / Math.max(1, of - 1));
  return (
    <span className="rank">
      <svg
        className={cx("rk", `rk-${Math.min(bars, 6)}`, isProvisional && "rk-open")}
        viewBox={`0 0 ${of * 4 - 1} 14`}
        width={of * 4 - 1}
        height="14"
        aria-hidden="true"
      >
        {heights.map((height, index) => {
          const isOutlined = isProvisional && index < bars;
          const inset = isOutlined ? 0.5 : 0;
          return (
            <rect
              key={height}
              className={index < bars ? "on" : undefined}
              x={index * 4 + inset}
              y={14 - height + inset}
              width={3 - 2 * inset}
              height={height - 2 * inset}
              rx={isOutlined ? 0.5 : 1}
            />
          );
        })}
      </svg>
      {isQuiet ? <span className="vh">{name}</span> : <bdi>{name}</bdi>}
    </span>
  );
}
