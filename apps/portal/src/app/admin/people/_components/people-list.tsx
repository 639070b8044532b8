"use client";

import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";

import { RankMark } from "~/components/ui/rank-mark";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { useUrlState } from "~/components/ui/use-url-state";
import { Volume } from "~/components/ui/volume";
import { admin } from "~/messages/en/admin";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { FullDay } from "../../_components/full-day";
import type { Outputs } from "../../_components/outputs";
import { type PeopleSearch, peopleInput } from "./people-search";

const words = admin.people;
type Row = Outputs["people"]["list"]["rows"][number];

/** Distributors as rows; a page at a time. */
export function PeopleList() {
  const trpc = useTRPC();
  const { set } = useUrlState();
  const search: PeopleSearch = Object.fromEntries(useSearchParams());
  const input = peopleInput(search);
  const list = useSuspenseInfiniteQuery(trpc.people.list.infiniteQueryOptions(input, byCursor));
  const { data: ranks } = useSuspenseQuery(trpc.ranks.overview.queryOptions());
  const barsOf = useMemo(() => new Map(ranks.ladder.map(({ id, bars }) => [id, bars])), [ranks]);
  const rows = list.data.pages.flatMap((page) => page.rows);
  const total = list.data.pages[0]?.total ?? rows.length;
  const isFiltered = Boolean(search.q || search.status || search.rank || search.active);
  return (
    <Table
      label={words.list}
      columns={columnsOf((id) => barsOf.get(id) ?? 1, ranks.ladder.length)}
      rows={rows}
      rowId={({ id }) => id}
      rowHref={hrefOf}
      sort={{ by: input.sort, isDescending: input.sort === "joined" }}
      onSort={(by) => set({ sort: by === "name" ? null : by }, true)}
      more={{
        hasMore: list.hasNextPage,
        isLoading: list.isFetchingNextPage,
        onMore: () => void list.fetchNextPage(),
        total,
      }}
      empty={<EmptyState>{isFiltered ? words.empty : words.nobody}</EmptyState>}
    />
  );
}

const hrefOf = ({ id }: Pick<Row, "id">) => `/admin/people/${id}` as Route;

const columnsOf = (barsOf: (rankId: string) => number, of: number): readonly Column<Row>[] => [
  {
    id: "name",
    head: words.name,
    grows: true,
    sort: "name",
    cell: (row) => (
      <>
        <Link className="row-link med" href={hrefOf(row)}>
          <bdi>{row.name}</bdi>
        </Link>{" "}
        <span className="muted u">{row.number}</span>
      </>
    ),
  },
  {
    id: "status",
    head: words.status,
    wideOnly: true,
    cell: ({ status }) => <StatusPill kind="person" state={status} />,
  },
  {
    id: "rank",
    head: words.rank,
    cell: ({ rankId, rankLabel }) => <RankMark bars={barsOf(rankId)} of={of} name={rankLabel} isProvisional />,
  },
  {
    id: "active",
    head: words.isActive,
    wideOnly: true,
    cell: ({ isActive }) => <StatusPill kind="person" state={isActive ? "active" : "inactive"} />,
  },
  {
    id: "pv",
    head: words.pv,
    align: "end",
    wideOnly: true,
    cell: ({ pv }) => <Volume hundredths={pv} unit="PV" hideUnit />,
  },
  { id: "gv", head: words.gv, align: "end", cell: ({ gv }) => <Volume hundredths={gv} unit="GV" hideUnit /> },
  {
    id: "sponsor",
    head: words.sponsor,
    wideOnly: true,
    cell: ({ sponsor }) => (sponsor ? <bdi>{sponsor.name}</bdi> : admin.none),
  },
  {
    id: "joined",
    head: words.joined,
    align: "end",
    wideOnly: true,
    sort: "joined",
    cell: ({ joinedAt }) => <FullDay at={joinedAt} />,
  },
];
