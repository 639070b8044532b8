"use client";

import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect } from "react";
import { addressAhead } from "./address-ahead";

export type UrlPatch = Readonly<Record<string, string | null | undefined>>;

/** One for the page: its filters change the same address. */
const ahead = addressAhead();

function patched(query: string, patch: UrlPatch): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(patch)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next.toString();
}

/**
 * The view's state lives in the URL: `get("q")`, `set({ q: "tea" })`; null or "" removes a name.
 * `set` replaces the entry by default, so that typing does not fill the history; `isStep` makes it a step back.
 * `set` asks the server for the page again; `setHere` does not, for state that only client components read.
 */
export function useUrlState() {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();

  const shown = params.toString();
  useEffect(() => ahead.arrive(path, shown), [path, shown]);

  const hrefOf = useCallback((query: string): Route => (query ? `${path}?${query}` : path) as Route, [path]);
  const hrefWith = useCallback((patch: UrlPatch) => hrefOf(patched(shown, patch)), [hrefOf, shown]);
  /** Where a change leads, on top of the changes that are on their way. */
  const changed = useCallback(
    (patch: UrlPatch): Route => {
      const query = patched(ahead.base(path, shown), patch);
      ahead.ask(path, query);
      return hrefOf(query);
    },
    [hrefOf, path, shown],
  );
  const set = useCallback(
    (patch: UrlPatch, isStep = false) => {
      if (isStep) router.push(changed(patch), { scroll: false });
      else router.replace(changed(patch), { scroll: false });
    },
    [router, changed],
  );
  const setHere = useCallback(
    (patch: UrlPatch, isStep = false) => {
      if (isStep) window.history.pushState(null, "", changed(patch));
      else window.history.replaceState(null, "", changed(patch));
    },
    [changed],
  );
  return { get: (name: string) => params.get(name) ?? undefined, set, setHere, hrefWith };
}
