"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { FilterBar } from "~/components/ui/filter-bar";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { Volume } from "~/components/ui/volume";
import { useZones } from "~/components/ui/zones";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import type { Outputs } from "../../_components/outputs";
import { type OrderSearch, orderInput } from "./order-search";

const words = admin.orders;
type Row = Outputs["orders"]["list"]["rows"][number];

/** Orders as rows; a page at a time. */
export function OrderList() {
  const trpc = useTRPC();
  const { company } = useZones();
  const search: OrderSearch = Object.fromEntries(useSearchParams());
  const list = useSuspenseInfiniteQuery(trpc.orders.list.infiniteQueryOptions(orderInput(search, company), byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  const isFiltered = Object.keys(orderInput(search, company)).length > 0;
  const seller = rows[0]?.seller.name ?? search.distributorId ?? "";
  return (
    <>
      {search.distributorId ? (
        <FilterBar filters={[{ name: "distributorId", label: say(words.ofDistributor, { name: seller }) }]} />
      ) : null}
      <Table
        label={words.list}
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={hrefOf}
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

const hrefOf = ({ id }: Pick<Row, "id">) => `/admin/orders/${id}` as Route;

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "number",
    head: words.number,
    cell: (row) => (
      <Link className="row-link med" href={hrefOf(row)}>
        {row.number}
      </Link>
    ),
  },
  { id: "placed", head: words.placed, wideOnly: true, cell: ({ placedAt }) => <Instant at={placedAt} /> },
  { id: "buyer", head: words.buyer, grows: true, cell: ({ buyerName }) => <bdi>{buyerName}</bdi> },
  {
    id: "seller",
    head: words.seller,
    wideOnly: true,
    cell: ({ seller }) => (
      <>
        <bdi>{seller.name}</bdi> <span className="muted">{seller.number}</span>
      </>
    ),
  },
  { id: "state", head: words.state, cell: ({ status }) => <StatusPill kind="order" state={status} /> },
  {
    id: "cv",
    head: words.cv,
    align: "end",
    wideOnly: true,
    cell: ({ cv }) => <Volume hundredths={cv} unit="CV" hideUnit />,
  },
  { id: "total", head: words.total, align: "end", cell: ({ total }) => <Money {...total} /> },
];
