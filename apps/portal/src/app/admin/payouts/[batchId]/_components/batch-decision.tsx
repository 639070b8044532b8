"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { moneyText } from "~/components/ui/format";
import { payouts } from "~/messages/en/payouts";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Asked } from "../../../_components/asked";

export type Batch = inferRouterOutputs<AppRouter>["payouts"]["batch"];

const words = payouts.batch;

/** The request that waits for a second person; one for a list that has changed since waits for nobody. */
export const openRequest = ({ approvals, status }: Batch) =>
  status === "proposed" ? approvals.find(({ state, isOutdated }) => state === "open" && !isOutdated) : undefined;

/** What can be done with the batch as it stands, each asked before it happens. */
export function BatchDecision({ batch }: { readonly batch: Batch }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { id, items, totals, currency, status } = batch;
  const batchId = id as `pob_${string}`;
  const after = () => queries.invalidateQueries(trpc.payouts.pathFilter());
  const request = useMutation(trpc.payouts.request.mutationOptions({ onSettled: after }));
  const cancel = useMutation(trpc.payouts.cancelBatch.mutationOptions({ onSettled: after }));
  const approve = useMutation(trpc.approvals.approve.mutationOptions({ onSettled: after }));
  const decline = useMutation(trpc.approvals.decline.mutationOptions({ onSettled: after }));
  const retry = useMutation(
    trpc.payouts.retry.mutationOptions({
      onSettled: after,
      onSuccess: ({ batchId: again }) => router.push(`/admin/payouts/${again}` as Route),
    }),
  );
  const reserved = items.filter(({ state }) => state === "reserved");
  const over = items.filter(({ state }) => state === "failed" || state === "returned");
  const values = { count: reserved.length, amount: moneyText(BigInt(totals.netMinor), currency) };
  const open = openRequest(batch);
  const isOpen = status === "proposed" && reserved.length > 0;
  return (
    <>
      {isOpen || status === "proposing" ? (
        <Asked
          {...{ verb: words.cancel, title: words.cancelTitle, text: words.cancelText, done: words.cancelled }}
          look="quiet"
          isDanger
          wantsReason
          act={cancel}
          send={(reason) => cancel.mutateAsync({ batchId, reason })}
        />
      ) : null}
      {open ? (
        <Asked
          {...{ verb: open.isOwn ? words.withdraw : words.decline, done: words.declined, text: words.declineText }}
          title={open.isOwn ? words.withdrawTitle : words.declineTitle}
          wantsReason
          act={decline}
          send={(reason) => decline.mutateAsync({ approvalId: open.id as `apr_${string}`, reason })}
        />
      ) : null}
      {open && !open.isOwn ? (
        <Asked
          {...{ verb: say(words.approve, values), title: words.approveTitle, done: words.approved }}
          text={words.approveText}
          look="primary"
          act={approve}
          send={() => approve.mutateAsync({ approvalId: open.id as `apr_${string}`, fingerprint: open.fingerprint })}
        />
      ) : null}
      {isOpen && !open ? (
        <Asked
          {...{ verb: say(words.ask, values), title: words.askTitle, text: words.askText, done: words.asked }}
          look="primary"
          wantsReason
          act={request}
          send={(reason) => request.mutateAsync({ batchId, reason })}
        />
      ) : null}
      {over.length > 0 ? (
        <Asked
          {...{ verb: say(words.retry, { count: over.length }), title: words.retryTitle, done: words.retried }}
          text={words.retryText}
          act={retry}
          send={() => retry.mutateAsync({ batchId })}
        />
      ) : null}
    </>
  );
}
