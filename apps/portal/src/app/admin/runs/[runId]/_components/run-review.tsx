"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { PageHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { Copy } from "~/components/ui/copy";
import { Day } from "~/components/ui/instant";
import { StatusPill } from "~/components/ui/status-pill";
import { Stepper } from "~/components/ui/stepper";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";
import { RunActions } from "./run-actions";
import { RunDiff } from "./run-diff";
import { RunLines } from "./run-lines";
import { RunSecond } from "./run-second";
import { RunTotals } from "./run-totals";

export type Run = Outputs["runs"]["get"];

export function RunReview({ runId, canDecide }: { readonly runId: Run["id"]; readonly canDecide: boolean }) {
  const trpc = useTRPC();
  const { data: run } = useSuspenseQuery(trpc.runs.get.queryOptions({ runId }));
  const { summary, resultHash, factsHash } = run;
  return (
    <>
      <PageHead
        title={say(words.run, { period: run.period.label })}
        sub={<StatusPill kind="run" state={run.state} />}
        back={{ href: "/admin/runs" as Route, label: words.back }}
      >
        {canDecide ? <RunActions run={run} /> : null}
      </PageHead>
      <Steps run={run} />
      <Notes run={run} />
      {summary === null ? null : (
        <>
          <RunTotals run={run} summary={summary} />
          {run.second ? <RunSecond second={run.second} currency={run.currency} /> : null}
          <RunDiff run={run} summary={summary} />
          <RunLines run={run} />
        </>
      )}
      {resultHash && factsHash ? (
        <p className="sm muted mt-7">
          {words.proof}: {words.result} <span className="mono">{resultHash.slice(0, 16)}</span>
          <Copy value={resultHash} what={words.result} /> {words.facts}{" "}
          <span className="mono">{factsHash.slice(0, 16)}</span>
          <Copy value={factsHash} what={words.facts} />
        </p>
      ) : null}
    </>
  );
}

const ORDER = ["frozen", "evaluated", "approved", "posted"] as const;
/** How many steps are done in each state. */
const DONE = { frozen: 1, evaluated: 2, approved: 3, posting: 3, posted: 4, cancelled: 0 } as const;

function Steps({ run }: { readonly run: Run }) {
  if (run.state === "cancelled") return null;
  const done = DONE[run.state];
  const by = { frozen: run.createdBy, evaluated: null, approved: run.approvedBy, posted: run.postedBy };
  const at = { frozen: run.createdAt, evaluated: null, approved: run.approvedAt, posted: run.postedAt };
  const steps = ORDER.map((id, index) => {
    const state = index < done ? ("done" as const) : index === done ? ("now" as const) : ("todo" as const);
    const moment = at[id];
    const note = (
      <span className="xs muted">
        {by[id] ?? (run.isAutomatic && moment ? words.automatic : null)}{" "}
        {moment ? <Day at={moment} style="date" /> : null}
      </span>
    );
    return { id, label: words.steps[id], state, note: state === "done" ? note : null };
  });
  return <Stepper label={words.steps.label} steps={steps} />;
}

function Notes({ run }: { readonly run: Run }) {
  const { state, step, done, total, failure, request, late } = run;
  const isQuiet = !failure && !run.cancelReason && !request && late === 0;
  const isWorking = failure === null && (state === "frozen" || state === "posting" || step !== "waiting");
  const isSaid = isWorking && state !== "posted";
  if (isQuiet && !isSaid) return null;
  return (
    <div className="grid gap-2 mt-4" aria-live="polite">
      {isSaid ? (
        <p className="med" role="status">
          {say(words.work[step], { done: String(done), total: String(total) })}
          {step === "posting" ? <progress className="run-progress" value={done} max={Math.max(total, 1)} /> : null}
        </p>
      ) : null}
      {failure ? (
        <Banner label={words.state} tone="bad">
          {say(words.failure, { why: failure })}
        </Banner>
      ) : null}
      {run.cancelReason ? (
        <Banner label={words.state}>
          {say(words.cancelled, { name: run.cancelledBy ?? words.none, reason: run.cancelReason })}
        </Banner>
      ) : null}
      {request ? (
        <Banner label={words.state} tone="wait">
          {say(words.requested, { name: request.by ?? words.none, reason: request.reason })}{" "}
          {request.isOwn ? words.ownRequest : run.isOwn ? words.ownRun : null}
        </Banner>
      ) : null}
      {late > 0 ? <Banner label={words.state}>{say(words.late, { count: late })}</Banner> : null}
    </div>
  );
}
