"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { countText } from "./format";

export interface Tab {
  readonly href: Route;
  readonly label: string;
  readonly count?: number | undefined;
}

/**
 * Views of one thing, each with its own address. Where only a query differs, `only` names the parameters that tell
 * the views apart; the others travel along.
 */
export function Tabs({
  label,
  tabs,
  only = [],
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly only?: readonly string[];
}) {
  const path = usePathname();
  const params = useSearchParams();
  const isHere = (href: string) => {
    const [to, query = ""] = href.split("?");
    const wanted = new URLSearchParams(query);
    return to === path && only.every((name) => (params.get(name) ?? "") === (wanted.get(name) ?? ""));
  };
  const nav = useRef<HTMLElement>(null);
  // On a phone the tabs are wider than the page; the one that is open is seen.
  useEffect(() => {
    if (path) nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <nav ref={nav} className="tabs" aria-label={label}>
      {tabs.map(({ href, label: text, count }) => (
        <Link key={href} href={href} aria-current={isHere(href) ? "page" : undefined}>
          {text}
          {count === undefined ? null : <span className="num muted">{countText(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
