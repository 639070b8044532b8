import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { moves } from "~/messages/en/moves";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { MovesScreen } from "./_components/moves-screen";

export const metadata: Metadata = { title: moves.title };

/** Requests that wait for a second person, and every move so far. */
export default async function MovesPage() {
  prefetch(trpc.moves.list.queryOptions());
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" count={6} />}>
          <MovesScreen
            canMove={role === "plan" || role === "owner"}
            canDecide={["plan", "finance", "owner"].includes(role)}
          />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
