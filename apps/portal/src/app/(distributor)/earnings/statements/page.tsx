import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { statements } from "~/messages/en/statements";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { StatementList } from "./_components/statement-list";

export const metadata: Metadata = { title: statements.title };

/** The statements of the closed months, and the open one as it stands. */
export default function StatementsPage() {
  prefetch(trpc.statements.list.queryOptions({}));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={statements.title} sub={statements.sub} />
        <Suspense fallback={<Skeleton of="tall" count={6} />}>
          <StatementList />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
