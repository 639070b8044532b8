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
  isHere,
}: {
  readonly name?: string;
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly className?: string | undefined;
  /** Only client components read the text: the server is not asked for the page again. */
  readonly isHere?: boolean | undefined;
}) {
  const { get, set, setHere } = useUrlState();
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

  const inUrl = get(name) ?? "";
  const lastInUrl = useRef(inUrl);
  useEffect(() => {
    // Somebody else cleared or set the text: a chosen result, the back button.
    if (lastInUrl.current !== inUrl && timer.current === null) setText(inUrl);
    lastInUrl.current = inUrl;
  }, [inUrl]);

  const change = (value: string) => {
    setText(value);
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = null;
      (isHere ? setHere : set)({ [name]: value, cursor: null });
    }, PAUSE_MS);
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
