"use client";

import { useState } from "react";

const YEAR_SECONDS = 31_536_000;

function remember(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in two of the supported browsers
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

export type Theme = "system" | "light" | "dark";

/** The theme is an attribute that the server renders from a cookie; the choice changes both. */
export function useTheme(initial: Theme) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    remember("theme", next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return { theme, choose };
}

/** Amounts can be hidden on this device; style sheets do it, so no component needs to know. */
export function useHiddenAmounts(initial: boolean) {
  const [isHidden, setIsHidden] = useState(initial);
  const toggle = () => {
    const next = !isHidden;
    setIsHidden(next);
    remember("amounts", next ? "hidden" : "shown");
    if (next) document.documentElement.dataset.amounts = "hidden";
    else delete document.documentElement.dataset.amounts;
  };
  return { isHidden, toggle };
}
