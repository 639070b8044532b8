"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "~/components/ui/button";
import { moneyText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { StatusPill } from "~/components/ui/status-pill";
import { type Column, Table } from "~/components/ui/table";
import { useToast } from "~/components/ui/toast";
import { payouts } from "~/messages/en/payouts";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Asked } from "../../../_components/asked";
import type { Batch } from "./batch-decision";

const words = payouts.batch;
type Item = Batch["items"][number];

/** Every payout of the batch; the unusual ones stand first. */
export function BatchItems({ batch, canDecide }: { readonly batch: Batch; readonly canDecide: boolean }) {
  const trpc = useTRPC();
  const toast = useToast();
  const ask = useMutation(trpc.payouts.ask.mutationOptions({ onSuccess: () => toast({ text: words.askingProvider }) }));
  const { currency } = batch;
  const takeOut: Column<Item> = {
    id: "out",
    head: <span className="vh">{words.takeOut}</span>,
    align: "end",
    cell: (item) => (item.state === "reserved" ? <TakeOut item={item} currency={currency} /> : null),
  };
  return (
    <Table
      label={words.items}
      rows={batch.items}
      rowId={({ id }) => id}
      columns={[
        {
          id: "person",
          head: words.person,
          grows: true,
          cell: ({ distributorId, name, number, ending, because, state }) => (
            <>
              <Link href={`/admin/people/${distributorId}` as Route}>
                <bdi>{name}</bdi>
              </Link>{" "}
              <span className="muted xs only-wide">{number}</span>
              <span className="xs muted only-narrow">{say(words.ending, { ending })}</span>
              <span className="only-narrow">
                <StatusPill kind="payout" state={state} />
              </span>
              {because && state !== "sent" && state !== "settled" ? (
                <p className="xs muted wraps">{payouts.because[because] ?? because}</p>
              ) : null}
            </>
          ),
        },
        {
          id: "state",
          head: payouts.state,
          wideOnly: true,
          cell: ({ id, state, name }) => (
            <>
              <StatusPill kind="payout" state={state} />
              {canDecide && (state === "unknown" || state === "sent") ? (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={say(words.askProviderName, { name })}
                  onClick={() => ask.mutate({ payoutId: id as `pyt_${string}` })}
                >
                  {words.askProvider}
                </Button>
              ) : null}
            </>
          ),
        },
        {
          id: "account",
          head: words.account,
          wideOnly: true,
          cell: ({ ending }) => <span className="muted">{say(words.ending, { ending })}</span>,
        },
        {
          id: "before",
          head: words.before,
          align: "end",
          wideOnly: true,
          cell: ({ averageMinor, isOutlier }) =>
            averageMinor === null ? (
              <span className="muted xs">{words.first}</span>
            ) : (
              <>
                <Money minor={BigInt(averageMinor)} currency={currency} tone="muted" />
                {isOutlier ? <p className="xs">{words.outlier}</p> : null}
              </>
            ),
        },
        {
          id: "gross",
          head: words.gross,
          align: "end",
          wideOnly: true,
          cell: ({ grossMinor }) => <Money minor={BigInt(grossMinor)} currency={currency} />,
        },
        {
          id: "fee",
          head: payouts.fee,
          align: "end",
          wideOnly: true,
          cell: ({ feeMinor }) => <Money minor={BigInt(feeMinor)} currency={currency} />,
        },
        {
          id: "tax",
          head: words.tax,
          align: "end",
          wideOnly: true,
          cell: ({ taxMinor }) => <Money minor={BigInt(taxMinor)} currency={currency} />,
        },
        {
          id: "net",
          head: payouts.net,
          align: "end",
          cell: ({ netMinor }) => <Money minor={BigInt(netMinor)} currency={currency} />,
        },
        ...(canDecide && batch.items.some(({ state }) => state === "reserved") ? [takeOut] : []),
      ]}
    />
  );
}

/** Gives the money of one payout back before anything is sent. */
function TakeOut({ item: { id, name, grossMinor }, currency }: { readonly item: Item; readonly currency: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const cancel = useMutation(
    trpc.payouts.cancel.mutationOptions({ onSettled: () => queries.invalidateQueries(trpc.payouts.pathFilter()) }),
  );
  return (
    <Asked
      {...{ verb: words.takeOut, name: say(words.takeOutName, { name }), done: words.takenOut }}
      title={say(words.takeOutTitle, { name })}
      text={say(words.takeOutText, { amount: moneyText(BigInt(grossMinor), currency) })}
      look="quiet"
      size="sm"
      isDanger
      wantsReason
      act={cancel}
      send={(reason) => cancel.mutateAsync({ payoutId: id as `pyt_${string}`, reason })}
    />
  );
}
