import {
  ChartNoAxesColumnIncreasing,
  Clock,
  Database,
  History,
  Hourglass,
  ReceiptText,
  RotateCcw,
  ShieldCheck,
  ShoppingCart,
  TriangleAlert,
  Undo2,
  Webhook,
} from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { volumeText } from "~/components/ui/format";
import { Id } from "~/components/ui/id";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Chain } from "~/components/ui/pipeline";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import { CausedLines } from "./caused-lines";
import { aftermath } from "./chain-aftermath";
import { type InboxEvent, withText } from "./event-checks";
import { becauseText, hadNoEffect, waitText } from "./event-outcome";

const words = integrations.event;
export type ChainItem = ComponentProps<typeof Chain>["items"][number];

/** What the event led to, in the order it happened. A step without milliseconds was part of the commit below it. */
export function EventChain({ event }: { readonly event: InboxEvent }) {
  const items = [...arrival(event), ...effects(event), ...ending(event), ...aftermath(event), ...replays(event)];
  return <Chain items={items} />;
}

const msOf = (event: InboxEvent, step: string): number | null =>
  event.timeline.find((one) => one.step === step)?.ms ?? null;

/** It came through no door: nothing was signed, answered or measured. */
function imported({ row }: InboxEvent): ChainItem[] {
  const at = <Instant at={row.receivedAt} style="full" inCompanyZone />;
  return [
    {
      id: "imported",
      label: words.imported,
      state: "done",
      ms: null,
      icon: History,
      note: <Say of={words.importedNote} with={{ at }} />,
    },
    { id: "stored", label: words.kept, state: "done", ms: null, note: <Id id={row.id} isWhole /> },
  ];
}

function arrival(event: InboxEvent): ChainItem[] {
  const { row, verification, timeline } = event;
  if (verification.verifiedWith === "import") return imported(event);
  const pickedUp = timeline.find(({ step }) => step === "picked_up");
  return [
    {
      id: "received",
      label: words.received,
      state: "done",
      ms: 0,
      icon: Webhook,
      note: (
        <Say
          of={words.receivedNote}
          with={{
            at: <Instant at={row.receivedWallAt} style="full" />,
            company: <Instant at={row.receivedAt} style="short" inCompanyZone />,
          }}
        />
      ),
    },
    {
      id: "verified",
      label: words.verified,
      state: "done",
      ms: msOf(event, "verified"),
      icon: ShieldCheck,
      note: `${withText(words.verifiedNote, verification.verifiedWith)}. ${verification.scheme}`,
    },
    { id: "stored", label: words.stored, state: "done", ms: msOf(event, "stored"), note: <Id id={row.id} isWhole /> },
    ...(pickedUp
      ? [
          {
            id: "picked_up",
            label: words.pickedUp,
            state: "done",
            ms: msOf(event, "picked_up"),
            icon: Clock,
          } satisfies ChainItem,
        ]
      : []),
  ];
}

const hasBooked = ({ row, caused }: InboxEvent): boolean =>
  row.status === "processed" && (!hadNoEffect(row) || caused.lines.length > 0 || caused.volume !== null);

function effects(event: InboxEvent): ChainItem[] {
  const { caused } = event;
  if (!hasBooked(event)) return [];
  const { order, volume, lines, linesTotal, rankNews } = caused;
  const items: ChainItem[] = [];
  if (order) {
    items.push({
      id: "order",
      label: <OrderLine order={order} />,
      state: "done",
      ms: null,
      icon: ShoppingCart,
      note: volume ? <VolumeNote volume={volume} /> : null,
    });
  }
  if (order || lines.length > 0) {
    const isBack = linesTotal !== null && linesTotal.minor < 0n;
    items.push({
      id: "lines",
      label:
        lines.length > 0 && linesTotal ? (
          <Say
            of={lines.length === 1 ? words.lines.one : words.lines.other}
            with={{ count: lines.length, sum: <Money minor={linesTotal.minor} currency={linesTotal.currency} /> }}
          />
        ) : (
          words.noLines
        ),
      state: "done",
      ms: null,
      icon: isBack ? Undo2 : ReceiptText,
      note: lines.length > 0 ? null : words.noLinesNote,
      children: lines.length > 0 ? <CausedLines lines={lines} total={linesTotal} /> : null,
    });
  }
  if (rankNews.length > 0) {
    items.push({
      id: "ranks",
      label: words.ranks,
      state: "done",
      ms: null,
      icon: ChartNoAxesColumnIncreasing,
      note: rankNews.map(({ values }) => say(words.rank, { from: values.from, to: values.to })).join(", "),
    });
  }
  return items;
}

