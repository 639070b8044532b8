import { cx } from "./cx";

/** Exact share of `need` that `have` covers, 0 to 100, in hundredths of a percent; display only. */
export function shareOf(have: bigint, need: bigint): number {
  if (need <= 0n) return 100;
  if (have <= 0n) return 0;
  return have >= need ? 100 : Number((have * 10000n) / need) / 100;
}

/** A bar without a meaning of its own: the words beside it say the numbers. */
export function Meter({
  percent,
  label,
  tone = "rank",
}: {
  readonly percent: number;
  readonly label: string;
  readonly tone?: "rank" | "done" | "plain" | undefined;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native meter colours itself by thresholds; this one means nothing by colour
    <svg
      className={cx("meter", tone !== "rank" && `meter-${tone}`)}
      height="6"
      role="meter"
      aria-valuenow={Math.round(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={label}
      aria-label={label}
    >
      <rect width={`${Math.max(0, Math.min(100, percent))}%`} height="6" rx="3" />
    </svg>
  );
}
