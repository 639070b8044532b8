"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import type { Route } from "next";
import { useEffect, useRef } from "react";
import { useAnnounce } from "~/components/ui/announcer";
import { ButtonLink } from "~/components/ui/button";
import { Copy } from "~/components/ui/copy";
import { cx } from "~/components/ui/cx";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { useHere } from "../../integrations/events/_components/use-here";
import { expectedText } from "./choice";
import { Effects } from "./effects";
import { gotText, statusesGot } from "./got";
import { RunPipeline } from "./run-pipeline";
import { SignedRequest } from "./signed-request";
import type { Click, LabRun } from "./types";
import { useSeen } from "./use-seen";

const ASK_EVERY_MS = 400;
/** An event that waits for its match, or an e-mail that does not leave, is followed for a minute. */
const FOLLOW_MS = 60_000;

/** A run is followed until nothing of it is on its way. */
const isOnItsWay = ({ got, stages }: LabRun): boolean =>
  !got.settled || stages.some(({ state }) => state === "waiting");

/** What was sent, what came back, where the time went, and what it caused. */
export function RunView({
  labRunId,
  click,
  isOnBench,
}: {
  readonly labRunId: string;
  readonly click: Click | null;
  readonly isOnBench?: boolean;
}) {
  const trpc = useTRPC();
  const { data: run } = useSuspenseQuery({
    ...trpc.lab.run.queryOptions({ labRunId }),
    refetchInterval: ({ state: { data } }) =>
      data && isOnItsWay(data) && Date.now() - Date.parse(data.at) < FOLLOW_MS ? ASK_EVERY_MS : false,
  });
  const isSettled = run.got.settled;
  const seenMs = useSeen(click?.at ?? null, isSettled);
  useSaid(run);
  return (
    <>
      <Verdict run={run} isOnBench={isOnBench ?? false} />
      <SignedRequest run={run} sentBody={click?.body ?? null} />
      <RunPipeline run={run} seenMs={seenMs} isMeasuring={click !== null} />
      <Effects run={run} />
    </>
  );
}

/** Before, after, and whether they match. */
function Verdict({ run, isOnBench }: { readonly run: LabRun; readonly isOnBench: boolean }) {
  const here = useHere(`/lab/runs/${run.id}`);
  const isDone = run.got.settled;
  const isBad = isDone && !run.matches;
  const Icon = isBad ? CircleX : CircleCheck;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone Send stands far above what it leads to.
    if (isOnBench) box.current?.scrollIntoView({ block: "nearest" });
  }, [isOnBench]);
  return (
    <section ref={box} className={cx("got", isDone && (isBad ? "got-bad" : "got-ok"))} aria-label={lab.run}>
      {isOnBench ? null : <p className="sm muted">{say(lab.weExpect, { what: expectedText(run, null) })}</p>}
      <p className="got-line">
        {isDone ? <Icon className="i" aria-hidden="true" /> : null}
        <span>{say(isDone ? lab.got : lab.gotSoFar, { what: gotText(run) })}</span>
      </p>
      <p className="xs muted got-foot">
        {isDone ? (isBad ? lab.notExpected : lab.asExpected) : lab.notSettled}
        {isBad ? ` · ${lab.mismatch}` : null}
        <span className="id">
          <span className="mono">{run.id}</span>
          <Copy value={here} what={lab.share} />
        </span>
        <Places run={run} isOnBench={isOnBench} />
      </p>
    </section>
  );
}

function Places({ run, isOnBench }: { readonly run: LabRun; readonly isOnBench: boolean }) {
  const isRefused = run.requests.some(({ status }) => status !== null && status >= 400 && status !== 404);
  return (
    <span className="got-links">
      {run.inboxEventIds.map((id, index) => (
        <ButtonLink key={id} href={`/integrations/events/${id}` as Route} size="sm">
          {say(run.inboxEventIds.length === 1 ? lab.openEvents.one : lab.openEvents.other, { at: index + 1 })}
        </ButtonLink>
      ))}
      {isRefused ? (
        <ButtonLink href={`/integrations/rejected?provider=${run.provider}` as Route} size="sm">
          {lab.openRejected}
        </ButtonLink>
      ) : null}
      {isOnBench ? (
        <ButtonLink href={`/lab/runs/${run.id}` as Route} size="sm" variant="quiet">
          {lab.share}
        </ButtonLink>
      ) : null}
    </span>
  );
}

/** The result is said once, when it stands: "401, as expected." */
function useSaid(run: LabRun): void {
  const { got, requests, matches: isGood } = run;
  const announce = useAnnounce();
  const isSaid = useRef(false);
  useEffect(() => {
    if (isSaid.current || !got.settled) return;
    isSaid.current = true;
    announce(say(isGood ? lab.said : lab.saidNot, { status: statusesGot(requests) }));
  }, [announce, isGood, got.settled, requests]);
}