function OrderLine({ order }: { readonly order: NonNullable<InboxEvent["caused"]["order"]> }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>
        <Say
          of={words.order}
          with={{
            number: (
              <Link className="proof" href={`/admin/orders/${order.id}` as Route}>
                {order.number}
              </Link>
            ),
            total: <Money minor={order.total.minor} currency={order.total.currency} />,
          }}
        />
      </span>
      <StatusPill kind="order" state={order.status} />
    </span>
  );
}

function VolumeNote({ volume }: { readonly volume: NonNullable<InboxEvent["caused"]["volume"]> }) {
  const { distributor, cv, pv } = volume;
  const isBack = cv < 0n || pv < 0n;
  return (
    <Say
      of={isBack ? words.volumeBack : words.volume}
      with={{
        cv: volumeText(isBack ? -cv : cv),
        pv: volumeText(isBack ? -pv : pv),
        name: (
          <Link className="proof" href={`/admin/people/${distributor.id}` as Route}>
            <bdi>{distributor.name}</bdi>
          </Link>
        ),
        number: distributor.number,
      }}
    />
  );
}

/** How it ended: the commit, or why there is none. */
function ending(event: InboxEvent): ChainItem[] {
  const { row, caused } = event;
  const ms = msOf(event, "acted");
  if (hasBooked(event)) {
    const note = caused.ledgerTxIds.length === 0 ? null : <LedgerIds ids={caused.ledgerTxIds} />;
    return [{ id: "committed", label: words.committed, state: "done", ms, icon: Database, note }];
  }
  if (row.status === "received") {
    return [
      {
        id: "waiting",
        label: words.waitsForWorker,
        state: "waiting",
        ms: null,
        icon: Clock,
        note: <Retry row={row} />,
      },
    ];
  }
  const why = (
    <>
      {row.because ? becauseText(row.because) : null} {row.detail}
      <Linked event={event} />
    </>
  );
  if (row.status === "unmatched") {
    const waiting = (row.waitingFor ?? []).map(waitText).join(", ");
    const note = (
      <>
        {why} {waiting ? say(words.waitsFor, { what: waiting }) : null}
      </>
    );
    return [{ id: "unmatched", label: words.result.unmatched, state: "waiting", ms, icon: Hourglass, note }];
  }
  if (row.status === "held") {
    return [{ id: "held", label: words.result.held, state: "waiting", ms, icon: TriangleAlert, note: why }];
  }
  if (row.status === "dead") {
    const note = (
      <>
        {why} {row.lastError ? say(words.lastError, { text: row.lastError }) : null}
      </>
    );
    return [{ id: "dead", label: words.result.dead, state: "failed", ms, note }];
  }
  return [{ id: "nothing", label: words.result.noEffect, state: "done", ms, note: why }];
}

/** Each replay by itself: who, when, and what came of it. The record of the first run stays above. */
function replays({ replays: list }: InboxEvent): ChainItem[] {
  return list.map(({ id, at, by, status, noEffect, because }) => ({
    id: `replay-${id}`,
    label: noEffect ? words.replayed : say(words.done, { status: words.result[status] }),
    state: status === "dead" ? "failed" : status === "processed" || status === "ignored" ? "done" : "waiting",
    ms: null,
    icon: RotateCcw,
    note: (
      <>
        <Say of={words.replayedBy} with={{ name: <bdi>{by}</bdi>, at: <Instant at={at} style="full" /> }} />{" "}
        {noEffect ? (because ? becauseText(because) : words.alreadyProcessed) : null}
      </>
    ),
  }));
}

function Retry({ row: { attempts, nextAttemptAt, lastError } }: { readonly row: InboxEvent["row"] }): ReactNode {
  if (!nextAttemptAt) return null;
  return (
    <>
      <Say of={words.retryNote} with={{ count: attempts, at: <Instant at={nextAttemptAt} style="seconds" /> }} />
      {lastError ? ` · ${say(words.lastError, { text: lastError })}` : null}
    </>
  );
}

/** The event that had told the same before. */
function Linked({ event: { caused } }: { readonly event: InboxEvent }) {
  const { duplicateOf } = caused;
  if (!duplicateOf) return null;
  return (
    <>
      {" "}
      <Say
        of={words.bookedBy}
        with={{ event: <Id id={duplicateOf.eventRef} href={`/integrations/events/${duplicateOf.id}` as Route} /> }}
      />
    </>
  );
}

function LedgerIds({ ids }: { readonly ids: readonly string[] }) {
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {say(words.ledgerIds, { count: ids.length })}
      {ids.map((id) => (
        <Id key={id} id={id} isWhole={ids.length === 1} />
      ))}
    </span>
  );
}
