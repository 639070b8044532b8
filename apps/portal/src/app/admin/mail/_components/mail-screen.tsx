import { Suspense } from "react";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { byCursor } from "~/trpc/paging";
import { fetchOr404, HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import type { Outputs } from "../../_components/outputs";
import { MailDetail } from "./mail-detail";
import { MailList } from "./mail-list";
import { type MailSearch, mailInput } from "./mail-search";

/** The log beside one e-mail; on phones an open e-mail stands alone, with a way back. */
export async function MailScreen({ search, mailId }: { readonly search: MailSearch; readonly mailId: string | null }) {
  prefetchPages(trpc.mail.list.infiniteQueryOptions(mailInput(search), byCursor));
  if (mailId) await fetchOr404<Outputs["mail"]["get"]>(trpc.mail.get.queryOptions({ mailId }));
  return (
    <HydrateClient>
      <main id="main" className="console" data-open={mailId !== null}>
        <div className="list">
          <Suspense fallback={<Skeleton of="tall" count={10} />}>
            <MailList selectedId={mailId} />
          </Suspense>
        </div>
        {mailId ? (
          <Suspense fallback={<Skeleton of="panel" />}>
            <MailDetail mailId={mailId} />
          </Suspense>
        ) : (
          <article className="detail only-desk">
            <EmptyState>{admin.mail.choose}</EmptyState>
          </article>
        )}
      </main>
    </HydrateClient>
  );
}
