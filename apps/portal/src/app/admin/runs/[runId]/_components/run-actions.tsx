"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { countText, moneyText } from "~/components/ui/format";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Asked } from "../../../_components/asked";
import type { Run } from "./run-review";

/** What can be done with the run as it stands, each asked before it happens. A stale page is told so by the refusal. */
export function RunActions({ run }: { readonly run: Run }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const after = () => queries.invalidateQueries(trpc.runs.pathFilter());
  const ask = useMutation(trpc.runs.request.mutationOptions({ onSettled: after }));
  const approve = useMutation(trpc.approvals.approve.mutationOptions({ onSettled: after }));
  const decline = useMutation(trpc.approvals.decline.mutationOptions({ onSettled: after }));
  const post = useMutation(trpc.runs.post.mutationOptions({ onSettled: after }));
  const cancel = useMutation(trpc.runs.cancel.mutationOptions({ onSettled: after }));
  const { id: runId, state, request, failure } = run;
  const values = { lines: countText(run.lineCount), amount: moneyText(run.totalMinor, run.currency) };
  const mayCancel = state === "frozen" || state === "evaluated" || state === "approved";
  const mayApprove = request !== null && !request.isOwn && !run.isOwn && state === "evaluated";
  return (
    <>
      {mayCancel ? (
        <Asked
          {...{ verb: words.cancel, title: words.cancelTitle, text: words.cancelText, done: words.cancelDone }}
          look="quiet"
          isDanger
          wantsReason
          act={cancel}
          send={(reason) => cancel.mutateAsync({ runId, reason })}
        />
      ) : null}
      {state === "evaluated" && request !== null ? (
        <Asked
          {...{ verb: request.isOwn ? words.withdraw : words.decline, done: words.declined, text: words.declineText }}
          title={request.isOwn ? words.withdrawTitle : words.declineTitle}
          wantsReason
          act={decline}
          send={(reason) => decline.mutateAsync({ approvalId: request.approvalId as `apr_${string}`, reason })}
        />
      ) : null}
      {state === "evaluated" && request === null ? (
        <Asked
          look="primary"
          {...{ verb: words.ask, title: words.askTitle, text: say(words.askText, values), done: words.asked }}
          wantsReason
          act={ask}
          send={(reason) => ask.mutateAsync({ runId, reason })}
        />
      ) : null}
      {mayApprove ? (
        <Asked
          look="primary"
          {...{ verb: say(words.approve, values), title: say(words.approveTitle, values) }}
          {...{ text: words.approveText, done: words.approved }}
          act={approve}
          send={() =>
            approve.mutateAsync({ approvalId: request.approvalId as `apr_${string}`, fingerprint: request.fingerprint })
          }
        />
      ) : null}
      {state === "approved" || (state === "posting" && failure !== null) ? (
        <Asked
          look="primary"
          {...{ verb: state === "approved" ? say(words.post, values) : words.postAgain }}
          {...{ title: say(words.postTitle, values), text: words.postText, done: words.posting }}
          act={post}
          send={() => post.mutateAsync({ runId })}
        />
      ) : null}
    </>
  );
}
