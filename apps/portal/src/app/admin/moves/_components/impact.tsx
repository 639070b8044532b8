"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ErrorView } from "~/components/ui/error-view";
import { Money } from "~/components/ui/money";
import { Skeleton } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { Volume } from "~/components/ui/volume";
import { moves } from "~/messages/en/moves";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Inputs, Outputs } from "../../_components/outputs";

const words = moves.form;
type Period = Outputs["moves"]["preview"]["periods"][number];
type Row = Period["people"][number];

/** What a move would change now, person by person; or why it cannot be. */
export function Impact({ wanted }: { readonly wanted: Inputs["moves"]["preview"] }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(
    trpc.moves.preview.queryOptions(wanted, { placeholderData: keepPreviousData, retry: false }),
  );
  if (error) return <ErrorView error={error} />;
  if (!data) return <Skeleton of="rows" count={3} />;
  const name = data.person?.name ?? "";
  return (
    <div className="grid gap-2" aria-live="polite">
      <p className="sm">
        {say(words.goAlong, { count: data.goAlong, name })} {data.periods.length === 0 ? words.nothing : null}
      </p>
      {data.periods.map((period) => (
        <PeriodTable key={period.periodId} period={period} />
      ))}
      <p className="sm muted">{words.stays}</p>
    </div>
  );
}

function PeriodTable({ period }: { readonly period: Period }) {
  const { label, people, changed, currency } = period;
  const title = say(words.changed, { count: changed, period: label });
  return (
    <div>
      <p className="sm med">{title}</p>
      <Table label={title} rows={people} rowId={({ person }) => person?.id ?? ""} columns={columnsOf(currency)} />
      {changed > people.length ? (
        <p className="sm muted">{say(words.more, { count: changed - people.length })}</p>
      ) : null}
    </div>
  );
}

function columnsOf(currency: string): readonly Column<Row>[] {
  return [
    { id: "person", head: moves.person, grows: true, cell: ({ person }) => <bdi>{person?.name}</bdi> },
    {
      id: "rank",
      head: words.rank,
      cell: ({ before, after }) =>
        before.rank === after.rank ? after.rank : say(moves.fromTo, { from: before.rank, to: after.rank }),
    },
    {
      id: "volume",
      head: words.volume,
      align: "end",
      wideOnly: true,
      cell: ({ before, after }) => (
        <Both isSame={before.groupVolume === after.groupVolume}>
          <Volume hundredths={before.groupVolume} unit="GV" hideUnit />
          <Volume hundredths={after.groupVolume} unit="GV" hideUnit />
        </Both>
      ),
    },
    {
      id: "earned",
      head: words.estimate,
      align: "end",
      cell: ({ before, after }) => (
        <Both isSame={before.earned === after.earned}>
          <Money minor={before.earned} currency={currency} />
          <Money minor={after.earned} currency={currency} />
        </Both>
      ),
    },
  ];
}

/** Before and after; one of them where they are alike. */
function Both({
  isSame,
  children,
}: {
  readonly isSame: boolean;
  readonly children: readonly [React.ReactNode, React.ReactNode];
}) {
  const [before, after] = children;
  if (isSame) return after;
  return (
    <span className="nowrap">
      <span className="muted">{before}</span> → {after}
    </span>
  );
}
