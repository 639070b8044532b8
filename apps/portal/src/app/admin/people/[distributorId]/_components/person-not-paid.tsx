"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { ChipChoice } from "~/components/ui/filter-bar";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { PeriodPicker } from "~/components/ui/period-picker";
import { Reason } from "~/components/ui/reason";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { useUrlState } from "~/components/ui/use-url-state";
import { Volume } from "~/components/ui/volume";
import type { PeriodView } from "~/components/views";
import { admin } from "~/messages/en/admin";
import { reasonWords } from "~/messages/en/reasons";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import type { Outputs } from "../../../_components/outputs";
import { notPaidInput } from "./not-paid-search";

const words = admin.person;
type Row = Outputs["commissions"]["notPaid"]["rows"][number];

/** The reasons counted first, then order by order. */
export function PersonNotPaid({
  distributorId,
  period,
  periods,
}: {
  readonly distributorId: string;
  readonly period: PeriodView;
  readonly periods: readonly PeriodView[];
}) {
  const trpc = useTRPC();
  const code = useUrlState().get("code");
  const input = notPaidInput(distributorId, period.id, code);
  const list = useSuspenseInfiniteQuery(trpc.commissions.notPaid.infiniteQueryOptions(input, byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  const byCode = list.data.pages[0]?.byCode ?? [];
  return (
    <>
      <p className="sm muted mb-3">{words.notPaidSub}</p>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <PeriodPicker periods={periods} currentId={period.id} />
        {byCode.length > 0 ? (
          <ChipChoice
            name="code"
            label={words.reasons}
            choices={[
              { value: "", label: words.allReasons },
              ...byCode.map((row) => ({ value: row.code, label: reasonWords(row.code).title, count: row.count })),
            ]}
          />
        ) : null}
      </div>
      <Table
        label={words.notPaid}
        columns={COLUMNS}
        rows={rows}
        rowId={({ orderId, bonusId }) => `${orderId} ${bonusId}`}
        rowHref={({ orderId }) => `/admin/orders/${orderId}` as Route}
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          onMore: () => void list.fetchNextPage(),
        }}
        empty={<EmptyState>{say(words.notPaidEmpty, { period: period.label })}</EmptyState>}
      />
    </>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "when", head: words.when, wideOnly: true, cell: ({ effectiveAt }) => <Instant at={effectiveAt} /> },
  {
    id: "order",
    head: words.order,
    cell: ({ orderId, orderNumber }) => (
      <Link className="row-link med" href={`/admin/orders/${orderId}` as Route}>
        {orderNumber}
      </Link>
    ),
  },
  { id: "bonus", head: words.bonus, wideOnly: true, cell: ({ bonusLabel }) => bonusLabel },
  { id: "from", head: words.from, wideOnly: true, cell: ({ from }) => (from ? <bdi>{from.name}</bdi> : admin.none) },
  {
    id: "reason",
    head: words.reason,
    grows: true,
    cell: ({ code, detail }) => (
      <span className="whitespace-normal inline-block py-2">
        <Reason code={code} detail={detail} />
      </span>
    ),
  },
  {
    id: "cv",
    head: admin.orders.cv,
    align: "end",
    wideOnly: true,
    cell: ({ cv }) => <Volume hundredths={cv} unit="CV" hideUnit />,
  },
  {
    id: "would",
    head: words.would,
    align: "end",
    cell: ({ wouldHaveEarned, currency }) =>
      wouldHaveEarned === null ? admin.none : <Money minor={wouldHaveEarned} currency={currency} tone="muted" />,
  },
];
