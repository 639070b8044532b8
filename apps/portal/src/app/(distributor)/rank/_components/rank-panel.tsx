"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { Needs } from "~/components/rank/needs";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { periodName } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { RankMark } from "~/components/ui/rank-mark";
import { Say } from "~/components/ui/say";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { Facts } from "~/components/ui/sums";
import { Table } from "~/components/ui/table";
import { Volume } from "~/components/ui/volume";
import type { RankProgress, RankStep } from "~/components/views";
import { rank as words } from "~/messages/en/rank";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Way } from "./way";
import { WhatIf } from "./what-if";

const findRank = (ladder: readonly RankStep[], id: string) => ladder.find((step) => step.id === id);

/** A rank of the ladder by its id. */
function Rank({
  ladder,
  id,
  isProvisional,
}: {
  readonly ladder: readonly RankStep[];
  readonly id: string;
  readonly isProvisional?: boolean;
}) {
  const step = findRank(ladder, id);
  return <RankMark bars={step?.bars ?? 0} of={ladder.length} name={step?.label ?? id} isProvisional={isProvisional} />;
}

export function RankPanel({ now }: { readonly now: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.ranks.progress.queryOptions({}));
  const progress: RankProgress = data;
  const { period, ladder, next, keep, countedUntil } = progress;
  const daysLeft = Math.max(0, Math.ceil((Date.parse(countedUntil) - Date.parse(now)) / 86_400_000));
  const isAllMet = next?.requirements.every(({ ok }) => ok) === true;
  return (
    <>
      <PageHead
        title={words.title}
        sub={
          <Say
            of={words.sub}
            with={{ period: periodName(period), until: <Instant key="until" at={countedUntil} inCompanyZone /> }}
          />
        }
      />
      <div className="home">
        <div className="main">
          {next ? (
            <section className="o1">
              <SectionHead title={say(words.toward, { name: next.label })}>
                <span className="muted">{say(words.daysLeft, { count: daysLeft })}</span>
              </SectionHead>
              <Needs requirements={next.requirements} />
              {isAllMet ? <p className="sm muted mt-4">{words.met}</p> : <Way period={period} />}
            </section>
          ) : null}
          {keep ? (
            <section className="o4">
              <SectionHead title={next ? say(words.keep, { name: keep.label }) : words.top} />
              {keep.requirements.length > 0 ? (
                <Needs requirements={keep.requirements} />
              ) : (
                <p className="sm muted">{words.noNeeds}</p>
              )}
              <p className="sm muted mt-4">{words.keepSub}</p>
            </section>
          ) : null}
          <WhatIf legs={progress.legs} />
          <Legs progress={progress} />
          <History ladder={ladder} />
        </div>
        <div className="rail">
          <section className="panel o2" aria-label={words.card}>
            <Standing progress={progress} />
          </section>
        </div>
      </div>
    </>
  );
}

function Standing({
  progress: { ladder, paidAs, title, highest, pv, gv, isActive },
}: {
  readonly progress: RankProgress;
}) {
  return (
    <Facts
      rows={[
        {
          id: "paid",
          label: words.paidAs,
          value: (
            <>
              <Rank ladder={ladder} id={paidAs} isProvisional />
              <div className="xs muted">{words.provisional}</div>
            </>
          ),
        },
        { id: "title", label: words.heldTitle, value: <Rank ladder={ladder} id={title} /> },
        { id: "highest", label: words.highest, value: <Rank ladder={ladder} id={highest} /> },
        {
          id: "active",
          label: words.active,
          value: <StatusPill kind="person" state={isActive ? "active" : "inactive"} />,
        },
        { id: "pv", label: words.personal, value: <Volume hundredths={pv} unit="PV" style="prose" /> },
        { id: "gv", label: words.group, value: <Volume hundredths={gv} unit="GV" style="prose" /> },
      ]}
    />
  );
}

function Legs({ progress: { legs, ladder } }: { readonly progress: RankProgress }) {
  return (
    <section className="o5">
      <SectionHead title={words.legs} />
      <Table
        label={words.legsLabel}
        rows={legs}
        rowId={({ person }) => person.id}
        rowHref={({ person }) => `/team?person=${person.id}` as Route}
        empty={<EmptyState>{words.noLegs}</EmptyState>}
        columns={[
          {
            id: "leg",
            head: words.leg,
            grows: true,
            cell: ({ person }) => (
              <Link className="row-link med" href={`/team?person=${person.id}` as Route}>
                <bdi>{person.name}</bdi>
              </Link>
            ),
          },
          {
            id: "rank",
            head: words.paidAs,
            wideOnly: true,
            cell: ({ rankId }) => <Rank ladder={ladder} id={rankId} isProvisional />,
          },
          {
            id: "active",
            head: words.active,
            cell: ({ isActive }) => <StatusPill kind="person" state={isActive ? "active" : "inactive"} />,
          },
          { id: "gv", head: "GV", align: "end", cell: ({ gv }) => <Volume hundredths={gv} unit="GV" hideUnit /> },
        ]}
      />
    </section>
  );
}

function History({ ladder }: { readonly ladder: readonly RankStep[] }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.ranks.history.queryOptions({}));
  return (
    <section className="o6">
      <SectionHead title={words.history} />
      <Table
        label={words.history}
        rows={data}
        rowId={({ periodId }) => periodId}
        empty={<EmptyState>{words.noHistory}</EmptyState>}
        columns={[
          { id: "period", head: words.period, grows: true, cell: ({ label }) => label },
          { id: "paid", head: words.paidAs, cell: ({ paidAs }) => <Rank ladder={ladder} id={paidAs} /> },
          {
            id: "title",
            head: words.heldTitle,
            wideOnly: true,
            cell: ({ title }) => <Rank ladder={ladder} id={title} />,
          },
        ]}
      />
    </section>
  );
}
