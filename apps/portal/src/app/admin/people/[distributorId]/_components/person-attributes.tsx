"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Instant } from "~/components/ui/instant";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { attributes as words } from "~/messages/en/people";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";
import { AttributeDialog } from "./attribute-dialog";

type Row = Outputs["people"]["attributes"]["history"][number];

/** What plans read about one person, with its history; nothing in it is ever changed. */
export function PersonAttributes({
  distributorId,
  canRecord,
}: {
  readonly distributorId: string;
  readonly canRecord: boolean;
}) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.people.attributes.queryOptions({ distributorId }));
  const [isOpen, setIsOpen] = useState(false);
  const { asked, history } = data;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="sm muted min-w-0 max-w-2xl">
          <p>{words.sub}</p>
          <p>
            {asked.length === 0 ? words.notAsked : say(words.asked, { keys: asked.map(({ key }) => key).join(", ") })}
          </p>
        </div>
        {canRecord ? (
          <Button variant="primary" onClick={() => setIsOpen(true)}>
            <Plus className="i i14" aria-hidden="true" />
            {words.add}
          </Button>
        ) : null}
      </div>
      <Table
        label={words.list}
        columns={COLUMNS}
        rows={history}
        rowId={({ id }) => id}
        empty={<EmptyState>{words.none}</EmptyState>}
      />
      {isOpen ? <AttributeDialog distributorId={distributorId} asked={asked} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "key",
    head: words.key,
    grows: true,
    cell: ({ key, fromAt }) => (
      <>
        <bdi className="med">{key}</bdi>
        <span className="u only-phone">
          <Instant at={fromAt} />
        </span>
      </>
    ),
  },
  {
    id: "value",
    head: words.value,
    wraps: true,
    cell: ({ value }) => (value === null ? <span className="muted">{words.taken}</span> : <bdi>{value}</bdi>),
  },
  { id: "since", head: words.since, wideOnly: true, cell: ({ fromAt }) => <Instant at={fromAt} inCompanyZone /> },
  { id: "state", head: words.state, cell: ({ state }) => <StatusPill kind="attribute" state={state} /> },
  { id: "reason", head: words.reason, wideOnly: true, wraps: true, cell: ({ reason }) => reason },
  { id: "by", head: words.by, wideOnly: true, cell: ({ recordedBy }) => <bdi>{recordedBy}</bdi> },
];
