import type { Route } from "next";
import Link from "next/link";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import type { Outputs } from "../../_components/outputs";
import { providerName } from "../../_components/provider-name";
import { hadNoEffect, tookText } from "./event-outcome";

const words = integrations.events;
export type EventListRow = Outputs["inbox"]["list"]["rows"][number];

/** One event in two lines: what and from whom, what became of it and how fast. */
export function EventRow({
  row,
  href,
  isCurrent,
  onOpen,
}: {
  readonly row: EventListRow;
  readonly href: Route;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}) {
  return (
    <Link
      className="ev"
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={isCurrent ? "true" : undefined}
      onClick={onOpen}
    >
      <Instant at={row.receivedWallAt} style="seconds" />
      <div className="min-w-0">
        <div className="t">{row.type}</div>
        <div className="s">
          {integrations.providersShort[row.provider] ?? providerName(row.provider)}
          <About row={row} />
        </div>
      </div>
      <div className="r">
        <EventState row={row} />
        <span className="xs">
          <Aside row={row} />
        </span>
      </div>
    </Link>
  );
}

/** The state as a pill; a repeat and a try that failed have their own words. */
export function EventState({
  row,
  isTag,
}: {
  readonly row: Pick<EventListRow, "status" | "because" | "attempts" | "nextAttemptAt">;
  readonly isTag?: boolean;
}) {
  if (row.status === "processed" && row.because === "duplicate") {
    return <StatusPill kind="inbox" state="duplicate" isTag={isTag} />;
  }
  if (row.status === "received" && row.nextAttemptAt) {
    return <StatusPill kind="inbox" state="unmatched" label={words.retrying} isTag={isTag} />;
  }
  const short = row.status === "unmatched" && !isTag ? words.chips.unmatched : undefined;
  return <StatusPill kind="inbox" state={row.status} label={short} isTag={isTag} />;
}

function About({ row: { orderNumber, amount, paymentRef, orderRef, status } }: { readonly row: EventListRow }) {
  const named = orderNumber ?? (status === "unmatched" && (paymentRef || orderRef) ? words.noOrder : null);
  return (
    <>
      {named ? (
        <>
          {" · "}
          <bdi>{named}</bdi>
        </>
      ) : null}
      {amount ? (
        <>
          {" · "}
          {moneyOf(amount)}
        </>
      ) : null}
    </>
  );
}

const moneyOf = ({ minor, currency }: { readonly minor: bigint; readonly currency: string }) => (
  <Money minor={minor} currency={currency} tone="muted" />
);

function Aside({ row }: { readonly row: EventListRow }) {
  if (row.nextAttemptAt && row.status === "received") {
    return <Say of={words.nextAt} with={{ at: <Instant key="at" at={row.nextAttemptAt} style="seconds" /> }} />;
  }
  if (row.status === "dead") return say(words.tries, { count: Math.max(1, row.attempts) });
  if (row.duplicates > 0) return say(words.repeats, { count: row.duplicates });
  if (hadNoEffect(row)) return words.noEffect;
  return row.ms === null ? null : tookText(row.ms);
}
