"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Day } from "~/components/ui/instant";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { useUrlState } from "~/components/ui/use-url-state";
import { placement as words } from "~/messages/en/placement";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { PlaceDialog, type Waiting } from "./place-dialog";
import { seatText } from "./seat-name";

type Data = inferRouterOutputs<AppRouter>["placement"]["waiting"];
type Row = Data["rows"][number];
type Tree = NonNullable<Data["tree"]>;

/** Who waits for a seat, until when, and what happens then; each can be placed before. */
export function WaitingPanel({
  isOffice,
  canPlace = true,
}: {
  readonly isOffice: boolean;
  readonly canPlace?: boolean;
}) {
  const trpc = useTRPC();
  const { get, set } = useUrlState();
  const { data } = useSuspenseQuery(trpc.placement.waiting.queryOptions({ tree: get("tree") ?? null }));
  const [placing, setPlacing] = useState<Waiting | null>(null);
  const { tree, trees, rows, count, isPlaced } = data;
  const back = isOffice ? undefined : { href: "/team" as Route, label: words.back };
  if (tree === null) {
    return (
      <>
        <PageHead title={words.title} back={back} />
        <EmptyState>{words.none}</EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHead title={words.title} sub={subOf(tree, isOffice)} back={back} />
      {isPlaced || count === 0 ? null : (
        <Banner label={words.title} tone="wait">
          {say(words.notPlaced, { tree: tree.label })}
        </Banner>
      )}
      {trees.length > 1 ? (
        // biome-ignore lint/a11y/useSemanticElements: buttons that switch the view, not fields of a form
        <div className="seg mb-4 w-fit" role="group" aria-label={words.whichTree}>
          {trees.map(({ id, label }) => (
            <button key={id} type="button" aria-pressed={id === tree.id} onClick={() => set({ tree: id }, true)}>
              {label}
            </button>
          ))}
        </div>
      ) : null}
      <Table
        label={words.list}
        rows={rows}
        rowId={({ id }) => id}
        columns={columnsOf(tree, isOffice, canPlace && isPlaced ? setPlacing : null)}
        empty={<EmptyState>{words.empty}</EmptyState>}
      />
      {count > rows.length ? <p className="sm muted mt-3">{say(words.more, { shown: rows.length, count })}</p> : null}
      {placing ? (
        <PlaceDialog
          key={placing.id}
          waiting={placing}
          tree={tree}
          isOffice={isOffice}
          onClose={() => setPlacing(null)}
        />
      ) : null}
    </>
  );
}

function subOf({ label: tree, rule }: Tree, isOffice: boolean): string {
  if (rule === "manual") return say(isOffice ? words.subByHand : words.subOwnByHand, { tree });
  return say(isOffice ? words.sub : words.subOwn, { tree });
}

function columnsOf(
  tree: Tree,
  isOffice: boolean,
  onPlace: ((waiting: Waiting) => void) | null,
): readonly Column<Row>[] {
  const nameOf = ({ id, person }: Row) => person?.name ?? id;
  const sponsor: Column<Row> = {
    id: "sponsor",
    head: words.sponsor,
    wideOnly: true,
    cell: (row) => (row.sponsor ? <bdi>{row.sponsor.name}</bdi> : "—"),
  };
  return [
    {
      id: "person",
      head: words.person,
      grows: true,
      cell: (row) => (
        <>
          {isOffice ? (
            <Link className="link" href={`/admin/people/${row.id}` as Route}>
              <bdi>{nameOf(row)}</bdi>
            </Link>
          ) : (
            <bdi>{nameOf(row)}</bdi>
          )}{" "}
          <span className="muted u">{row.person?.number}</span>
        </>
      ),
    },
    ...(isOffice ? [sponsor] : []),
    { id: "joined", head: words.joined, wideOnly: true, cell: ({ joinedAt }) => <Day at={joinedAt} style="date" /> },
    {
      id: "deadline",
      head: words.deadline,
      cell: ({ deadlineAt, isOverdue }) => (
        <span className={isOverdue ? "warn" : undefined}>
          <Day at={deadlineAt} style="date" />
          {isOverdue ? ` · ${words.overdue}` : null}
        </span>
      ),
    },
    {
      id: "proposal",
      head: words.proposal,
      wideOnly: true,
      cell: ({ seat: { parent, slot } }) => (
        <bdi className="first-cap">{seatText(tree.width, { parent: parent?.name ?? null, slot })}</bdi>
      ),
    },
    ...(onPlace
      ? [
          {
            id: "place",
            head: <span className="vh">{words.place}</span>,
            align: "end" as const,
            cell: (row: Row) => (
              <Button
                size="sm"
                aria-label={say(words.placeName, { name: nameOf(row) })}
                onClick={() => onPlace({ id: row.id, name: nameOf(row), proposed: proposedOf(row) })}
              >
                {words.place}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

function proposedOf({ seat: { parent, slot } }: Row): Waiting["proposed"] {
  return parent && { parentId: parent.id, parent: parent.name, slot };
}
