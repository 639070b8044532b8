import { Check, CircleDashed, type LucideIcon, X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { millisecondsText } from "./format";

export interface Stage {
  readonly id: string;
  readonly label: ReactNode;
  readonly state: "done" | "waiting" | "failed";
  /** Milliseconds since the first stage; null while it waits. */
  readonly ms: number | null;
  readonly note?: ReactNode;
  readonly icon?: LucideIcon | undefined;
  /** Draws the dashed line under it: the sender is free from here. */
  readonly isAnswer?: boolean | undefined;
}

const ICON = { done: Check, waiting: CircleDashed, failed: X } as const;
const TONE = { done: undefined, waiting: "wait", failed: "neg" } as const;

/** Stages with bars whose lengths are the measured times; each bar starts where the one before it ended. */
export function Pipeline({ label, stages }: { readonly label: string; readonly stages: readonly Stage[] }) {
  const end = Math.max(1, ...stages.map(({ ms }) => ms ?? 0));
  let from = 0;
  let isAfterAnswer = false;
  return (
    <ol className="fall" aria-label={label}>
      {stages.map((stage) => {
        const start = from;
        if (stage.ms !== null) from = Math.max(from, stage.ms);
        const className = cx(isAfterAnswer && "after", stage.isAnswer && "ans-before");
        isAfterAnswer ||= stage.isAnswer === true;
        const Icon = stage.icon ?? ICON[stage.state];
        return (
          <li key={stage.id} className={className}>
            <span className={cx("name", TONE[stage.state])}>
              <Icon className={cx("i", TONE[stage.state])} aria-hidden="true" />
              {stage.label}
            </span>
            <span className="trk">
              {stage.ms === null ? null : (
                <svg width="100%" height="10" aria-hidden="true">
                  <rect
                    x={`${(start / end) * 100}%`}
                    width={`${Math.max(0.8, ((from - start) / end) * 100)}%`}
                    height="10"
                    rx="2"
                  />
                </svg>
              )}
              {stage.note ? <em>{stage.note}</em> : null}
            </span>
            <span className="ms">{stage.ms === null ? "" : millisecondsText(stage.ms)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same stages as a chain in one column of time: what an event caused. `children` stands under a stage. */
export function Chain({
  items,
}: {
  readonly items: readonly (Omit<Stage, "isAnswer"> & { readonly children?: ReactNode })[];
}) {
  return (
    <ol className="chain">
      {items.map(({ id, label, state, ms, note, icon, children }) => {
        const Icon = icon ?? ICON[state];
        return (
          <li key={id}>
            <span className="ms">{ms === null ? "" : millisecondsText(ms)}</span>
            <span className={cx("ico", TONE[state])}>
              <Icon className="i" aria-hidden="true" />
            </span>
            <div className="min-w-0">
              <div className="t">{label}</div>
              {note ? <div className="s">{note}</div> : null}
              {children}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
