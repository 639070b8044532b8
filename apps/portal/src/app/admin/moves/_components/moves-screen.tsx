"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { Button, ButtonLink } from "~/components/ui/button";
import { Instant } from "~/components/ui/instant";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { moves as words } from "~/messages/en/moves";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { OpenRequests } from "./open-requests";
import { type Move, sponsorName } from "./sponsor-name";
import { UndoDialog } from "./undo-dialog";

export function MovesScreen({ canMove, canDecide }: { readonly canMove: boolean; readonly canDecide: boolean }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.moves.list.queryOptions());
  const [undoing, setUndoing] = useState<Move | null>(null);
  const add = canMove ? (
    <ButtonLink variant="primary" href={"/admin/moves/new" as Route}>
      <Plus className="i i14" aria-hidden="true" />
      {words.add}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        {add}
      </PageHead>
      {data.open.length > 0 ? <OpenRequests requests={data.open} canDecide={canDecide} /> : null}
      <section>
        <SectionHead title={words.list} />
        <Table
          label={words.list}
          rows={data.moves}
          rowId={({ id }) => id}
          columns={columnsOf(canMove ? setUndoing : null)}
          empty={<EmptyState>{words.none}</EmptyState>}
        />
      </section>
      {undoing ? <UndoDialog key={undoing.id} move={undoing} onClose={() => setUndoing(null)} /> : null}
    </>
  );
}

function columnsOf(onUndo: ((move: Move) => void) | null): readonly Column<Move>[] {
  return [
    {
      id: "person",
      head: words.person,
      grows: true,
      cell: ({ person }) => (
        <Link className="link" href={`/admin/people/${person?.id}` as Route}>
          <bdi>{person?.name}</bdi>
        </Link>
      ),
    },
    {
      id: "change",
      head: words.change,
      wraps: true,
      cell: ({ from, to }) => <bdi>{say(words.fromTo, { from: sponsorName(from), to: sponsorName(to) })}</bdi>,
    },
    {
      id: "since",
      head: words.since,
      wideOnly: true,
      cell: ({ effectiveAt }) => <Instant at={effectiveAt} inCompanyZone />,
    },
    { id: "reason", head: words.reason, wideOnly: true, wraps: true, cell: ({ reason }) => reason },
    {
      id: "undo",
      head: <span className="vh">{words.undo}</span>,
      align: "end",
      cell: (move) => <Undo move={move} onUndo={onUndo} />,
    },
  ];
}

function Undo({ move, onUndo }: { readonly move: Move; readonly onUndo: ((move: Move) => void) | null }) {
  const { undoneAt, whyNotUndoable, person } = move;
  if (undoneAt) {
    return (
      <span className="muted sm">
        {words.undone} <Instant at={undoneAt} />
      </span>
    );
  }
  if (whyNotUndoable !== null || onUndo === null) return null;
  return (
    <Button size="sm" aria-label={say(words.undoName, { name: person?.name ?? "" })} onClick={() => onUndo(move)}>
      {words.undo}
    </Button>
  );
}
