import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { ButtonLink } from "~/components/ui/button";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { Skeleton } from "~/components/ui/states";
import { lab } from "~/messages/en/lab";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import { providerName } from "../../../integrations/_components/provider-name";
import { RunView } from "../../_components/run-view";
import type { LabRun } from "../../_components/types";

export const metadata: Metadata = { title: lab.runTitle };

/** One send from the laboratory, kept for a colleague. */
export default async function RunPage({ params }: { params: Promise<{ labRunId: string }> }) {
  const labRunId = decodeURIComponent((await params).labRunId);
  const run = await fetchOr404<LabRun>(trpc.lab.run.queryOptions({ labRunId }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead
          title={lab.runTitle}
          sub={
            <Say
              of={lab.runSub}
              with={{
                case: lab.cases[run.labCase] ?? run.labCase,
                provider: providerName(run.provider),
                at: <Instant at={run.at} style="full" />,
              }}
            />
          }
          back={{ href: "/lab", label: lab.title }}
        >
          <ButtonLink href={`/lab?provider=${run.provider}&case=${run.labCase}`} size="sm">
            {lab.retry}
          </ButtonLink>
        </PageHead>
        <Suspense fallback={<Skeleton of="panel" />}>
          <div className="lab-side">
            <RunView labRunId={labRunId} click={null} />
          </div>
        </Suspense>
      </main>
    </HydrateClient>
  );
}
