"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Fragment, useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { CodeBlock } from "~/components/ui/code-block";
import { cx } from "~/components/ui/cx";
import { millisecondsText } from "~/components/ui/format";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import type { Exchange, LabRun } from "./types";

/** The sandbox keeps the first 4 KiB of a body. */
const SHOWN_CHARACTERS = 4096;

/** The requests of the run as they went over the wire, with the answer of each. */
export function SignedRequest({ run, sentBody }: { readonly run: LabRun; readonly sentBody: string | null }) {
  const [at, setAt] = useState(0);
  const request = run.requests[Math.min(at, run.requests.length - 1)];
  if (!request) return null;
  const count = run.requests.length;
  const isTampered = run.labCase === "tampered" && sentBody !== null;
  return (
    <section>
      <SectionHead title={count > 1 ? say(lab.requestOf, { at: at + 1, count }) : lab.request}>
        <span className="inline-flex items-center gap-2">
          {count > 1 ? (
            <>
              <Button
                size="sm"
                variant="quiet"
                aria-label={lab.previousRequest}
                aria-disabled={at === 0 || undefined}
                onClick={() => setAt(Math.max(0, at - 1))}
              >
                <ChevronLeft className="i i14" aria-hidden="true" />
              </Button>
              <Button
                size="sm"
                variant="quiet"
                aria-label={lab.nextRequest}
                aria-disabled={at >= count - 1 || undefined}
                onClick={() => setAt(Math.min(count - 1, at + 1))}
              >
                <ChevronRight className="i i14" aria-hidden="true" />
              </Button>
            </>
          ) : null}
          <AnswerTag
            request={request}
            isAsExpected={request.status !== null && run.expected.status.includes(request.status)}
          />
        </span>
      </SectionHead>
      <Wire request={request} sentBody={isTampered ? sentBody : null} />
      {isTampered ? <p className="xs muted mt-2">{lab.diffNote}</p> : null}
      {request.body.length >= SHOWN_CHARACTERS ? <p className="xs muted mt-2">{lab.truncated}</p> : null}
      {request.answer || request.error ? (
        <p className="sm muted mt-2">
          {lab.answer}: <span className="mono">{request.error ?? request.answer}</span>
        </p>
      ) : null}
    </section>
  );
}

function AnswerTag({ request, isAsExpected }: { readonly request: Exchange; readonly isAsExpected: boolean }) {
  const { status, ms } = request;
  return (
    <span className={cx("tag", isAsExpected ? "tag-ok" : "tag-bad")}>
      {status === null ? lab.noAnswer : say(lab.answered, { status: String(status), took: millisecondsText(ms) })}
    </span>
  );
}

/** Method, headers with the signature marked, then the body. */
function Wire({ request, sentBody }: { readonly request: Exchange; readonly sentBody: string | null }) {
  const { method, path, headers, body } = request;
  const entries = Object.entries(headers);
  const text = [`${method} ${path}`, ...entries.map(([name, value]) => `${name}: ${value}`), "", body].join("\n");
  return (
    <CodeBlock text={text} label={`${method} ${path}`}>
      <span className="k">{method}</span> {path}
      {entries.map(([name, value]) => (
        <Fragment key={name}>
          {"\n"}
          <span className="k">{name}:</span> {name.includes("signature") ? <mark>{value}</mark> : value}
        </Fragment>
      ))}
      {body === "" ? null : "\n\n"}
      <Changed body={body} original={sentBody} />
    </CodeBlock>
  );
}

/** The body with the first character that is not the composed one marked. */
function Changed({ body, original }: { readonly body: string; readonly original: string | null }) {
  const at = original === null ? -1 : [...body].findIndex((letter, index) => letter !== original[index]);
  if (at < 0) return body;
  return (
    <>
      {body.slice(0, at)}
      <mark>{body[at]}</mark>
      {body.slice(at + 1)}
    </>
  );
}
