import { Check } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

export interface Step {
  readonly id: string;
  readonly label: string;
  /** What was done, or why the step is closed. */
  readonly note?: ReactNode;
  readonly state: "done" | "now" | "todo";
  readonly href?: Route | undefined;
}

/** The steps of one process; done ones are links. */
export function Stepper({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ id, label: text, note, state, href }) => (
        <li key={id} className={state} aria-current={state === "now" ? "step" : undefined}>
          <span className="c">{state === "done" ? <Check className="i" aria-hidden="true" /> : null}</span>
          <span>
            <b>{href ? <Link href={href}>{text}</Link> : text}</b>
            {note}
          </span>
        </li>
      ))}
    </ol>
  );
}
