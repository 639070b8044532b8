"use client";

import { type ReactNode, useState } from "react";
import { ui } from "~/messages/en/ui";
import { Copy } from "./copy";
import { cx } from "./cx";

/** Code or wire text: language, copy, wrap. `children` may mark parts with `<mark>`; `text` is what is copied. */
export function CodeBlock({
  text,
  label,
  children,
}: {
  readonly text: string;
  /** Names the block: "Headers", "curl". */
  readonly label: string;
  readonly children?: ReactNode;
}) {
  const [isWrapped, setIsWrapped] = useState(false);
  return (
    <div className="codeblock">
      <div className="codebar">
        <span>{label}</span>
        <span className="right inline-flex items-center gap-1">
          <button
            type="button"
            className="btn btn-quiet btn-sm"
            aria-pressed={isWrapped}
            onClick={() => setIsWrapped(!isWrapped)}
          >
            {ui.wrap}
          </button>
          <Copy value={text} what={label} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard */}
      <section className={cx("code", isWrapped && "is-wrapped")} tabIndex={0} aria-label={label}>
        <pre>{children ?? text}</pre>
      </section>
    </div>
  );
}
