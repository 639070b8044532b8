import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { jobs } from "~/messages/en/jobs";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { JobList } from "./_components/job-list";

export const metadata: Metadata = { title: jobs.title };

/** The timed jobs: when they start next, and how they went. */
export default function JobsPage() {
  prefetch(trpc.jobs.list.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={jobs.title} sub={jobs.sub} />
        <Suspense fallback={<Skeleton of="tall" count={6} />}>
          <JobList />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
