"use client";

import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

export type UrlPatch = Readonly<Record<string, string | null | undefined>>;

/**
 * The view's state lives in the URL: `get("q")`, `set({ q: "tea" })`; null or "" removes a name.
 * `set` replaces the entry by default, so that typing does not fill the history; `isStep` makes it a step back.
 * `set` asks the server for the page again; `setHere` does not, for state that only client components read.
 */
export function useUrlState() {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();

  const hrefWith = useCallback(
    (patch: UrlPatch): Route => {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries(patch)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      return (query ? `${path}?${query}` : path) as Route;
    },
    [params, path],
  );
  const set = useCallback(
    (patch: UrlPatch, isStep = false) => {
      if (isStep) router.push(hrefWith(patch), { scroll: false });
      else router.replace(hrefWith(patch), { scroll: false });
    },
    [router, hrefWith],
  );
  const setHere = useCallback(
    (patch: UrlPatch, isStep = false) => {
      if (isStep) window.history.pushState(null, "", hrefWith(patch));
      else window.history.replaceState(null, "", hrefWith(patch));
    },
    [hrefWith],
  );
  return { get: (name: string) => params.get(name) ?? undefined, set, setHere, hrefWith };
}
