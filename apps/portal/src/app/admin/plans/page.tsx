import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { planEditor } from "~/messages/en/plan-editor";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { PlanList } from "./_components/plan-list";

export const metadata: Metadata = { title: planEditor.list.title };

/** Every version of the plan: its state, from when it counts, who wrote and who approved it. */
export default async function PlansPage() {
  prefetch(trpc.plans.list.queryOptions());
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" count={6} />}>
          <PlanList canEdit={role === "plan" || role === "owner"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
