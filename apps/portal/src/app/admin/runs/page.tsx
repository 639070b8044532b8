import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { runs } from "~/messages/en/runs";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { RunList } from "./_components/run-list";

export const metadata: Metadata = { title: runs.title };

/** Every run that closed a period or wants to, and which period is next. */
export default async function RunsPage() {
  prefetch(trpc.runs.list.queryOptions({ limit: 50 }));
  prefetch(trpc.runs.next.queryOptions());
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" count={8} />}>
          <RunList canDecide={role === "finance" || role === "owner"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
