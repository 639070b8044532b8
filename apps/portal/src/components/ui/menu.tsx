"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { cx } from "./cx";

/** A native `<details>` menu: opens without JavaScript, closes on Esc, outside clicks, and a choice. */
export function Menu({
  button,
  label,
  children,
  opensUp,
  className,
}: {
  readonly button: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  readonly opensUp?: boolean | undefined;
  readonly className?: string | undefined;
}) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (box.current?.open && !box.current.contains(event.target as Node)) box.current.open = false;
    };
    document.addEventListener("click", close);
    return () => document.removeEventListener("click", close);
  }, []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !box.current?.open) return;
    box.current.open = false;
    box.current.querySelector("summary")?.focus();
  };
  return (
    <details ref={box} className={cx("menu", opensUp && "menu-up", className)} onKeyDown={onKey}>
      <summary>
        {button}
        <span className="vh">{label}</span>
      </summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
}
