"use client";

import { useMutation, useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { PageHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { dateText } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { Strip } from "~/components/ui/strip";
import { Table } from "~/components/ui/table";
import { useToast } from "~/components/ui/toast";
import { payouts } from "~/messages/en/payouts";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";

/** What comes next, and every batch with how far it is. */
export function BatchList({ canRun }: { readonly canRun: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { data: outlook } = useSuspenseQuery(trpc.payouts.outlook.queryOptions());
  const list = useSuspenseInfiniteQuery(trpc.payouts.batches.infiniteQueryOptions({}, byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  const run = useMutation(
    trpc.payouts.runCycle.mutationOptions({
      onSuccess: async () => {
        toast({ text: payouts.ran });
        await queries.invalidateQueries(trpc.payouts.pathFilter());
      },
    }),
  );
  const { currency } = outlook;
  return (
    <>
      <PageHead title={payouts.title} sub={payouts.sub}>
        {canRun ? (
          <Button isBusy={run.isPending} onClick={() => run.mutate()}>
            {payouts.run}
          </Button>
        ) : null}
      </PageHead>
      <div className="grid gap-6">
        <Strip
          label={payouts.title}
          items={[
            { id: "next", label: payouts.next, value: <Day at={outlook.nextAt} style="weekday" /> },
            {
              id: "minimum",
              label: payouts.minimum,
              value: <Money minor={BigInt(outlook.minimumMinor)} currency={currency} />,
            },
            { id: "fee", label: payouts.fee, value: <Money minor={BigInt(outlook.feeMinor)} currency={currency} /> },
            {
              id: "provider",
              label: payouts.provider,
              value: payouts.providers[outlook.provider] ?? outlook.provider,
              note: payouts.providerNotes[outlook.provider],
            },
          ]}
        />
        {run.error ? <ErrorView error={run.error} /> : null}
        <Table
          label={payouts.list}
          rows={rows}
          rowId={({ id }) => id}
          rowHref={({ id }) => `/admin/payouts/${id}` as Route}
          empty={<EmptyState>{payouts.none}</EmptyState>}
          more={{
            hasMore: list.hasNextPage,
            isLoading: list.isFetchingNextPage,
            onMore: () => void list.fetchNextPage(),
          }}
          columns={[
            {
              id: "cycle",
              head: payouts.cycle,
              grows: true,
              cell: ({ id, cycle, n }) => (
                <Link className="row-link" href={`/admin/payouts/${id}` as Route}>
                  {dateText(cycle, "long")}
                  {n > 0 ? ` (${say(payouts.part, { n: String(n + 1) })})` : null}
                </Link>
              ),
            },
            {
              id: "state",
              head: payouts.state,
              cell: ({ status }) => <StatusPill kind="payoutBatch" state={status} />,
            },
            { id: "people", head: payouts.people, align: "end", wideOnly: true, cell: ({ items }) => items },
            { id: "settled", head: payouts.settled, align: "end", wideOnly: true, cell: ({ settled }) => settled },
            { id: "open", head: payouts.open, align: "end", wideOnly: true, cell: ({ open }) => open },
            { id: "failed", head: payouts.failed, align: "end", wideOnly: true, cell: ({ failed }) => failed },
            {
              id: "net",
              head: payouts.net,
              align: "end",
              cell: ({ netMinor, currency: code }) => <Money minor={BigInt(netMinor)} currency={code} />,
            },
          ]}
        />
      </div>
    </>
  );
}
