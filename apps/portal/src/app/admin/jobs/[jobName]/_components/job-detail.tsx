"use client";

import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { SectionHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { millisecondsText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { jobs } from "~/messages/en/jobs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { ageText } from "../../../_components/age";
import { pillOf, type Run, resultText } from "../../_components/job-words";

const ASK_EVERY_MS = 5_000;

/** The next starts, and every run with its result and its log. */
export function JobDetail({ name }: { readonly name: string }) {
  const trpc = useTRPC();
  const often = { refetchInterval: ASK_EVERY_MS };
  const { data: job } = useSuspenseQuery(trpc.jobs.get.queryOptions({ name }, often));
  const list = useSuspenseInfiniteQuery(
    trpc.jobs.runs.infiniteQueryOptions({ name, limit: 25 }, { ...byCursor, ...often }),
  );
  return (
    <div className="grid gap-8">
      <section>
        <SectionHead title={jobs.next} />
        {job.askedBy ? <Banner label={jobs.runNow}>{say(jobs.asked, { name: job.askedBy })}</Banner> : null}
        {job.pausedBy ? (
          <Banner label={jobs.pause} tone="wait">
            {say(jobs.paused, { name: job.pausedBy })}
          </Banner>
        ) : (
          <ol className="grid gap-1 sm">
            {job.next.map((at) => (
              <li key={at}>
                <Instant at={at} style="full" inCompanyZone />
              </li>
            ))}
          </ol>
        )}
        <p className="xs muted mt-2">{say(jobs.zone, { zone: job.timeZone })}</p>
      </section>
      <section className="min-w-0">
        <SectionHead title={jobs.history} />
        <Table
          label={jobs.history}
          columns={COLUMNS}
          rows={list.data.pages.flatMap((page) => page.rows)}
          rowId={({ key }) => key}
          more={{
            hasMore: list.hasNextPage,
            isLoading: list.isFetchingNextPage,
            onMore: () => void list.fetchNextPage(),
          }}
          empty={<EmptyState>{jobs.none}</EmptyState>}
        />
      </section>
    </div>
  );
}

const COLUMNS: readonly Column<Run>[] = [
  { id: "due", head: jobs.due, cell: ({ dueAt }) => (dueAt ? <Instant at={dueAt} style="short" inCompanyZone /> : "") },
  {
    id: "state",
    head: jobs.result,
    grows: true,
    cell: (run) => <Result run={run} />,
  },
  {
    id: "took",
    head: jobs.began,
    align: "end",
    wideOnly: true,
    cell: ({ startedAt, tookMs }) => (
      <>
        <Instant at={startedAt} style="seconds" />
        {tookMs === null ? null : <span className="u">{millisecondsText(tookMs)}</span>}
      </>
    ),
  },
];

function Result({ run }: { readonly run: Run }) {
  const { state, result, failure, lateSeconds, askedBy, tries, log } = run;
  const notes = [
    askedBy ? say(jobs.byHand, { name: askedBy }) : "",
    lateSeconds ? say(jobs.late, { age: ageText(lateSeconds) }) : "",
    tries > 1 ? say(jobs.tries, { count: tries }) : "",
    state === "failed" ? jobs.failedNext : "",
  ].filter((note) => note !== "");
  return (
    <div className="whitespace-normal">
      <StatusPill kind="check" state={pillOf[state]} label={jobs.states[state]} /> {failure ?? resultText(result)}
      {notes.length > 0 ? <p className="xs muted">{notes.join(" · ")}</p> : null}
      {log.length > 0 ? (
        <details className="xs">
          <summary className="link w-fit cursor-pointer">{say(jobs.log, { count: log.length })}</summary>
          <ol className="mono mt-1">
            {log.map(({ at, event, values }, index) => (
              <li key={index} className="break-words">
                {at.slice(11, 19)} {event} {values ? JSON.stringify(values) : ""}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </div>
  );
}
