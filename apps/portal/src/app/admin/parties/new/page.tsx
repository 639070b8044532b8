import type { Metadata, Route } from "next";

import { PageHead } from "~/components/shell/page-head";
import { localDate } from "~/components/ui/format";
import { parties } from "~/messages/en/parties";
import { session } from "~/trpc/session";
import { OfficePartyForm } from "./_components/office-party-form";

export const metadata: Metadata = { title: parties.form.title };

/** A party is entered for a consultant. */
export default async function NewPartyPage({ searchParams }: { searchParams: Promise<{ bookedAt?: string }> }) {
  const me = await session();
  const bookedAt = (await searchParams).bookedAt ?? null;
  const today = me ? localDate(me.companyNow, me.company.timeZone) : "";
  return (
    <main id="main" className="page">
      <PageHead
        title={parties.form.title}
        sub={parties.form.sub}
        back={{ href: "/admin/parties" as Route, label: parties.title }}
        isStatic
      />
      <OfficePartyForm today={today} bookedAt={bookedAt} />
    </main>
  );
}
