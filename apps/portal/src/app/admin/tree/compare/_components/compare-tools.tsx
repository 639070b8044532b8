"use client";

import { TreeSwitch } from "~/components/team/tree-tools";
import type { ViewOfTree } from "~/components/team/view";
import { useUrlState } from "~/components/ui/use-url-state";
import { tree as words } from "~/messages/en/tree";

/** Both days and the tree, in the address. */
export function CompareTools({
  view,
  from,
  to,
}: {
  readonly view: ViewOfTree;
  readonly from: string;
  readonly to: string;
}) {
  const { set } = useUrlState();
  const day = (name: "from" | "to", label: string, value: string) => (
    <label className="field">
      <span className="muted">{label}</span>
      <input
        type="date"
        value={value}
        max={view.today}
        {...(view.firstOn ? { min: view.firstOn } : {})}
        onChange={({ target }) => (target.value ? set({ [name]: target.value }, true) : undefined)}
      />
    </label>
  );
  return (
    <div className="tools tools-flush">
      <TreeSwitch view={view} />
      {day("from", words.from, from)}
      {day("to", words.to, to)}
    </div>
  );
}
