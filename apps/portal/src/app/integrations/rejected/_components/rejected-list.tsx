"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { ButtonLink } from "~/components/ui/button";
import { ChipChoice } from "~/components/ui/filter-bar";
import { countText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { More } from "~/components/ui/more";
import { EmptyState } from "~/components/ui/states";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import type { Outputs } from "../../_components/outputs";
import { KNOWN_PROVIDERS, providerName } from "../../_components/provider-name";
import { rejectedInput } from "./rejected-search";

const words = integrations.rejected;
type Refusal = Outputs["inbox"]["rejected"]["rows"][number];

/** Refusals in words, newest first. A row above one stands for a flood of the same minute. */
export function RejectedList({ isDemo }: { readonly isDemo: boolean }) {
  const trpc = useTRPC();
  const provider = useSearchParams().get("provider") ?? undefined;
  const list = useSuspenseInfiniteQuery(
    trpc.inbox.rejected.infiniteQueryOptions(rejectedInput({ provider }), byCursor),
  );
  const rows = list.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <ChipChoice
        name="provider"
        label={words.provider}
        choices={[
          { value: "", label: integrations.all },
          ...KNOWN_PROVIDERS.map((slug) => ({ value: slug, label: providerName(slug) })),
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState
          action={
            isDemo ? (
              <ButtonLink href="/lab?case=tampered" size="sm">
                {integrations.events.openLab}
              </ButtonLink>
            ) : null
          }
        >
          {provider ? words.empty : words.none} {isDemo ? words.noneHint : null}
        </EmptyState>
      ) : (
        <>
          <ol className="refused" aria-label={words.list}>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ol>
          <More
            shown={rows.length}
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

function Row({ row }: { readonly row: Refusal }) {
  const { at, provider, reason, status, addressPrefix, sizeBytes, count } = row;
  const known = words.reasons[reason];
  const canCheck = reason === "wrong_signature" || reason === "outside_tolerance" || reason === "no_signature";
  return (
    <li>
      <div className="when">
        <Instant at={at} style="seconds" />
        <span className="day">
          <Instant at={at} style="day" />
        </span>
      </div>
      <div className="min-w-0">
        <div className="t">{known?.title ?? reason.replaceAll("_", " ")}</div>
        <p className="s">
          {known?.text}{" "}
          {canCheck ? (
            <Link className="link" href={`/integrations/providers/${provider}#check` as Route}>
              {words.check}
            </Link>
          ) : null}
        </p>
        <p className="s">
          <bdi>{providerName(provider)}</bdi>
          {" · "}
          {sizeBytes === null ? null : `${say(words.size, { count: countText(sizeBytes) })} · `}
          {addressPrefix === null ? words.unknownSource : say(words.from, { prefix: addressPrefix })}
        </p>
      </div>
      <div className="r">
        <span className="tag tag-bad">{status}</span>
        {count > 1 ? <span>{say(words.more, { count })}</span> : null}
      </div>
    </li>
  );
}
