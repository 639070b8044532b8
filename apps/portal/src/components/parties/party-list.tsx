"use client";

import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { parties as words } from "~/messages/en/parties";
import { statusWord } from "~/messages/en/status";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { Banner } from "../ui/banner";
import { ChipChoice } from "../ui/filter-bar";
import { countText, volumeText } from "../ui/format";
import { Day } from "../ui/instant";
import { SearchField } from "../ui/search-field";
import { EmptyState } from "../ui/states";
import { StatusPill } from "../ui/status-pill";
import { type Column, Table } from "../ui/table";
import { PARTY_STATES, type PartyBase, type PartyRow, type PartySearch, partyInput } from "./party-view";

/** Search and state, both in the address. */
export function PartyFilters() {
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField name="q" label={words.search} className="min-w-64 flex-1" />
      </div>
      <ChipChoice
        name="state"
        label={words.state}
        choices={[
          { value: "", label: words.all },
          ...PARTY_STATES.map((value) => ({ value, label: statusWord("party", value).label })),
        ]}
      />
    </>
  );
}

/** Parties as rows, newest first; the consultant is named where there are several. */
export function PartyList({ base }: { readonly base: PartyBase }) {
  const trpc = useTRPC();
  const search: PartySearch = Object.fromEntries(useSearchParams());
  const input = partyInput(search);
  const list = useSuspenseInfiniteQuery(trpc.parties.list.infiniteQueryOptions(input, byCursor));
  const { data: rules } = useSuspenseQuery(trpc.parties.rules.queryOptions());
  const rows = list.data.pages.flatMap((page) => page.rows);
  const isFiltered = Object.keys(input).length > 0;
  return (
    <>
      {rules.isPaid ? null : <Banner label={words.title}>{words.unpaid}</Banner>}
      <Table
        label={words.list}
        columns={columnsOf(base)}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={({ id }) => `${base}/${id}` as Route}
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          onMore: () => void list.fetchNextPage(),
        }}
        empty={<EmptyState>{isFiltered ? words.empty : words.none}</EmptyState>}
      />
    </>
  );
}

function columnsOf(base: PartyBase): readonly Column<PartyRow>[] {
  const own: readonly Column<PartyRow>[] = [
    {
      id: "consultant",
      head: words.consultant,
      wideOnly: true,
      cell: ({ consultant }) => <bdi>{consultant?.name}</bdi>,
    },
  ];
  return [
    {
      id: "number",
      head: words.number,
      cell: ({ id, number }) => (
        <Link className="row-link med" href={`${base}/${id}` as Route}>
          {number}
        </Link>
      ),
    },
    { id: "host", head: words.host, grows: true, cell: ({ host }) => <bdi>{host.name}</bdi> },
    ...(base === "/admin/parties" ? own : []),
    { id: "day", head: words.day, wideOnly: true, cell: ({ opensAt }) => <Day at={opensAt} style="date" /> },
    { id: "state", head: words.state, cell: ({ state }) => <StatusPill kind="party" state={state} /> },
    {
      id: "bookings",
      head: words.bookings,
      align: "end",
      wideOnly: true,
      cell: ({ bookings }) => countText(bookings),
    },
    {
      id: "sales",
      head: words.sales,
      align: "end",
      cell: ({ sales }) => <bdi className="num nowrap">{volumeText(sales)}</bdi>,
    },
  ];
}
