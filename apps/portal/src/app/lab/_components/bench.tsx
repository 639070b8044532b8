"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Send, SquareTerminal } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { leaveTrace } from "~/components/shell/traces";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { EmptyState } from "~/components/ui/states";
import { useUrlState } from "~/components/ui/use-url-state";
import { lab } from "~/messages/en/lab";
import { useTRPC } from "~/trpc/client";
import { type Choice, choiceOf, isRefusedCase } from "./choice";
import { CurlDialog } from "./curl-dialog";
import { Payload } from "./payload";
import { RunView } from "./run-view";
import { SendBar, type Volley } from "./send-bar";
import { Sender } from "./sender";
import type { Click, LabOptions } from "./types";
import { useComposed } from "./use-composed";

/** The bench: what is sent at the start side, what became of it at the end side. */
export function Bench({ maySend }: { readonly maySend: boolean }) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const { data: options } = useSuspenseQuery(trpc.lab.options.queryOptions());
  const choice = choiceOf(get, options);
  if (choice === null) return <EmptyState>{lab.effectsEmpty}</EmptyState>;
  return <Ready options={options} choice={choice} maySend={maySend} />;
}

interface ReadyProps {
  readonly options: LabOptions;
  readonly choice: Choice;
  readonly maySend: boolean;
}

function Ready({ options, choice, maySend }: ReadyProps) {
  const { get } = useUrlState();
  const composed = useComposed(choice, maySend);
  const { send, sent, wasSent, click, isSending, error } = useSend(choice, composed.body, maySend);
  const [isCurlOpen, setIsCurlOpen] = useState(false);
  const runId = sent ?? get("run");
  useCtrlEnter(() => send({ times: null, parallel: true }));
  return (
    <>
      <PageHead title={lab.title} sub={lab.sub}>
        <Button size="sm" onClick={() => setIsCurlOpen(true)} aria-disabled={!maySend || undefined}>
          <SquareTerminal className="i i14" aria-hidden="true" />
          {lab.curl}
        </Button>
        <Button
          size="sm"
          variant="primary"
          isBusy={isSending}
          aria-disabled={!maySend || undefined}
          aria-keyshortcuts="Control+Enter"
          title={maySend ? undefined : lab.readOnly}
          onClick={() => send({ times: null, parallel: true })}
        >
          <Send className="i i14" aria-hidden="true" />
          {isSending ? lab.sending : lab.send}
        </Button>
      </PageHead>
      {maySend ? null : <p className="sm muted mb-4">{lab.readOnly}</p>}
      <div className="lab">
        <Sender options={options} choice={choice} />
        <div className="lab-side">
          <Payload composed={composed} provider={providerOf(options, choice)} />
          <SendBar choice={choice} wasSent={wasSent} isSending={isSending} maySend={maySend} onSend={send} />
          {error ? <ErrorView error={error} /> : null}
          {runId ? (
            <RunView key={runId} labRunId={runId} click={click} isOnBench />
          ) : (
            <section>
              <SectionHead title={lab.request} />
              <p className="sm muted">{lab.requestHint}</p>
            </section>
          )}
        </div>
      </div>
      {isCurlOpen ? (
        <CurlDialog provider={choice.provider} body={composed.body} onClose={() => setIsCurlOpen(false)} />
      ) : null}
    </>
  );
}

const providerOf = (options: LabOptions, { provider }: Choice) =>
  options.providers.find(({ slug }) => slug === provider) ?? null;

/** Sends what stands in the text area and puts the run into the address; the click's time stays in the browser. */
function useSend({ provider, story, labCase }: Choice, body: string, maySend: boolean) {
  const trpc = useTRPC();
  const { hrefWith } = useUrlState();
  const [click, setClick] = useState<Click | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const [accepted, setAccepted] = useState<string | null>(null);
  const { mutate, isPending, error } = useMutation(
    trpc.lab.send.mutationOptions({
      onSuccess: ({ id }, { body: sentBody }) => {
        setSent(id);
        if (!isRefusedCase(labCase)) setAccepted(`${provider} ${sentBody}`);
        leaveTrace(id);
        // Not through the router: the page need not be asked for again, and the measured time must not hold that.
        window.history.replaceState(null, "", hrefWith({ run: id }));
      },
    }),
  );
  const send = useCallback(
    ({ times, parallel }: Volley) => {
      if (isPending || !maySend || body === "") return;
      setClick({ at: performance.now(), body });
      mutate({ provider, story, labCase: labCase.id, body, times, parallel });
    },
    [mutate, isPending, maySend, provider, story, labCase.id, body],
  );
  return { send, sent, wasSent: accepted === `${provider} ${body}`, click, isSending: isPending, error } as const;
}

function useCtrlEnter(press: () => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
