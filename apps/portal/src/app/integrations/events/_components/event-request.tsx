import Link from "next/link";
import { Fragment } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { CodeBlock } from "~/components/ui/code-block";
import { Copy } from "~/components/ui/copy";
import { PayloadInspector } from "~/components/ui/payload-inspector";
import { integrations } from "~/messages/en/integrations";
import type { InboxEvent } from "./event-checks";
import { hadNoEffect } from "./event-outcome";

const words = integrations.event;
const hasSignature = (name: string) => name.includes("signature");

/** The request as it came: headers, then the body byte for byte. */
export function EventRequest({ event, isDemo }: { readonly event: InboxEvent; readonly isDemo: boolean }) {
  const { headers, bodyText, bodyHex, sizeBytes, rawSha256, row } = event;
  const isImported = event.verification.verifiedWith === "import";
  const first = `POST /api/webhooks/${row.provider}`;
  const lines = Object.entries(headers);
  return (
    <section>
      <SectionHead title={words.request}>
        {isDemo ? (
          <Link className="link" href="/lab">
            {words.openLab}
          </Link>
        ) : null}
      </SectionHead>
      <div className="code-2">
        {isImported ? (
          <p className="sm muted">{words.noHeaders}</p>
        ) : (
          <CodeBlock
            label={words.headers}
            text={[first, ...lines.map(([name, value]) => `${name}: ${value}`)].join("\n")}
          >
            <span className="k">POST</span> {first.slice(5)}
            {lines.map(([name, value]) => (
              <Fragment key={name}>
                {"\n"}
                <span className="k">{name}:</span> {hasSignature(name) ? <mark>{value}</mark> : value}
              </Fragment>
            ))}
          </CodeBlock>
        )}
        {bodyText === null && bodyHex === null ? (
          <p className="sm muted">{words.noBody}</p>
        ) : (
          <PayloadInspector text={bodyText} hex={bodyHex ?? hexOf(bodyText ?? "")} sizeBytes={sizeBytes} />
        )}
        <p className="sm muted hash">
          {words.hash} <span className="mono">{rawSha256}</span>
          <Copy value={rawSha256} what={words.hash} />
        </p>
      </div>
      {row.status === "processed" && !hadNoEffect(row) ? <p className="sm muted mt-3">{words.replayNote}</p> : null}
    </section>
  );
}

/** The bytes of a text that came as UTF-8: encoding it again gives exactly them. */
function hexOf(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
