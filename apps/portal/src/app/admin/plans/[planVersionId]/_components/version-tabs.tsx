import type { Route } from "next";
import { Tabs } from "~/components/ui/tabs";
import { simulator } from "~/messages/en/simulator";

const words = simulator.tabs;

/** The views of one plan version. @param otherId  what it is compared with; without one there is nothing to compare */
export function VersionTabs({ id, otherId }: { readonly id: string; readonly otherId: string | null }) {
  const to = (view: string) => `/admin/plans/${id}${view}` as Route;
  return (
    <Tabs
      label={words.label}
      tabs={[
        { href: to(""), label: words.editor },
        { href: to("/ranks"), label: words.ranks },
        { href: to("/scenarios"), label: words.scenarios },
        { href: to("/preview"), label: words.preview },
        { href: to("/simulate"), label: words.simulate },
        ...(otherId === null ? [] : [{ href: to(`/compare/${otherId}`), label: words.compare }]),
      ]}
    />
  );
}
