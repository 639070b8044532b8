import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { earnings } from "~/messages/en/earnings";
import { primaryReason } from "~/messages/en/reasons";
import { byCursor } from "~/trpc/paging";
import { periodShown, periods } from "~/trpc/periods";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { NoPeriods } from "../_components/no-periods";
import { NotPaidPanel } from "./_components/not-paid-panel";

export const metadata: Metadata = { title: earnings.notPaidTitle };

/** Why not: every order of the team that paid nothing from a bonus, with its one reason. */
export default async function NotPaidPage({
  searchParams,
}: {
  searchParams: Promise<{ period?: string; code?: string }>;
}) {
  const { period: named, code: asked } = await searchParams;
  const code = primaryReason(asked);
  const period = await periodShown(named);
  if (!period) return <NoPeriods />;
  const all = await periods();
  const input = { periodId: period.id, ...(code ? { code } : {}) };
  prefetchPages(trpc.commissions.notPaid.infiniteQueryOptions(input, byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="tall" />}>
          <NotPaidPanel period={period} periods={all} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
