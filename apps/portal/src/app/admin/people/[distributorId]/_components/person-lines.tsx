"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { lineTitle } from "~/components/explain/line-proof";
import { ChipChoice } from "~/components/ui/filter-bar";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { PeriodPicker } from "~/components/ui/period-picker";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { useUrlState } from "~/components/ui/use-url-state";
import type { EarningRow, PeriodView } from "~/components/views";
import { admin } from "~/messages/en/admin";
import { order as orderWords } from "~/messages/en/order";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { LINE_TABS, linesInput } from "./lines-search";

const words = admin.person;

/** Lines with their sum; every one leads to its proof. */
export function PersonLines({
  distributorId,
  period,
  periods,
}: {
  readonly distributorId: string;
  readonly period: PeriodView;
  readonly periods: readonly PeriodView[];
}) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const input = linesInput(distributorId, period.id, { tab: get("tab") });
  const list = useSuspenseInfiniteQuery(trpc.commissions.list.infiniteQueryOptions(input, byCursor));
  const rows: readonly EarningRow[] = list.data.pages.flatMap((page) => page.rows);
  const totals = list.data.pages[0]?.totals;
  const currency = rows[0]?.amount.currency;
  const hrefOf = ({ id }: EarningRow) => `/admin/people/${distributorId}/earnings/${encodeURIComponent(id)}` as Route;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <PeriodPicker periods={periods} currentId={period.id} />
        <ChipChoice
          name="tab"
          label={words.tabLabel}
          choices={LINE_TABS.map((tab) => ({ value: tab === "earned" ? "" : tab, label: words.tab[tab] }))}
        />
      </div>
      <Table
        label={words.lines}
        columns={columnsOf(
          hrefOf,
          totals && currency ? (
            <Money minor={totals.minor} currency={currency} isEstimate={input.tab === "estimated"} />
          ) : null,
          totals ? say(orderWords.lineTotal, { count: totals.count }) : null,
        )}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={hrefOf}
        hasTotals
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          onMore: () => void list.fetchNextPage(),
          ...(totals ? { total: totals.count } : {}),
        }}
        empty={<EmptyState>{say(words.noLines, { period: period.label })}</EmptyState>}
      />
    </>
  );
}

const columnsOf = (
  hrefOf: (row: EarningRow) => Route,
  sum: ReactNode,
  count: string | null,
): readonly Column<EarningRow>[] => [
  { id: "when", head: words.when, total: count, cell: ({ effectiveAt }) => <Instant at={effectiveAt} /> },
  {
    id: "bonus",
    head: words.bonus,
    grows: true,
    cell: (row) => (
      <Link className="row-link med" href={hrefOf(row)}>
        {lineTitle(row)}
      </Link>
    ),
  },
  { id: "order", head: words.order, wideOnly: true, cell: ({ order }) => order?.number ?? admin.none },
  { id: "from", head: words.from, wideOnly: true, cell: ({ from }) => (from ? <bdi>{from.name}</bdi> : admin.none) },
  {
    id: "state",
    head: words.state,
    cell: ({ state, isEstimate }) => <StatusPill kind="money" state={isEstimate ? "estimated" : state} />,
  },
  {
    id: "amount",
    head: words.amount,
    align: "end",
    total: sum,
    cell: ({ amount, isEstimate }) => <Money {...amount} isEstimate={isEstimate} isSigned tone="sign" />,
  },
];
