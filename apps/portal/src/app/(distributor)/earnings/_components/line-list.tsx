"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { FreshLine } from "~/components/live/fresh-line";
import { FilterBar } from "~/components/ui/filter-bar";
import { periodName } from "~/components/ui/format";
import { More } from "~/components/ui/more";
import { PeriodPicker } from "~/components/ui/period-picker";
import { EmptyState } from "~/components/ui/states";
import { Tabs } from "~/components/ui/tabs";
import { useUrlState } from "~/components/ui/use-url-state";
import type { EarningRow, PeriodView } from "~/components/views";
import { earnings } from "~/messages/en/earnings";
import { statusWord } from "~/messages/en/status";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { DayGroups } from "./day-groups";
import { LineFilters } from "./line-filters";
import { type LineSearch, listInput } from "./line-search";

/** The lines of a period by day, with what they add up to; live. */
export function LineList({
  period,
  periods,
  selectedId,
}: {
  readonly period: PeriodView;
  readonly periods: readonly PeriodView[];
  readonly selectedId: string | null;
}) {
  const trpc = useTRPC();
  const params = useSearchParams();
  const search: LineSearch = Object.fromEntries(params);
  const input = listInput(period.id, search);
  const list = useSuspenseInfiniteQuery(trpc.commissions.list.infiniteQueryOptions(input, byCursor));
  const rows: readonly EarningRow[] = list.data.pages.flatMap((page) => page.rows);
  const totals = list.data.pages[0]?.totals;
  const filters = [
    ...(search.bonus
      ? [{ name: "bonus", label: say(earnings.filterBonus, { what: rows[0]?.bonusLabel ?? search.bonus }) }]
      : []),
    ...(search.state
      ? [{ name: "state", label: say(earnings.filterState, { what: statusWord("money", search.state).label }) }]
      : []),
  ];
  return (
    <>
      <header className="head">
        <h1>{earnings.title}</h1>
        <span className="right">
          <FreshLine />
        </span>
      </header>
      <div className="list-pad">
        <ViewTabs />
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <PeriodPicker periods={periods} currentId={period.id} />
          <LineFilters />
        </div>
        <FilterBar filters={filters} />
      </div>
      {rows.length === 0 ? (
        <div className="list-pad">
          <EmptyState>{emptyText(period, input.tab, filters.length > 0)}</EmptyState>
        </div>
      ) : (
        <DayGroups rows={rows} selectedId={selectedId} total={totals} />
      )}
      {list.hasNextPage ? (
        <div className="list-pad">
          <More
            shown={rows.length}
            total={totals?.count}
            hasMore
            isLoading={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </div>
      ) : null}
    </>
  );
}

function emptyText(period: PeriodView, tab: string | undefined, isFiltered: boolean): string {
  if (isFiltered) return earnings.emptyFilter;
  if (tab === "reversed") return say(earnings.emptyReversed, { period: periodName(period) });
  if (tab === "estimated") return say(earnings.emptyEstimated, { period: periodName(period) });
  return say(earnings.emptyPeriod, { period: periodName(period) });
}

function ViewTabs() {
  const { get } = useUrlState();
  const period = get("period");
  const keep = (path: string, tab?: string) => {
    const query = new URLSearchParams({ ...(tab ? { tab } : {}), ...(period ? { period } : {}) }).toString();
    return (query ? `${path}?${query}` : path) as "/earnings";
  };
  return (
    <Tabs
      label={earnings.views}
      tabs={[
        { href: keep("/earnings"), label: earnings.tabs.earned },
        { href: keep("/earnings/not-paid"), label: earnings.tabs.notPaid },
        { href: keep("/earnings", "reversed"), label: earnings.tabs.reversed },
        { href: keep("/earnings", "estimated"), label: earnings.tabs.estimated },
      ]}
      only={["tab"]}
    />
  );
}
