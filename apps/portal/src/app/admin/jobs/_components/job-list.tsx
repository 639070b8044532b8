"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { Instant } from "~/components/ui/instant";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { jobs } from "~/messages/en/jobs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { ageText } from "../../_components/age";
import type { Outputs } from "../../_components/outputs";
import { jobName, pillOf, resultText, rhythmText } from "./job-words";

type Row = Outputs["jobs"]["list"]["jobs"][number];
const ASK_EVERY_MS = 5_000;

/** Every timed job with its next starts and its newest run; asked again every five seconds. */
export function JobList() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.jobs.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }));
  return (
    <>
      <Table label={jobs.list} columns={COLUMNS} rows={data.jobs} rowId={({ name }) => name} rowHref={hrefOf} />
      <p className="xs muted mt-3">{say(jobs.zone, { zone: data.timeZone })}</p>
    </>
  );
}

const hrefOf = ({ name }: Row) => `/admin/jobs/${name}` as Route;

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "job",
    head: jobs.job,
    grows: true,
    cell: (row) => (
      <>
        <Link className="row-link" href={hrefOf(row)}>
          {jobName(row.name)}
        </Link>
        <span className="u">{rhythmText(row.rhythm)}</span>
      </>
    ),
  },
  { id: "next", head: jobs.next, wideOnly: true, cell: (row) => <Next row={row} /> },
  { id: "last", head: jobs.last, wraps: true, cell: (row) => <Last row={row} /> },
];

function Next({ row: { next, pausedBy, askedBy } }: { readonly row: Row }) {
  if (askedBy) return <>{say(jobs.asked, { name: askedBy })}</>;
  if (pausedBy) return <StatusPill kind="check" state="waiting" label={say(jobs.paused, { name: pausedBy })} />;
  return (
    <span className="flex flex-wrap gap-x-3">
      {next.map((at) => (
        <Instant key={at} at={at} style="short" inCompanyZone />
      ))}
    </span>
  );
}

function Last({ row: { last } }: { readonly row: Row }) {
  if (!last) return <span className="muted">{jobs.none}</span>;
  return (
    <>
      <StatusPill kind="check" state={pillOf[last.state]} label={jobs.states[last.state]} />{" "}
      <Instant at={last.startedAt} style="short" />
      <span className="u only-wide">
        {last.failure ?? resultText(last.result)}
        {last.lateSeconds ? ` · ${say(jobs.late, { age: ageText(last.lateSeconds) })}` : ""}
      </span>
    </>
  );
}
