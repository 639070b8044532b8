"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { seatName } from "~/components/team/outline";
import { inTree } from "~/components/team/view";
import { countText, dateText } from "~/components/ui/format";
import { type Column, Table } from "~/components/ui/table";
import { useUrlState } from "~/components/ui/use-url-state";
import type { PersonRef } from "~/components/views";
import { tree as words } from "~/messages/en/tree";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { FullDay } from "../../../_components/full-day";
import type { Outputs } from "../../../_components/outputs";
import { TreeTabs } from "../../_components/tree-tabs";
import { compareInput } from "./compare-input";
import { CompareTools } from "./compare-tools";

type Comparison = Outputs["team"]["compare"];
type Place = Comparison["moved"]["rows"][number]["from"];

/** Three lists: who moved from where to where, who joined, who left. */
export function ComparePanel() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const { data: view } = useSuspenseQuery(trpc.team.view.queryOptions(inTree({ tree: get("tree") })));
  const input = compareInput({ tree: get("tree"), from: get("from"), to: get("to") }, view.today);
  const { data } = useSuspenseQuery(trpc.team.compare.queryOptions(input));
  const days = {
    from: dateText(data.from, "long"),
    to: data.to === null ? words.today : dateText(data.to, "long"),
  };
  const placeText = ({ parent, slot }: Place) => (
    <>
      {parent ? <bdi>{parent.name}</bdi> : <span className="muted">{words.top}</span>}
      {slot === null ? null : <span className="muted">, {seatName(view, slot)}</span>}
    </>
  );
  return (
    <>
      <PageHead title={words.compareTitle} sub={say(words.compareSub, days)} />
      <TreeTabs />
      <CompareTools view={view} from={data.from} to={data.to ?? view.today} />
      <p className="sm muted">
        {data.from >= (data.to ?? view.today)
          ? words.sameDay
          : say(words.sizes, { before: countText(data.sizes.before), after: countText(data.sizes.after) })}
      </p>
      <List title={words.moved} list={data.moved} none={words.noneMoved} columns={movedColumns(placeText)} />
      <List title={words.joined} list={data.joined} none={words.noneJoined} columns={joinedColumns(placeText)} />
      <List
        title={words.left}
        list={data.left}
        none={words.noneLeft}
        columns={[personColumn()]}
        note={words.leftNote}
      />
    </>
  );
}

type Draw = (place: Place) => React.ReactNode;

const personColumn = <Row extends { readonly person: PersonRef }>(): Column<Row> => ({
  id: "name",
  head: words.name,
  grows: true,
  cell: ({ person }) => (
    <>
      <Link className="row-link med" href={`/admin/people/${person.id}` as Route}>
        <bdi>{person.name}</bdi>
      </Link>{" "}
      <span className="muted u">{person.number}</span>
    </>
  ),
});

const movedColumns = (draw: Draw): readonly Column<Comparison["moved"]["rows"][number]>[] => [
  personColumn(),
  { id: "was", head: words.was, wraps: true, cell: ({ from }) => draw(from) },
  { id: "is", head: words.is, wraps: true, cell: ({ to }) => draw(to) },
  {
    id: "along",
    head: words.along,
    align: "end",
    wideOnly: true,
    cell: ({ teamCount }) => <span className="num">{countText(teamCount)}</span>,
  },
  { id: "on", head: words.on, align: "end", wideOnly: true, cell: ({ at }) => (at ? <FullDay at={at} /> : null) },
];

const joinedColumns = (draw: Draw): readonly Column<Comparison["joined"]["rows"][number]>[] => [
  personColumn(),
  { id: "under", head: words.under, wraps: true, cell: ({ to }) => draw(to) },
  { id: "on", head: words.on, align: "end", wideOnly: true, cell: ({ at }) => (at ? <FullDay at={at} /> : null) },
];

function List<Row extends { readonly person: PersonRef }>({
  title,
  list: { count, rows },
  none,
  columns,
  note,
}: {
  readonly title: string;
  readonly list: { readonly count: number; readonly rows: readonly Row[] };
  readonly none: string;
  readonly columns: readonly Column<Row>[];
  readonly note?: string;
}) {
  return (
    <section className="mt-8">
      <SectionHead title={title}>
        <span className="num muted">{countText(count)}</span>
      </SectionHead>
      <Table
        label={title}
        rows={rows}
        rowId={({ person }) => person.id}
        columns={columns}
        empty={<p className="sm muted">{none}</p>}
      />
      {rows.length < count ? <p className="xs muted mt-2.5">{say(words.showing, { count: rows.length })}</p> : null}
      {note && count > 0 ? <p className="xs muted mt-2.5">{note}</p> : null}
    </section>
  );
}
