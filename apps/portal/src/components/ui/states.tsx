"use client";

import { TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { ui } from "~/messages/en/ui";
import { Button } from "./button";
import { Copy } from "./copy";
import { cx } from "./cx";
import { shortId } from "./id";

/** One sentence of fact and one next action. */
export function EmptyState({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  /** What happened. */
  readonly what: ReactNode;
  /** What it means for the money. */
  readonly money?: ReactNode;
  /** What to do. */
  readonly todo?: ReactNode;
  /** Request id or digest; finds the log line. */
  readonly reference?: string | null | undefined;
  readonly onRetry?: (() => void) | undefined;
  /** Moves the focus to the heading, after a failed navigation. */
  readonly takesFocus?: boolean | undefined;
}

/** The four-part error: what happened, the money, what to do, the reference. */
export function ErrorState({ what, money, todo, reference, onRetry, takesFocus }: ErrorStateProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <div className="errbox" role="alert">
      <h2 ref={heading} tabIndex={-1}>
        <TriangleAlert className="i neg" aria-hidden="true" />
        {what}
      </h2>
      {money ? <p>{money}</p> : null}
      {todo ? <p className="muted">{todo}</p> : null}
      {onRetry || reference ? (
        <div className="actions">
          {onRetry ? (
            <Button size="sm" onClick={onRetry}>
              {ui.retry}
            </Button>
          ) : null}
          {reference ? (
            <span className="sm muted id">
              {ui.reference}: <span className="mono">{shortId(reference)}</span>
              <Copy value={reference} what={ui.reference} />
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const SHAPES = { rows: 6, tall: 5, panel: 1, hero: 1, lines: 3 } as const;

/** A quiet place-holder of the final height; appears after 150 ms. `of` is the shape, `count` how many. */
export function Skeleton({ of = "rows", count }: { readonly of?: keyof typeof SHAPES; readonly count?: number }) {
  const lines = Array.from({ length: count ?? SHAPES[of] }, (_, index) => index);
  const className = {
    rows: "skel-row",
    tall: "skel-row-tall",
    panel: "skel-panel",
    hero: "skel-hero",
    lines: "skel-line",
  }[of];
  return (
    <div role="status" className={cx(of === "lines" && "grid gap-2")}>
      <span className="vh">{ui.loading}</span>
      {lines.map((line) => (
        <span key={line} className={cx("skel", className, of === "lines" && line % 2 === 1 && "skel-40")} />
      ))}
    </div>
  );
}
