"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { Needs } from "~/components/rank/needs";
import { SectionHead } from "~/components/shell/page-head";
import { volumeText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { RankMark } from "~/components/ui/rank-mark";
import { Say } from "~/components/ui/say";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { Volume } from "~/components/ui/volume";
import type { RankProgress, RankStep } from "~/components/views";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";

const words = admin.person;

/** Requirements as have, need, missing; legs; and the ranks of the closed periods. */
export function PersonRank({ distributorId }: { readonly distributorId: string }) {
  const trpc = useTRPC();
  const { data: progress } = useSuspenseQuery(trpc.ranks.progress.queryOptions({ distributorId }));
  const { data: history } = useSuspenseQuery(trpc.ranks.history.queryOptions({ distributorId }));
  const { ladder, legs } = progress;
  return (
    <div className="review">
      <div className="grid gap-8 min-w-0">
        <section>
          <SectionHead title={words.legs} />
          <Table
            label={words.legs}
            columns={legColumns(ladder)}
            rows={legs}
            rowId={({ person }) => person.id}
            rowHref={({ person }) => `/admin/people/${person.id}/rank` as Route}
            empty={<EmptyState>{words.noLegs}</EmptyState>}
          />
        </section>
        <section>
          <SectionHead title={words.history} />
          <Table
            label={words.history}
            columns={historyColumns(ladder)}
            rows={history}
            rowId={({ periodId }) => periodId}
            empty={<EmptyState>{words.noHistory}</EmptyState>}
          />
        </section>
      </div>
      <Toward progress={progress} />
    </div>
  );
}

function Toward({ progress }: { readonly progress: RankProgress }) {
  const { next, keep, activeNeed, isActive, countedUntil } = progress;
  return (
    <aside className="grid gap-7 min-w-0">
      <p className="sm muted">
        <Say of={words.until} with={{ until: <Instant at={countedUntil} inCompanyZone /> }} />
        <br />
        <StatusPill kind="person" state={isActive ? "active" : "inactive"} /> ·{" "}
        {say(words.activeOf, {
          have: volumeText(activeNeed.have, "prose"),
          need: volumeText(activeNeed.need, "prose"),
        })}
      </p>
      {next ? (
        <section>
          <SectionHead title={say(words.toNext, { rank: next.label })} />
          <Needs requirements={next.requirements} />
        </section>
      ) : (
        <p className="sm muted">{words.topRank}</p>
      )}
      {keep && keep.requirements.length > 0 ? (
        <section>
          <SectionHead title={say(words.toKeep, { rank: keep.label })} />
          <Needs requirements={keep.requirements} />
        </section>
      ) : null}
    </aside>
  );
}

function Mark({ ladder, id, isProvisional }: { ladder: readonly RankStep[]; id: string; isProvisional?: boolean }) {
  const rank = ladder.find((step) => step.id === id);
  return <RankMark bars={rank?.bars ?? 1} of={ladder.length} name={rank?.label ?? id} isProvisional={isProvisional} />;
}

const legColumns = (ladder: readonly RankStep[]): readonly Column<RankProgress["legs"][number]>[] => [
  {
    id: "leg",
    head: words.leg,
    grows: true,
    cell: ({ person }) => (
      <>
        <Link className="row-link med" href={`/admin/people/${person.id}/rank` as Route}>
          <bdi>{person.name}</bdi>
        </Link>{" "}
        <span className="muted">{person.number}</span>
      </>
    ),
  },
  { id: "rank", head: words.rank, cell: ({ rankId }) => <Mark ladder={ladder} id={rankId} isProvisional /> },
  {
    id: "active",
    head: words.active,
    wideOnly: true,
    cell: ({ isActive }) => <StatusPill kind="person" state={isActive ? "active" : "inactive"} />,
  },
  { id: "gv", head: words.gv, align: "end", cell: ({ gv }) => <Volume hundredths={gv} unit="GV" hideUnit /> },
];

const historyColumns = (ladder: readonly RankStep[]): readonly Column<Outputs["ranks"]["history"][number]>[] => [
  { id: "period", head: words.period, grows: true, cell: ({ label }) => <span className="med">{label}</span> },
  { id: "paidAs", head: words.paidAs, cell: ({ paidAs }) => <Mark ladder={ladder} id={paidAs} /> },
  {
    id: "qualified",
    head: words.qualified,
    wideOnly: true,
    cell: ({ qualified }) => <Mark ladder={ladder} id={qualified} />,
  },
  { id: "title", head: words.title, wideOnly: true, cell: ({ title }) => <Mark ladder={ladder} id={title} /> },
  { id: "closed", head: words.closed, align: "end", cell: ({ closedAt }) => <Instant at={closedAt} /> },
];
