"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useLayoutEffect } from "react";

/** Where the list stood and whether its row had the focus, kept while the next event's page is put together. */
let kept = { scroll: 0, wantsFocus: false };

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** j and k open the next and the previous event from anywhere on the page; the list keeps its place and the focus. */
export function useConsoleKeys(list: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useLayoutEffect(() => {
    const pane = list.current?.closest<HTMLElement>(".list");
    const current = list.current?.querySelector<HTMLElement>("a[aria-current]");
    if (pane) pane.scrollTop = kept.scroll;
    if (kept.wantsFocus) current?.focus({ preventScroll: true });
    if (current) intoView(current, pane);
    kept = { ...kept, wantsFocus: false };
    if (!pane) return;
    const onScroll = () => {
      kept = { ...kept, scroll: pane.scrollTop };
    };
    pane.addEventListener("scroll", onScroll, { passive: true });
    return () => pane.removeEventListener("scroll", onScroll);
  }, [list]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("a.ev") ?? [])];
      const focused = links.indexOf(document.activeElement as HTMLAnchorElement);
      const at = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute("aria-current"));
      const next = links[at < 0 ? 0 : at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      intoView(next, next.closest<HTMLElement>(".list"));
      kept = { ...kept, wantsFocus: true };
      router.replace((next.getAttribute("href") ?? "") as Route, { scroll: false });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list, router]);
}

/** Scrolls the pane alone, never the page. */
function intoView(row: HTMLElement, pane: HTMLElement | null | undefined): void {
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const { top, bottom } = row.getBoundingClientRect();
  const box = pane.getBoundingClientRect();
  if (top < box.top + 8) pane.scrollTop -= box.top + 8 - top;
  else if (bottom > box.bottom - 8) pane.scrollTop += bottom - box.bottom + 8;
}

/** Called when a row is opened by pointer or Enter: the next page puts the focus back on it. */
export function keepFocus(): void {
  kept = { ...kept, wantsFocus: true };
}
