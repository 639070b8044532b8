"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "./cx";
import { useUrlState } from "./use-url-state";

const PAUSE_MS = 160;

/** A search field whose text is the URL's `name`; it waits for a pause in typing. `/` focuses it. */
export function SearchField({
  name = "q",
  label,
  placeholder,
  className,
}: {
  readonly name?: string;
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly className?: string | undefined;
}) {
  const { get, set } = useUrlState();
  const [text, setText] = useState(get(name) ?? "");
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
        return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const change = (value: string) => {
    setText(value);
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => set({ [name]: value, cursor: null }), PAUSE_MS);
  };
  return (
    <label className={cx("field", className)}>
      <Search className="i muted" aria-hidden="true" />
      <span className="vh">{label}</span>
      <input
        ref={field}
        type="search"
        value={text}
        placeholder={placeholder ?? label}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}
