"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { PageHead } from "~/components/shell/page-head";
import { countText, periodName } from "~/components/ui/format";
import { More } from "~/components/ui/more";
import { PeriodPicker } from "~/components/ui/period-picker";
import { EmptyState } from "~/components/ui/states";
import { useUrlState } from "~/components/ui/use-url-state";
import type { PeriodView } from "~/components/views";
import { earnings } from "~/messages/en/earnings";
import { primaryReason, reasonWords } from "~/messages/en/reasons";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { NotPaidLine } from "./not-paid-line";

/** The summary by reason first, then order by order. */
export function NotPaidPanel({
  period,
  periods,
}: {
  readonly period: PeriodView;
  readonly periods: readonly PeriodView[];
}) {
  const trpc = useTRPC();
  const { get, set } = useUrlState();
  const code = primaryReason(get("code"));
  const input = { periodId: period.id, ...(code ? { code } : {}) };
  const list = useSuspenseInfiniteQuery(trpc.commissions.notPaid.infiniteQueryOptions(input, byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  const byCode = list.data.pages[0]?.byCode ?? [];
  return (
    <>
      <PageHead
        title={earnings.notPaidTitle}
        sub={earnings.notPaidSub}
        back={{ href: "/earnings", label: earnings.title }}
      >
        <PeriodPicker periods={periods} currentId={period.id} />
      </PageHead>
      {byCode.length === 0 ? (
        <EmptyState>{say(earnings.notPaidEmpty, { period: periodName(period) })}</EmptyState>
      ) : (
        <fieldset className="filters">
          <legend className="vh">{earnings.reasons}</legend>
          <Chip isOn={!code} onChoose={() => set({ code: null }, true)} label={earnings.allReasons} />
          {byCode.map((row) => (
            <Chip
              key={row.code}
              isOn={code === row.code}
              onChoose={() => set({ code: row.code }, true)}
              label={reasonWords(row.code).title}
              count={row.count}
            />
          ))}
        </fieldset>
      )}
      <ul className="feed">
        {rows.map((row) => (
          <NotPaidLine key={`${row.orderId} ${row.bonusId}`} row={row} />
        ))}
      </ul>
      {rows.length > 0 ? (
        <More
          shown={rows.length}
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      ) : null}
    </>
  );
}

function Chip({
  isOn,
  onChoose,
  label,
  count,
}: {
  readonly isOn: boolean;
  readonly onChoose: () => void;
  readonly label: string;
  readonly count?: number;
}) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onChoose}>
      {label}
      {count === undefined ? null : <span className="num">{countText(count)}</span>}
    </button>
  );
}
