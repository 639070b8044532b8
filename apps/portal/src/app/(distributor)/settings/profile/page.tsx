import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { settings } from "~/messages/en/settings";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { ProfileForm } from "./_components/profile-form";

export const metadata: Metadata = { title: settings.profile };

/** What the company knows of the signed-in distributor. */
export default async function ProfilePage() {
  const me = await session();
  if (!me?.distributor) notFound();
  prefetch(trpc.profile.get.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={settings.profile} sub={settings.profileSub} isStatic />
        <Suspense fallback={<Skeleton of="panel" />}>
          <ProfileForm zones={Intl.supportedValuesOf("timeZone")} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
