"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { type Column, Table } from "~/components/ui/table";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";
import type { Run } from "./run-review";

type Row = Outputs["runs"]["lines"]["lines"][number];

/** The largest lines of the run; each leads to its earner. */
export function RunLines({ run }: { readonly run: Run }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.runs.lines.queryOptions({ runId: run.id, limit: 20 }));
  const labels = new Map(run.summary?.bonuses.map(({ id, label }) => [id, label]));
  const columns: readonly Column<Row>[] = [
    {
      id: "person",
      head: words.person,
      grows: true,
      cell: ({ earnerId, earner }) => (
        <Link className="proof med" href={`/admin/people/${earnerId}` as Route}>
          <bdi>{earner ?? earnerId}</bdi>
        </Link>
      ),
    },
    { id: "bonus", head: words.bonus, wraps: true, cell: ({ bonusId }) => labels.get(bonusId) ?? bonusId },
    { id: "level", head: words.level, align: "end", wideOnly: true, cell: ({ level }) => countText(level) },
    {
      id: "amount",
      head: words.amount,
      align: "end",
      cell: ({ minor }) => <Money minor={minor} currency={data.currency} />,
    },
  ];
  if (data.lines.length === 0) return null;
  return (
    <section className="mt-7">
      <SectionHead title={words.largest}>
        {data.hasMore ? say(words.more, { count: countText(data.lines.length) }) : null}
      </SectionHead>
      <Table label={words.largest} columns={columns} rows={data.lines} rowId={({ hash }) => hash} />
    </section>
  );
}
