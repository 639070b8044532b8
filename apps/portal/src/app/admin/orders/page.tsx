import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { OrderFilters } from "./_components/order-filters";
import { OrderList } from "./_components/order-list";
import { type OrderSearch, orderInput } from "./_components/order-search";

export const metadata: Metadata = { title: admin.orders.title };

/** Sales, newest first, with search and filters in the address. */
export default async function OrdersPage({ searchParams }: { searchParams: Promise<OrderSearch> }) {
  const search = await searchParams;
  const zone = (await session())?.company.timeZone ?? "UTC";
  prefetchPages(trpc.orders.list.infiniteQueryOptions(orderInput(search, zone), byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={admin.orders.title} />
        <OrderFilters />
        <Suspense fallback={<Skeleton of="rows" count={12} />}>
          <OrderList />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
