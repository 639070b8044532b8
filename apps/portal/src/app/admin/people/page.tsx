import { UserPlus } from "lucide-react";
import type { Metadata, Route } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { ButtonLink } from "~/components/ui/button";
import { Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { enrolment } from "~/messages/en/people";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetch, prefetchPages, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { PeopleFilters } from "./_components/people-filters";
import { PeopleList } from "./_components/people-list";
import { type PeopleSearch, peopleInput } from "./_components/people-search";

export const metadata: Metadata = { title: admin.people.title };

/** All distributors, with search and filters in the address. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<PeopleSearch> }) {
  const search = await searchParams;
  prefetchPages(trpc.people.list.infiniteQueryOptions(peopleInput(search), byCursor));
  prefetch(trpc.ranks.overview.queryOptions());
  const me = await session();
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={admin.people.title} sub={admin.people.standing}>
          {me?.user.role === "auditor" ? null : (
            <ButtonLink size="sm" href={"/admin/people/new" as Route}>
              <UserPlus className="i i14" aria-hidden="true" />
              {enrolment.title}
            </ButtonLink>
          )}
        </PageHead>
        <Suspense fallback={<Skeleton of="lines" count={1} />}>
          <PeopleFilters />
        </Suspense>
        <Suspense fallback={<Skeleton of="rows" count={12} />}>
          <PeopleList />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
