"use client";

import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { Tabs } from "~/components/ui/tabs";
import { tree as words } from "~/messages/en/tree";

/** The tree of one day, or two days beside each other; the tree that is looked at travels along. */
export function TreeTabs() {
  const tree = useSearchParams().get("tree");
  const query = tree ? `?tree=${encodeURIComponent(tree)}` : "";
  return (
    <Tabs
      label={words.views}
      tabs={[
        { href: `/admin/tree${query}` as Route, label: words.outline },
        { href: `/admin/tree/compare${query}` as Route, label: words.compare },
      ]}
    />
  );
}
