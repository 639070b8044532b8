import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { jobs } from "~/messages/en/jobs";
import { byCursor } from "~/trpc/paging";
import { fetchOr404, HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { type Job, jobName, rhythmText } from "../_components/job-words";
import { JobActions } from "./_components/job-actions";
import { JobDetail } from "./_components/job-detail";

type Params = Promise<{ jobName: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: jobName((await params).jobName) };
}

/** One timed job: its next starts, its runs, and what a person may do. */
export default async function JobPage({ params }: { params: Params }) {
  const { jobName: name } = await params;
  const job = await fetchOr404<Job>(trpc.jobs.get.queryOptions({ name }));
  prefetchPages(trpc.jobs.runs.infiniteQueryOptions({ name, limit: 25 }, byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead
          title={jobName(name)}
          sub={`${rhythmText(job.rhythm)} · ${name}`}
          back={{ href: "/admin/jobs", label: jobs.title }}
        >
          <Suspense>
            <JobActions name={name} />
          </Suspense>
        </PageHead>
        <Suspense fallback={<Skeleton of="tall" count={6} />}>
          <JobDetail name={name} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
