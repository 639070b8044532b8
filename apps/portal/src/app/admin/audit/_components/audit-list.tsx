"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { Id } from "~/components/ui/id";
import { Instant } from "~/components/ui/instant";
import { More } from "~/components/ui/more";
import { EmptyState } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { actionText } from "../../_components/action-text";
import type { Outputs } from "../../_components/outputs";
import { type AuditSearch, auditInput } from "./audit-search";
import { changesOf, Diff } from "./diff";

const words = admin.audit;
type Row = Outputs["audit"]["list"]["rows"][number];

/** Acts, newest first, each with what it changed. */
export function AuditList() {
  const trpc = useTRPC();
  const search: AuditSearch = Object.fromEntries(useSearchParams());
  const input = auditInput(search);
  const list = useSuspenseInfiniteQuery(trpc.audit.list.infiniteQueryOptions(input, byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState>{Object.keys(input).length > 0 ? words.empty : words.none}</EmptyState>;
  return (
    <>
      <ol className="audit" aria-label={words.list}>
        {rows.map((row) => (
          <Act key={row.id} row={row} />
        ))}
      </ol>
      <More
        shown={rows.length}
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </>
  );
}

function Act({
  row: { at, actorName, action, subjectType, subjectId, reason, before, after, address },
}: {
  readonly row: Row;
}) {
  const changes = changesOf(before, after);
  const href = hrefOf(subjectType, subjectId);
  return (
    <li>
      <Instant at={at} style="short" />
      <div className="min-w-0">
        <div className="med">
          {actionText(action)}
          <span className="muted">
            {" · "}
            <bdi>{actorName}</bdi>
          </span>
        </div>
        {reason ? (
          <p className="sm">
            {words.why}: {reason}
          </p>
        ) : null}
        {changes.length > 0 ? (
          <details className="sm">
            <summary className="link w-fit cursor-pointer">{say(words.changes, { count: changes.length })}</summary>
            <Diff changes={changes} />
          </details>
        ) : null}
        <p className="xs muted">
          {action}
          {address ? ` · ${say(words.from, { address })}` : ""}
        </p>
      </div>
      <Id id={subjectId} {...(href ? { href } : {})} />
    </li>
  );
}

function hrefOf(type: string, id: string): Route | null {
  switch (type) {
    case "distributor":
      return `/admin/people/${id}` as Route;
    case "plan_version":
      return `/admin/plans/${id}/ranks` as Route;
    case "inbox_event":
      return `/integrations/events/${id}` as Route;
    case "lab_run":
      return `/lab/runs/${id}` as Route;
    case "provider":
      return `/integrations/providers/${id}` as Route;
    case "sales_order":
      return `/admin/orders/${id}` as Route;
    default:
      return null;
  }
}
