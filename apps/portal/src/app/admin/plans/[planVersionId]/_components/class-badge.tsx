import { Clock, Zap } from "lucide-react";
import { planEditor as words } from "~/messages/en/plan-editor";

export type BonusClass = "A" | "B" | "B'" | "C";

/** When a bonus becomes money, and what that means for whoever earns it. */
export function ClassBadge({ of, isShort = false }: { readonly of: BonusClass; readonly isShort?: boolean }) {
  const Icon = of === "A" ? Zap : Clock;
  return (
    <span className="class-badge">
      <span className={of === "A" ? "tag tag-ok" : "tag tag-info"}>
        <Icon className="i i14" aria-hidden="true" />
        {of === "A" ? words.atOnce : words.atClose}
      </span>
      {isShort ? null : <span className="sm muted">{words.classes[of]}</span>}
    </span>
  );
}
