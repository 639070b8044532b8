import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** One standing fact about the page or the company: demo, embedded database, a fault that is switched on. */
export function Banner({
  label,
  tone = "info",
  children,
  action,
}: {
  readonly label: string;
  readonly tone?: "info" | "wait" | "bad" | undefined;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  const Icon = tone === "info" ? Info : TriangleAlert;
  return (
    <section className={cx("banner", tone !== "info" && `banner-${tone}`)} aria-label={label}>
      <Icon className="i" aria-hidden="true" />
      <p>{children}</p>
      {action ? <span className="right">{action}</span> : null}
    </section>
  );
}
