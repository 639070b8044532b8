"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { countText } from "./format";

export interface Tab {
  readonly href: Route;
  readonly label: string;
  readonly count?: number | undefined;
}

/** Views of one thing, each with its own address. A tab with a query (`?tab=reversed`) is matched with it. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const path = usePathname();
  const params = useSearchParams();
  const isHere = (href: string) => {
    const [to, query = ""] = href.split("?");
    if (to !== path) return false;
    const wanted = new URLSearchParams(query);
    const names = new Set(tabs.flatMap((tab) => [...new URLSearchParams(tab.href.split("?")[1] ?? "").keys()]));
    return [...names].every((name) => (params.get(name) ?? "") === (wanted.get(name) ?? ""));
  };
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, label: text, count }) => (
        <Link key={href} href={href} aria-current={isHere(href) ? "page" : undefined}>
          {text}
          {count === undefined ? null : <span className="num muted">{countText(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
