import type { Metadata, Route } from "next";
import { PartyForm } from "~/components/parties/party-form";
import { PageHead } from "~/components/shell/page-head";
import { localDate } from "~/components/ui/format";
import { parties } from "~/messages/en/parties";
import { session } from "~/trpc/session";

export const metadata: Metadata = { title: parties.form.title };

/** A consultant enters her own party. */
export default async function NewPartyPage({ searchParams }: { searchParams: Promise<{ bookedAt?: string }> }) {
  const me = await session();
  const bookedAt = (await searchParams).bookedAt ?? null;
  const today = me ? localDate(me.companyNow, me.company.timeZone) : "";
  return (
    <main id="main" className="page">
      <PageHead
        title={parties.form.title}
        sub={parties.form.sub}
        back={{ href: "/parties" as Route, label: parties.title }}
        isStatic
      />
      <PartyForm today={today} bookedAt={bookedAt} />
    </main>
  );
}
