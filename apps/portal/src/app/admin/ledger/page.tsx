import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { ledger } from "~/messages/en/ledger";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetch, prefetchPages, trpc } from "~/trpc/server";
import { LedgerPanel } from "./_components/ledger-panel";
import { type LedgerSearch, ledgerInput } from "./_components/ledger-search";
import { TransactionFilters, TransactionList } from "./_components/transaction-list";

export const metadata: Metadata = { title: ledger.title };

/** The accounts, the seal, and every transaction. */
export default async function LedgerPage({ searchParams }: { searchParams: Promise<LedgerSearch> }) {
  prefetch(trpc.ledger.get.queryOptions());
  prefetchPages(trpc.ledger.transactions.infiniteQueryOptions(ledgerInput(await searchParams), byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={ledger.title} sub={ledger.sub} />
        <Suspense fallback={<Skeleton of="tall" count={6} />}>
          <LedgerPanel />
        </Suspense>
        <TransactionFilters />
        <Suspense fallback={<Skeleton of="tall" count={8} />}>
          <TransactionList />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
