import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { AuditFilters } from "./_components/audit-filters";
import { AuditList } from "./_components/audit-list";
import { type AuditSearch, auditInput } from "./_components/audit-search";

export const metadata: Metadata = { title: admin.audit.title };

/** Who did what, when, from where, and why. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<AuditSearch> }) {
  prefetchPages(trpc.audit.list.infiniteQueryOptions(auditInput(await searchParams), byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={admin.audit.title} sub={admin.audit.sub} />
        <AuditFilters />
        <Suspense fallback={<Skeleton of="tall" count={8} />}>
          <AuditList />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
