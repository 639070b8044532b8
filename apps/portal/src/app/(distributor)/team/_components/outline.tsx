"use client";

import type { TeamNode } from "~/components/team/use-outline";
import { countText, volumeText } from "~/components/ui/format";
import { Meter, shareOf } from "~/components/ui/meter";
import { RankMark } from "~/components/ui/rank-mark";
import { StatusPill } from "~/components/ui/status-pill";
import { type TreeColumn, TreeGrid, type TreeRow } from "~/components/ui/tree-grid";
import { Volume } from "~/components/ui/volume";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { useRankBars } from "./use-rank-bars";

export interface OutlineProps {
  readonly rows: readonly TreeRow<TeamNode>[];
  readonly toggle: (id: string, isOpen: boolean) => void;
  readonly more: (id: string) => void;
  readonly hidden: (row: TreeRow<TeamNode>) => number;
  readonly selfId: string;
  readonly selectedId: string | null;
  readonly onOpen: (id: string) => void;
}

/** The sponsor tree as an outline with rank, volumes, status and legs. */
export function Outline({ rows, toggle, more, hidden, selfId, selectedId, onOpen }: OutlineProps) {
  const barsOf = useRankBars();
  const top = rows[0]?.node.gv ?? 0n;
  const columns: readonly TreeColumn<TeamNode>[] = [
    {
      id: "rank",
      head: words.paidAs,
      wideOnly: true,
      cell: ({ rankId, rankLabel, status }) =>
        status === "terminated" ? (
          <span className="muted">–</span>
        ) : (
          <RankMark bars={barsOf(rankId)} name={rankLabel} isProvisional />
        ),
    },
    {
      id: "pv",
      head: "PV",
      align: "end",
      wideOnly: true,
      cell: ({ pv }) => <Volume hundredths={pv} unit="PV" hideUnit />,
    },
    {
      id: "gv",
      head: "GV",
      align: "end",
      cell: ({ gv, id }) => (
        <span className="gv">
          <span className={id === selfId ? "strong" : undefined}>
            <Volume hundredths={gv} unit="GV" hideUnit />
          </span>
          <span className="only-wide" aria-hidden="true">
            <Meter percent={shareOf(gv, top)} tone="plain" label={volumeText(gv, "prose")} />
          </span>
        </span>
      ),
    },
    { id: "status", head: words.status, cell: (node) => <StatusPill kind="person" state={stateOf(node)} /> },
    {
      id: "legs",
      head: words.activeLegs,
      align: "end",
      wideOnly: true,
      cell: ({ activeLegs, legCount }) =>
        legCount === 0 ? "—" : say(words.legsOf, { active: activeLegs, all: legCount }),
    },
  ];
  return (
    <>
      <TreeGrid
        label={words.tree}
        nameHead={words.name}
        name={({ id, name }) => (id === selfId ? words.you : name)}
        nameNote={(node) => noteOf(node, rows)}
        isQuiet={({ status }) => status === "terminated"}
        columns={columns}
        rows={rows}
        selectedId={selectedId}
        onToggle={toggle}
        onOpen={onOpen}
        after={(row) =>
          hidden(row) > 0 ? <MoreChildren row={row} count={hidden(row)} onMore={() => more(row.id)} /> : null
        }
      />
      {rows.length === 1 && rows[0]?.node.childCount === 0 ? (
        <p className="sm muted px-8 py-4">{words.noBelow}</p>
      ) : null}
    </>
  );
}

/** Left, suspended and the like come first; else whether the person is active in the period. */
export const stateOf = ({ status, isActive }: Pick<TeamNode, "status" | "isActive">) =>
  ["terminated", "suspended", "pending"].includes(status) ? status : isActive ? "active" : "inactive";

function noteOf({ id, isNew, childCount, teamCount }: TeamNode, rows: readonly TreeRow<TeamNode>[]) {
  const isClosed = rows.find((row) => row.id === id)?.isExpanded === false;
  return [childCount > 0 && isClosed ? countText(teamCount) : null, isNew ? words.new : null]
    .filter(Boolean)
    .join(" · ");
}

function MoreChildren({
  row,
  count,
  onMore,
}: {
  readonly row: TreeRow<TeamNode>;
  readonly count: number;
  readonly onMore: () => void;
}) {
  if (count <= 0) return null;
  return (
    <button type="button" className="btn btn-sm" onClick={onMore}>
      {say(words.showMore, { count, name: row.node.name })}
    </button>
  );
}
