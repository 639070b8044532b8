import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import type { Outputs } from "../../_components/outputs";
import { OrderDetail } from "./_components/order-detail";

export const metadata: Metadata = { title: admin.orders.title };

/** One order with everything it caused. */
export default async function OrderPage({ params }: { params: Promise<{ orderId: string }> }) {
  const orderId = decodeURIComponent((await params).orderId);
  await fetchOr404<Outputs["orders"]["get"]>(trpc.orders.get.queryOptions({ orderId }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <OrderDetail orderId={orderId} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
