"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";
import type { Route } from "next";
import Link from "next/link";
import { Money } from "~/components/ui/money";
import { type Column, Table } from "~/components/ui/table";
import { statements } from "~/messages/en/statements";
import { useTRPC } from "~/trpc/client";

type Row = inferRouterOutputs<AppRouter>["statements"]["list"][number];

/** Statements, newest first; the open month stands above them as a preview. */
export function StatementList() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.statements.list.queryOptions({}));
  return (
    <>
      <p className="sm mb-4">
        <Link className="link" href={"/earnings/statements/open" as Route}>
          {statements.openLink}
        </Link>
      </p>
      <Table
        label={statements.list}
        columns={COLUMNS}
        rows={data}
        rowId={({ id }) => id}
        rowHref={hrefOf}
        empty={<p className="sm muted">{statements.none}</p>}
      />
    </>
  );
}

const hrefOf = ({ id }: Row) => `/earnings/statements/${id}` as Route;

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "period",
    head: statements.period,
    grows: true,
    cell: (row) => (
      <Link className="row-link" href={hrefOf(row)}>
        {row.label}
      </Link>
    ),
  },
  {
    id: "opening",
    head: statements.opening,
    align: "end",
    wideOnly: true,
    cell: ({ openingMinor, currency }) => <Money minor={openingMinor} currency={currency} tone="muted" />,
  },
  {
    id: "change",
    head: statements.change,
    align: "end",
    cell: ({ openingMinor, closingMinor, currency }) => (
      <Money minor={closingMinor - openingMinor} currency={currency} isSigned />
    ),
  },
  {
    id: "closing",
    head: statements.closing,
    align: "end",
    cell: ({ closingMinor, currency }) => <Money minor={closingMinor} currency={currency} />,
  },
];
