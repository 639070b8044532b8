"use client";

import { useMemo } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { cx } from "~/components/ui/cx";
import { ErrorView } from "~/components/ui/error-view";
import { countText } from "~/components/ui/format";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import { formatted, jsonState } from "./json-state";
import type { LabOptions } from "./types";
import type { useComposed } from "./use-composed";

/** The event as text, in the provider's own shape. What stands here is what gets signed, JSON or not. */
export function Payload({
  composed,
  provider,
}: {
  readonly composed: ReturnType<typeof useComposed>;
  readonly provider: LabOptions["providers"][number] | null;
}) {
  const { body, setBody, example, write, isPending, error } = composed;
  const state = useMemo(() => jsonState(body), [body]);
  const isChanged = body !== example;
  return (
    <section aria-label={lab.payload}>
      <SectionHead title={lab.payload}>
        <span className="inline-flex gap-1">
          <Button size="sm" variant="quiet" onClick={() => setBody(formatted(body))}>
            {lab.format}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            aria-disabled={!isChanged || undefined}
            onClick={() => isChanged && setBody(example)}
          >
            {lab.reset}
          </Button>
          <Button size="sm" variant="quiet" isBusy={isPending} onClick={() => void write()}>
            {lab.anew}
          </Button>
        </span>
      </SectionHead>
      <label className="vh" htmlFor="payload">
        {lab.payloadLead}
      </label>
      <textarea
        id="payload"
        className="textarea mono payload"
        value={body}
        rows={12}
        spellCheck={false}
        autoComplete="off"
        aria-describedby="payload-state"
        aria-busy={isPending}
        placeholder={isPending ? lab.composing : undefined}
        onChange={(event) => setBody(event.target.value)}
      />
      <p id="payload-state" className="payload-state xs" aria-live="polite">
        <span className={cx(body !== "" && !state.isJson ? "warn" : "muted")}>
          {body === "" ? (isPending ? lab.composing : null) : stateText(state)}
        </span>
        <span className="muted">
          {isChanged ? `${lab.changed} · ` : null}
          {provider ? say(lab.signs, { part: provider.signedPart }) : null}
        </span>
      </p>
      {error ? <ErrorView error={error} onRetry={() => void write()} /> : null}
    </section>
  );
}

function stateText(state: ReturnType<typeof jsonState>): string {
  if (state.isJson) return say(lab.isJson, { count: countText(state.bytes) });
  if (state.line === null || state.column === null) return lab.notJsonPlain;
  return say(lab.notJson, { line: state.line, column: state.column });
}
