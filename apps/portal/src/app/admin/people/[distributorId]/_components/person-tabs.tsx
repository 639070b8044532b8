"use client";

import type { Route } from "next";
import { Tabs } from "~/components/ui/tabs";
import { admin } from "~/messages/en/admin";

/** The views of one distributor; the timeline is the first. */
export function PersonTabs({ distributorId }: { readonly distributorId: string }) {
  const at = (view: string) => `/admin/people/${distributorId}${view}` as Route;
  const { tabs, timeline, earnings, rank, notPaid, attributes } = admin.person;
  return (
    <Tabs
      label={tabs}
      tabs={[
        { href: at(""), label: timeline },
        { href: at("/earnings"), label: earnings },
        { href: at("/rank"), label: rank },
        { href: at("/not-paid"), label: notPaid },
        { href: at("/attributes"), label: attributes },
      ]}
    />
  );
}
