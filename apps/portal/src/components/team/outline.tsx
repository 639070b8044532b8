"use client";

import { countText, volumeText } from "~/components/ui/format";
import { Meter, shareOf } from "~/components/ui/meter";
import { RankMark } from "~/components/ui/rank-mark";
import { StatusPill } from "~/components/ui/status-pill";
import { type TreeColumn, TreeGrid, type TreeRow } from "~/components/ui/tree-grid";
import { Volume } from "~/components/ui/volume";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { isSeat, type OutlineNode, type TeamNode, type ViewOfTree } from "./view";

export interface OutlineProps {
  readonly view: ViewOfTree;
  readonly rows: readonly TreeRow<OutlineNode>[];
  readonly toggle: (id: string, isOpen: boolean) => void;
  readonly more: (id: string) => void;
  readonly hidden: (row: TreeRow<OutlineNode>) => number;
  /** Whose outline it is; null for the back office. */
  readonly selfId: string | null;
  readonly selectedId: string | null;
  readonly onOpen: (id: string) => void;
}

/** A tree as an outline with rank, volumes, status and legs; in a placement tree with its seats. */
export function Outline({ view, rows, toggle, more, hidden, selfId, selectedId, onOpen }: OutlineProps) {
  const top = rows[0]?.node;
  const columns = columnsOf(view, { selfId, most: top && !isSeat(top) ? (top.gv ?? 0n) : 0n });
  // Whose seat lies above what is shown has none here.
  const isTop = new Set(rows.filter(({ level }) => level === 1).map(({ id }) => id));
  const isClosed = new Set(rows.filter(({ isExpanded }) => isExpanded === false).map(({ id }) => id));
  return (
    <>
      <TreeGrid
        label={say(words.tree, { tree: view.tree.label })}
        nameHead={words.name}
        name={(node) => (isSeat(node) ? words.emptySeat : node.id === selfId ? words.you : node.name)}
        nameNote={(node) => noteOf(node, view, { isTop: isTop.has(node.id), isClosed: isClosed.has(node.id) })}
        isQuiet={(node) => isSeat(node) || node.status === "terminated"}
        columns={columns}
        rows={rows}
        selectedId={selectedId}
        onToggle={toggle}
        onOpen={(id) => (rows.some((row) => row.id === id && isSeat(row.node)) ? undefined : onOpen(id))}
        after={(row) =>
          hidden(row) > 0 ? <MoreChildren row={row} count={hidden(row)} onMore={() => more(row.id)} /> : null
        }
      />
      {rows.length === 1 && top && !isSeat(top) && top.childCount === 0 && view.tree.seats === null ? (
        <p className="sm muted px-8 py-4">{view.on === null ? words.noBelow : words.noBelowThen}</p>
      ) : null}
    </>
  );
}

const ofPerson =
  (cell: NonNullable<TreeColumn<TeamNode>["cell"]>): TreeColumn<OutlineNode>["cell"] =>
  (node) =>
    isSeat(node) ? null : cell(node);

function columnsOf(
  { figures }: ViewOfTree,
  { selfId, most }: { readonly selfId: string | null; readonly most: bigint },
): readonly TreeColumn<OutlineNode>[] {
  const group: TreeColumn<OutlineNode> = {
    id: "gv",
    head: "GV",
    align: "end",
    cell: ofPerson(({ gv, id }) => (
      <span className="gv">
        <span className={id === selfId ? "strong" : undefined}>
          <Volume hundredths={gv ?? 0n} unit="GV" hideUnit />
        </span>
        <span className="only-wide" aria-hidden="true">
          <Meter percent={shareOf(gv ?? 0n, most)} tone="plain" label={volumeText(gv ?? 0n, "prose")} />
        </span>
      </span>
    )),
  };
  return [
    {
      id: "rank",
      head: words.paidAs,
      wideOnly: true,
      cell: ofPerson(({ rankBars, rankLabel, status }) =>
        status === "terminated" ? (
          <span className="muted">–</span>
        ) : (
          <RankMark bars={rankBars} name={rankLabel} isProvisional={figures.isOpen} />
        ),
      ),
    },
    {
      id: "pv",
      head: "PV",
      align: "end",
      wideOnly: figures.hasGroup,
      cell: ofPerson(({ pv }) => <Volume hundredths={pv} unit="PV" hideUnit />),
    },
    ...(figures.hasGroup ? [group] : []),
    {
      id: "status",
      head: words.status,
      cell: ofPerson((node) => <StatusPill kind="person" state={stateOf(node)} />),
    },
    {
      id: "legs",
      head: words.activeLegs,
      align: "end",
      wideOnly: true,
      cell: ofPerson(({ activeLegs, legCount }) =>
        legCount === 0 ? "—" : say(words.legsOf, { active: activeLegs, all: legCount }),
      ),
    },
  ];
}

/** Left, suspended and the like come first; else whether the person is active in the period. */
export const stateOf = ({ status, isActive }: Pick<TeamNode, "status" | "isActive">) =>
  ["terminated", "suspended", "pending"].includes(status) ? status : isActive ? "active" : "inactive";

/** The seat of a tree with seats: "left" and "right" where there are two, else its number. */
export function seatName({ tree }: Pick<ViewOfTree, "tree">, slot: number): string {
  if (tree.kind === "binary") return slot === 0 ? words.left : words.right;
  return say(words.seat, { number: slot + 1 });
}

function noteOf(
  node: OutlineNode,
  view: ViewOfTree,
  { isTop, isClosed }: { readonly isTop: boolean; readonly isClosed: boolean },
): string {
  if (isSeat(node)) return seatName(view, node.seat);
  const { slot, isNew, childCount, teamCount } = node;
  return [
    slot === null || isTop ? null : seatName(view, slot),
    childCount > 0 && isClosed ? countText(teamCount) : null,
    isNew ? words.new : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

function MoreChildren({
  row: { node },
  count,
  onMore,
}: {
  readonly row: TreeRow<OutlineNode>;
  readonly count: number;
  readonly onMore: () => void;
}) {
  if (count <= 0 || isSeat(node)) return null;
  return (
    <button type="button" className="btn btn-sm" onClick={onMore}>
      {say(words.showMore, { count, name: node.name })}
    </button>
  );
}
