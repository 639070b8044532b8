import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { lab } from "~/messages/en/lab";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { Bench } from "./_components/bench";

export const metadata: Metadata = { title: lab.title };

/** Compose an event, send it rightly or wrongly, and watch every step. */
export default async function LabPage() {
  const me = await session();
  prefetch(trpc.lab.options.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" />}>
          <Bench maySend={me?.user.role !== "auditor"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
