import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { integrations } from "~/messages/en/integrations";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../_components/outputs";
import { mayChangeProviders, maySeeProviders } from "../_components/may-change";
import { ProviderDetail } from "../_components/provider-detail";

export const metadata: Metadata = { title: integrations.provider.title };

/** One provider: its door, its secrets, and a check of a pasted request. */
export default async function ProviderPage({ params }: { params: Promise<{ provider: string }> }) {
  const slug = decodeURIComponent((await params).provider);
  const role = (await session())?.user.role;
  if (!maySeeProviders(role)) notFound();
  await fetchOr404<Outputs["providers"]["get"]>(trpc.providers.get.queryOptions({ slug }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" />}>
          <ProviderDetail slug={slug} mayChange={mayChangeProviders(role)} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
