"use client";

import { useSuspenseQueries } from "@tanstack/react-query";
import { RankCard } from "~/components/rank/rank-card";
import { PageHead } from "~/components/shell/page-head";
import { localDate } from "~/components/ui/format";
import { PeriodPicker } from "~/components/ui/period-picker";
import { useZones } from "~/components/ui/zones";
import type { PeriodView } from "~/components/views";
import { home } from "~/messages/en/home";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { BalancePanel } from "./balance-panel";
import { EstimatedMoney } from "./estimated-money";
import { LatestLines } from "./latest-lines";
import { PostedMoney } from "./posted-money";
import { RunningTotal } from "./running-total";
import { TeamFacts } from "./team-facts";

const LATEST = 5;
const RECALCULATING_MS = 2_000;

/** Home: posted beside estimated, never added; latest lines; balance, rank, team. */
export function HomePanel({
  greeting,
  period,
  periods,
  now,
}: {
  readonly greeting: string;
  readonly period: PeriodView;
  readonly periods: readonly PeriodView[];
  readonly now: string;
}) {
  const trpc = useTRPC();
  const { company } = useZones();
  const periodId = period.id;
  const [summary, estimate, latest, progress, facts] = useSuspenseQueries({
    queries: [
      trpc.commissions.summarize.queryOptions({ periodId }),
      trpc.commissions.estimate.queryOptions(
        { periodId },
        // A recalculation that moves nothing of this person is announced to nobody: the sign goes away by asking.
        { refetchInterval: ({ state }) => (state.data?.dirty ? RECALCULATING_MS : false) },
      ),
      trpc.commissions.list.queryOptions({ periodId, limit: LATEST }),
      trpc.ranks.progress.queryOptions({}),
      trpc.team.facts.queryOptions(),
    ],
  });
  const before = periods[periods.findIndex(({ id }) => id === periodId) + 1];
  return (
    <>
      <PageHead title={greeting} sub={subOf(period, now)}>
        <PeriodPicker periods={periods} currentId={periodId} />
      </PageHead>
      <div className="home">
        <div className="main">
          <section className="money o1" aria-label={home.section}>
            <PostedMoney summary={summary.data} period={period} before={before} />
            <EstimatedMoney estimate={estimate.data} period={period} />
          </section>
          <LatestLines rows={latest.data.rows} period={period} />
          <RunningTotal summary={summary.data} period={period} before={before} today={localDate(now, company)} />
        </div>
        <div className="rail">
          <BalancePanel balances={summary.data.balances} currency={summary.data.earned.currency} />
          <RankCard progress={progress.data} now={now} />
          <TeamFacts facts={facts.data} />
        </div>
      </div>
    </>
  );
}

function subOf({ label, startsAt, endsAt, status }: PeriodView, now: string): string {
  if (status === "closed") return say(home.subClosed, { period: label });
  const dayMs = 86_400_000;
  const days = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / dayMs);
  const day = Math.min(days, Math.floor((Date.parse(now) - Date.parse(startsAt)) / dayMs) + 1);
  return say(home.sub, { period: label, day, days });
}
