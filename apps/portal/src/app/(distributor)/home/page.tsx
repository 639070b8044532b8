import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { instantText } from "~/components/ui/format";
import { Skeleton } from "~/components/ui/states";
import { home } from "~/messages/en/home";
import { shell } from "~/messages/en/shell";
import { say } from "~/messages/say";
import { periodShown, periods } from "~/trpc/periods";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { NoPeriods } from "../earnings/_components/no-periods";
import { HomePanel } from "./_components/home-panel";

export const metadata: Metadata = { title: shell.home };

const LATEST = 5;

/** The number first, then why, then what next. */
export default async function HomePage({ searchParams }: { searchParams: Promise<{ period?: string }> }) {
  const me = await session();
  if (!me) redirect("/sign-in");
  const period = await periodShown((await searchParams).period);
  if (!period) return <NoPeriods />;
  const all = await periods();
  prefetch(trpc.commissions.summarize.queryOptions({ periodId: period.id }));
  prefetch(trpc.commissions.estimate.queryOptions({ periodId: period.id }));
  prefetch(trpc.commissions.list.queryOptions({ periodId: period.id, limit: LATEST }));
  prefetch(trpc.ranks.progress.queryOptions({}));
  prefetch(trpc.team.facts.queryOptions());

  const hour = Number(instantText(me.companyNow, me.company.timeZone, "time").slice(0, 2));
  const greeting = hour < 12 ? home.morning : hour < 18 ? home.afternoon : home.evening;
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" />}>
          <HomePanel
            greeting={say(greeting, { name: me.user.name.split(" ")[0] ?? me.user.name })}
            period={period}
            periods={all}
            now={me.companyNow}
          />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
