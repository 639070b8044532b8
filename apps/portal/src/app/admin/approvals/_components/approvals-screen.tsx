"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { approvals as words } from "~/messages/en/approvals";
import { useTRPC } from "~/trpc/client";
import { type Decided, hrefOf, summaryText, type Waiting } from "./summary-text";
import { WaitingRow } from "./waiting-row";

const isDead = ({ whyNot }: Waiting) => whyNot === "expired" || whyNot === "outdated";

/** First what waits for the reader, then what waits for others and why not for him. */
export function ApprovalsScreen({ canDecide }: { readonly canDecide: boolean }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.approvals.list.queryOptions());
  const yours = data.open.filter(({ whyNot }) => whyNot === null);
  const dead = data.open.filter(isDead);
  const others = data.open.filter((one) => one.whyNot !== null && !isDead(one));
  return (
    <>
      <PageHead title={words.title} sub={words.sub} />
      <div className="grid gap-8">
        <section aria-label={words.yours}>
          <SectionHead title={words.yours}>{yours.length > 0 ? countText(yours.length) : null}</SectionHead>
          {yours.length > 0 ? <Rows rows={yours} canDecide={canDecide} /> : <EmptyState>{words.yoursNone}</EmptyState>}
        </section>
        {others.length > 0 ? (
          <section aria-label={words.others}>
            <SectionHead title={words.others}>{countText(others.length)}</SectionHead>
            <Rows rows={others} canDecide={canDecide} />
          </section>
        ) : null}
        {dead.length > 0 ? (
          <section aria-label={words.dead}>
            <SectionHead title={words.dead}>{countText(dead.length)}</SectionHead>
            <Rows rows={dead} canDecide={canDecide} />
          </section>
        ) : null}
        <section>
          <SectionHead title={words.decided} />
          <Table
            label={words.decided}
            rows={data.decided}
            rowId={({ id }) => id}
            columns={COLUMNS}
            empty={<EmptyState>{words.decidedNone}</EmptyState>}
          />
        </section>
      </div>
    </>
  );
}

function Rows({ rows, canDecide }: { readonly rows: readonly Waiting[]; readonly canDecide: boolean }) {
  return (
    <ul className="waits">
      {rows.map((one) => (
        <WaitingRow key={one.id} waiting={one} canDecide={canDecide} />
      ))}
    </ul>
  );
}

const COLUMNS: readonly Column<Decided>[] = [
  {
    id: "what",
    head: words.what,
    grows: true,
    cell: ({ summary, subjectId, subject, state, declineReason, reason }) => (
      <>
        {summary ? (
          <Link className="link" href={hrefOf({ summary, subjectId }) as Route}>
            <bdi>{summaryText(summary)}</bdi>
          </Link>
        ) : (
          subject
        )}
        <p className="xs muted wraps">{state === "declined" ? declineReason : reason}</p>
      </>
    ),
  },
  {
    id: "kind",
    head: "",
    wideOnly: true,
    cell: ({ summary }) => <span className="muted">{summary ? words.kinds[summary.kind] : null}</span>,
  },
  { id: "state", head: words.outcome, cell: ({ state }) => <StatusPill kind="approval" state={state} /> },
  { id: "by", head: words.by, wideOnly: true, cell: ({ decidedBy }) => decidedBy },
  {
    id: "when",
    head: "",
    align: "end",
    wideOnly: true,
    cell: ({ decidedAt }) => (decidedAt ? <Day at={decidedAt} style="date" /> : null),
  },
];
