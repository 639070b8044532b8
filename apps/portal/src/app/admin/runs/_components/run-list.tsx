"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { ButtonLink } from "~/components/ui/button";
import { countText } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { runs as words } from "~/messages/en/runs";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";
import { StartButton } from "./start-button";

type Row = Outputs["runs"]["list"]["rows"][number];
const hrefOf = ({ id }: Pick<Row, "id">) => `/admin/runs/${id}` as Route;

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "period",
    head: words.period,
    grows: true,
    cell: (row) => (
      <Link className="row-link med" href={hrefOf(row)}>
        {row.period.label}
      </Link>
    ),
  },
  { id: "state", head: words.state, wraps: true, cell: ({ state }) => <StatusPill kind="run" state={state} /> },
  {
    id: "total",
    head: words.total,
    align: "end",
    cell: ({ state, totalMinor, currency }) =>
      state === "frozen" ? words.none : <Money minor={totalMinor} currency={currency} />,
  },
  {
    id: "lines",
    head: words.lines,
    align: "end",
    wideOnly: true,
    cell: ({ state, lineCount }) => (
      <span className="num">{state === "frozen" ? words.none : countText(lineCount)}</span>
    ),
  },
  {
    id: "who",
    head: words.who,
    wideOnly: true,
    cell: ({ approvedBy, cancelledBy, isAutomatic }) =>
      approvedBy ?? cancelledBy ?? (isAutomatic ? words.automatic : words.none),
  },
  {
    id: "when",
    head: words.when,
    align: "end",
    wideOnly: true,
    cell: ({ postedAt, cancelledAt, createdAt }) => <Day at={postedAt ?? cancelledAt ?? createdAt} style="date" />,
  },
];

export function RunList({ canDecide }: { readonly canDecide: boolean }) {
  const trpc = useTRPC();
  const { data: list } = useSuspenseQuery(trpc.runs.list.queryOptions({ limit: 50 }));
  const { data: next } = useSuspenseQuery(trpc.runs.next.queryOptions());
  return (
    <>
      <PageHead title={words.title} sub={words.sub} />
      <section className="mt-5">
        <SectionHead title={words.next} />
        <ul className="grid gap-2">
          {next.periods.map(({ id, label, firmOn, runId, mayStart }) => (
            <li key={id} className="next-run">
              <span>
                <span className="med">{label}</span>
                <span className="muted sm">
                  {runId ? (
                    words.hasRun
                  ) : mayStart ? (
                    words.ended
                  ) : (
                    <Say of={words.from} with={{ day: <Day at={firmOn} style="date" /> }} />
                  )}
                </span>
              </span>
              {runId ? <ButtonLink href={hrefOf({ id: runId })}>{words.open}</ButtonLink> : null}
              {!runId && mayStart && canDecide ? <StartButton periodId={id} label={label} /> : null}
            </li>
          ))}
        </ul>
        <p className="muted sm mt-2">{words.mode[next.mode]}</p>
      </section>
      <section className="mt-7">
        <SectionHead title={words.list} />
        <Table
          label={words.list}
          columns={COLUMNS}
          rows={list.rows}
          rowId={({ id }) => id}
          rowHref={hrefOf}
          empty={<EmptyState>{words.empty}</EmptyState>}
        />
      </section>
    </>
  );
}
