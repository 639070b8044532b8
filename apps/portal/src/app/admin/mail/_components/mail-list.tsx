"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { FreshLine } from "~/components/live/fresh-line";
import { ChipChoice } from "~/components/ui/filter-bar";
import { Instant } from "~/components/ui/instant";
import { More } from "~/components/ui/more";
import { SearchField } from "~/components/ui/search-field";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { admin } from "~/messages/en/admin";
import { statusWord } from "~/messages/en/status";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { useRowKeys } from "../../_components/use-row-keys";
import { MAIL_STATES, type MailSearch, mailInput } from "./mail-search";

const words = admin.mail;

/** The log as rows of two lines; the filters travel along to the e-mail. */
export function MailList({ selectedId }: { readonly selectedId: string | null }) {
  const trpc = useTRPC();
  const params = useSearchParams();
  const onKeyDown = useRowKeys();
  const search: MailSearch = Object.fromEntries(params);
  const list = useSuspenseInfiniteQuery(trpc.mail.list.infiniteQueryOptions(mailInput(search), byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  const query = params.toString();
  return (
    <>
      <header className="head">
        <h1>{words.title}</h1>
        <span className="right">
          <FreshLine />
        </span>
      </header>
      <div className="filters">
        <SearchField name="q" label={words.search} className="flex-1" />
      </div>
      <ChipChoice
        name="status"
        label={words.status}
        choices={[
          { value: "", label: admin.all },
          ...MAIL_STATES.map((value) => ({ value, label: statusWord("mail", value).label })),
        ]}
      />
      {rows.length === 0 ? (
        <div className="px-6">
          <EmptyState>{query ? words.empty : words.none}</EmptyState>
        </div>
      ) : (
        <ul aria-label={words.list} onKeyDown={onKeyDown}>
          {rows.map(({ id, createdAt, subject, recipientName, kind, status, attempts }) => (
            <li key={id}>
              <Link
                className="ev"
                href={`/admin/mail/${id}${query ? `?${query}` : ""}` as Route}
                aria-current={id === selectedId ? "true" : undefined}
                scroll={false}
              >
                <Instant at={createdAt} style="time" />
                <div className="min-w-0">
                  <div className="t">{subject}</div>
                  <div className="s">
                    <bdi>{recipientName}</bdi> · {words.kinds[kind]}
                  </div>
                </div>
                <div className="r">
                  <StatusPill kind="mail" state={status} />
                  <span className="xs">
                    {attempts > 1 ? say(words.attempts, { count: attempts }) : <Instant at={createdAt} style="day" />}
                  </span>
                </div>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className="px-6" hidden={rows.length === 0}>
        <More
          shown={rows.length}
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      </div>
    </>
  );
}
