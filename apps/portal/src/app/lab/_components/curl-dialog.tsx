"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { CodeBlock } from "~/components/ui/code-block";
import { Sheet } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Skeleton } from "~/components/ui/states";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { ProviderSlug } from "./types";

/** A signature is taken for five minutes. */
const WINDOW_SECONDS = 300;

/** The request as two texts for a shell: signed now, with the time it has left, and a script that signs anew. */
export function CurlDialog({
  provider,
  body,
  onClose,
}: {
  readonly provider: ProviderSlug;
  readonly body: string;
  readonly onClose: () => void;
}) {
  const trpc = useTRPC();
  const { mutate, data, error } = useMutation(trpc.lab.curl.mutationOptions());
  useEffect(() => {
    if (body !== "") mutate({ provider, body });
  }, [mutate, provider, body]);
  return (
    <Sheet isOpen onClose={onClose} title={lab.curlTitle} className="curl-sheet">
      <div className="curl-body">
        <p className="sm muted">{lab.curlLead}</p>
        {error ? <ErrorView error={error} onRetry={() => mutate({ provider, body })} /> : null}
        {data ? (
          <div className="grid min-w-0 gap-4 curl">
            <div>
              <CodeBlock text={data.asSent} label={lab.asSent} />
              <Countdown seconds={data.validForSeconds ?? WINDOW_SECONDS} />
            </div>
            <div>
              <CodeBlock text={data.resign} label={lab.resign} />
              <p className="xs muted mt-1">{lab.resignLead}</p>
            </div>
          </div>
        ) : error ? null : (
          <Skeleton of="lines" count={6} />
        )}
      </div>
    </Sheet>
  );
}

function Countdown({ seconds }: { readonly seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return <p className="xs muted mt-1">{left > 0 ? say(lab.validFor, { count: left }) : lab.expired}</p>;
}
