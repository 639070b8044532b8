"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { Fragment, useEffect, useMemo, useRef } from "react";
import { FreshLine } from "~/components/live/fresh-line";
import { useAnnounce } from "~/components/ui/announcer";
import { Button, ButtonLink } from "~/components/ui/button";
import { instantText, localDate } from "~/components/ui/format";
import { More } from "~/components/ui/more";
import { EmptyState } from "~/components/ui/states";
import { useZones } from "~/components/ui/zones";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { EventFilters } from "./event-filters";
import { type EventListRow, EventRow } from "./event-row";
import { type EventSearch, eventHref, eventsInput } from "./event-search";
import { keepFocus, useConsoleKeys } from "./use-console-keys";
import { useHeldRows } from "./use-held-rows";

const words = integrations.events;

/** Accepted events by day, newest first; new ones appear on top, or wait behind a pill while somebody reads. */
export function EventList({
  openId,
  besideId,
  isDemo,
}: {
  /** The event of the address. */
  readonly openId: string | null;
  /** The event that stands beside the list; without one in the address, the newest of the list. */
  readonly besideId: string | null;
  readonly isDemo: boolean;
}) {
  const trpc = useTRPC();
  const params = useSearchParams();
  const query = params.toString();
  const input = useMemo(
    () => eventsInput(Object.fromEntries(new URLSearchParams(query)) as EventSearch, Date.now()),
    [query],
  );
  const list = useSuspenseInfiniteQuery(trpc.inbox.list.infiniteQueryOptions(input, byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  const box = useRef<HTMLDivElement>(null);
  const { shown, waiting, showAll, handlers } = useHeldRows(rows);
  useConsoleKeys(box);
  useNewSaid(rows, query);

  return (
    <>
      <header className="head">
        <h1>{words.title}</h1>
        <span className="right">
          <FreshLine />
        </span>
      </header>
      <EventFilters counts={list.data.pages[0]?.counts ?? null} types={rows.map(({ type }) => type)} />
      <div ref={box} {...handlers}>
        {waiting > 0 ? (
          <div className="new-line">
            <Button size="sm" onClick={showAll}>
              {say(words.fresh, { count: waiting })}
            </Button>
          </div>
        ) : null}
        {rows.length === 0 ? <Nothing isFiltered={query !== ""} isDemo={isDemo} /> : null}
        <Rows rows={shown} query={query} selectedId={besideId} isByItself={openId === null} />
      </div>
      {rows.length === 0 ? null : (
        <div className="list-pad">
          <More
            shown={shown.length}
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </div>
      )}
    </>
  );
}

interface RowsProps {
  readonly rows: readonly EventListRow[];
  readonly query: string;
  readonly selectedId: string | null;
  readonly isByItself: boolean;
}

function Rows({ rows, query, selectedId, isByItself }: RowsProps) {
  const { reader } = useZones();
  let day = "";
  return (
    <ul aria-label={words.list} className={isByItself ? "by-itself" : undefined}>
      {rows.map((row) => {
        const on = localDate(row.receivedWallAt, reader);
        const isFirst = on !== day;
        day = on;
        return (
          <Fragment key={row.id}>
            {isFirst ? <li className="ev-day">{instantText(row.receivedWallAt, reader, "weekday")}</li> : null}
            <li>
              <EventRow
                row={row}
                href={eventHref(row.id, query) as Route}
                isCurrent={row.id === selectedId}
                onOpen={keepFocus}
              />
            </li>
          </Fragment>
        );
      })}
    </ul>
  );
}

function Nothing({ isFiltered, isDemo }: { readonly isFiltered: boolean; readonly isDemo: boolean }) {
  if (isFiltered) {
    return (
      <div className="list-pad">
        <EmptyState>{words.empty}</EmptyState>
      </div>
    );
  }
  const action = isDemo ? (
    <ButtonLink href="/lab" size="sm">
      {words.openLab}
    </ButtonLink>
  ) : (
    <ButtonLink href="/integrations/providers" size="sm">
      {words.openProviders}
    </ButtonLink>
  );
  return (
    <div className="list-pad">
      <EmptyState action={action}>{isDemo ? words.none : words.noneReal}</EmptyState>
    </div>
  );
}

/** Says how many events came, once for a batch; a change of filter is no news. */
function useNewSaid(rows: readonly EventListRow[], query: string): void {
  const announce = useAnnounce();
  const seen = useRef<{ readonly query: string; readonly topId: string | null } | null>(null);
  useEffect(() => {
    const before = seen.current;
    const count = before?.query === query ? rows.findIndex(({ id }) => id === before.topId) : 0;
    seen.current = { query, topId: rows[0]?.id ?? null };
    if (count > 0) announce(say(words.freshSaid, { count }));
  }, [rows, query, announce]);
}
