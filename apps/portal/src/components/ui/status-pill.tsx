import { ArrowRight, CircleCheck, Clock, Equal, Lock, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { type StatusKind, type StatusWord, statusWord } from "~/messages/en/status";
import { cx } from "./cx";

const ICONS = {
  clock: Clock,
  arrow: ArrowRight,
  check: CircleCheck,
  lock: Lock,
  undo: Undo2,
  estimate: Equal,
} as const;

export interface StatusPillProps {
  readonly kind: StatusKind;
  readonly state: string;
  /** Replaces the word: "Pending until 26 Nov". */
  readonly label?: ReactNode;
  /** A tinted pill, where the state must be seen from afar; the default is shape and word. */
  readonly isTag?: boolean | undefined;
}

/** A state as shape and word; the colour only repeats it. */
export function StatusPill({ kind, state, label, isTag }: StatusPillProps) {
  const word: StatusWord = statusWord(kind, state);
  if (!isTag)
    return <span className={cx("st", word.tone !== "plain" && `st-${word.tone}`)}>{label ?? word.label}</span>;
  const Icon = word.icon ? ICONS[word.icon] : null;
  const isEstimate = word.icon === "estimate";
  return (
    <span className={cx("tag", isEstimate ? "tag-est" : word.tone !== "plain" && `tag-${word.tone}`)}>
      {Icon && !isEstimate ? <Icon className="i i14" aria-hidden="true" /> : null}
      {label ?? word.label}
    </span>
  );
}
