import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { planEditor } from "~/messages/en/plan-editor";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { NewPlan } from "./_components/new-plan";

export const metadata: Metadata = { title: planEditor.create.title };

/** A new draft: from a ready plan, from another version, or from a file. */
export default function NewPlanPage() {
  prefetch(trpc.plans.templates.queryOptions());
  prefetch(trpc.plans.list.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={5} />}>
          <NewPlan />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
