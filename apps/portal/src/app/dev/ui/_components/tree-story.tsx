"use client";

import { useState } from "react";
import { PageHead } from "~/components/shell/page-head";
import { RankMark } from "~/components/ui/rank-mark";
import { StatusPill } from "~/components/ui/status-pill";
import { TreeGrid } from "~/components/ui/tree-grid";
import { Volume } from "~/components/ui/volume";
import { nodes, rails } from "./samples";

/** The outline with five people. */
export function TreeStory() {
  const [selected, setSelected] = useState<string | null>("dst_clover");
  return (
    <main id="main" className="gene">
      <div className="left">
        <PageHead title="Team" sub="64 people, 41 active" />
        <TreeGrid
          label="Team"
          nameHead="Name"
          name={({ name }) => name}
          nameNote={({ isNew }) => (isNew ? "new" : null)}
          isQuiet={({ status }) => status === "terminated"}
          selectedId={selected}
          onOpen={setSelected}
          onToggle={() => {}}
          rows={nodes.map((node, index) => ({
            id: node.id,
            node,
            level: (rails[index]?.length ?? 0) + 1,
            position: 1,
            setSize: 2,
            isExpanded: node.childCount === 0 ? null : index < 2,
            rails: rails[index] ?? [],
          }))}
          columns={[
            {
              id: "rank",
              head: "Paid as",
              wideOnly: true,
              cell: ({ rankBars, rankLabel }) => <RankMark bars={rankBars} name={rankLabel} isProvisional />,
            },
            {
              id: "gv",
              head: "GV",
              align: "end",
              cell: ({ gv }) => <Volume hundredths={gv ?? 0n} unit="GV" style="prose" hideUnit />,
            },
            {
              id: "status",
              head: "Status",
              cell: ({ isActive }) => <StatusPill kind="person" state={isActive ? "active" : "inactive"} />,
            },
          ]}
        />
      </div>
      <aside className="insp">
        <h2>Clover Marsh</h2>
      </aside>
    </main>
  );
}
