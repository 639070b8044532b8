"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { cx } from "~/components/ui/cx";
import { ErrorView } from "~/components/ui/error-view";
import { Area } from "~/components/ui/field";
import { integrations } from "~/messages/en/integrations";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";

const words = integrations.provider;
type Check = Outputs["providers"]["checkSignature"];

/** Paste a request, learn whether it is genuine and which part differs. Nothing is stored. */
export function SignatureChecker({ slug, isOn }: { readonly slug: string; readonly isOn: boolean }) {
  const trpc = useTRPC();
  const [problem, setProblem] = useState<string | null>(null);
  const check = useMutation(trpc.providers.checkSignature.mutationOptions());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const headers = String(form.get("headers") ?? "");
    // A form writes line ends as CR LF; what was typed or pasted has LF.
    const body = String(form.get("body") ?? "").replaceAll("\r\n", "\n");
    setProblem(headers && body ? null : words.needBoth);
    if (headers && body && !check.isPending) check.mutate({ slug, headers, body });
  };
  return (
    <section id="check">
      <SectionHead title={words.checker} />
      <p className="sm muted">{words.checkerLead}</p>
      <form className="form mt-4 !max-w-none" onSubmit={submit}>
        <Area
          id="headers"
          label={words.headers}
          hint={words.headersHint}
          className="mono"
          rows={5}
          spellCheck={false}
          autoComplete="off"
          placeholder={
            slug === "stripe"
              ? "stripe-signature: t=…,v1=…"
              : "webhook-id: …\nwebhook-timestamp: …\nwebhook-signature: v1,…"
          }
        />
        <Area
          id="body"
          label={words.body}
          hint={words.bodyHint}
          error={problem}
          className="mono"
          rows={8}
          spellCheck={false}
          autoComplete="off"
        />
        <div className="input-row">
          <Button type="submit" isBusy={check.isPending} aria-disabled={!isOn || undefined}>
            {check.isPending ? words.checking : words.check}
          </Button>
          {isOn ? null : <span className="sm muted">{words.off}</span>}
        </div>
      </form>
      <div className="mt-4" aria-live="polite">
        {check.error ? <ErrorView error={check.error} /> : null}
        {check.data ? <Verdict check={check.data} /> : null}
      </div>
    </section>
  );
}

function Verdict({ check: { verdict, because, differs } }: { readonly check: Check }) {
  const isGenuine = verdict === "genuine";
  const Icon = isGenuine ? CircleCheck : CircleX;
  return (
    <div className={cx("verdict", isGenuine ? "verdict-ok" : "verdict-bad")}>
      <b>
        <Icon className="i" aria-hidden="true" />
        {isGenuine ? words.genuine : words.refused}
      </b>
      <p>{isGenuine ? words.genuineText[because] : words.differs[differs ?? "unreadable"]}</p>
    </div>
  );
}
