"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { Copy } from "~/components/ui/copy";
import { countText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { StatusPill } from "~/components/ui/status-pill";
import { Facts } from "~/components/ui/sums";
import { integrations } from "~/messages/en/integrations";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";
import { SecretRow } from "./secret-row";
import { SignatureChecker } from "./signature-checker";

const words = integrations.provider;
export type Provider = Outputs["providers"]["get"];

/** Door, scheme, kinds, secrets; beside them the check of a pasted request. */
export function ProviderDetail({ slug, mayChange }: { readonly slug: string; readonly mayChange: boolean }) {
  const trpc = useTRPC();
  const { data: provider } = useSuspenseQuery(trpc.providers.get.queryOptions({ slug }));
  return (
    <>
      <PageHead
        title={
          <span className="inline-flex flex-wrap items-center gap-x-3">
            {provider.label}
            <StatusPill
              kind="check"
              state={provider.isOn ? "on" : "off"}
              label={provider.isOn ? words.on : words.off}
              isTag
            />
          </span>
        }
        back={{ href: "/integrations/providers", label: words.title }}
      />
      {provider.isOn ? null : (
        <Banner label={words.closedLabel} tone="wait">
          {words.closed}
        </Banner>
      )}
      <div className="door-grid">
        <div className="grid min-w-0 gap-8">
          <Door provider={provider} />
          <Secrets provider={provider} mayChange={mayChange} />
        </div>
        {mayChange ? <SignatureChecker slug={slug} isOn={provider.isOn} /> : null}
      </div>
    </>
  );
}

function Door({ provider }: { readonly provider: Provider }) {
  const { doorUrl, scheme, signedPart, events, lastEventAt, events24h, rejected24h } = provider;
  return (
    <>
      <section>
        <SectionHead title={words.door} />
        <div className="door-url">
          <bdi className="mono">{doorUrl}</bdi>
          <Copy value={doorUrl} what={words.doorLabel} />
        </div>
        <p className="sm muted">{words.doorLead}</p>
      </section>
      <section>
        <Facts
          rows={[
            {
              id: "scheme",
              label: words.scheme,
              value: (
                <>
                  {scheme}. {words.tolerance}
                </>
              ),
            },
            { id: "signed", label: words.signed, value: <span className="mono">{signedPart}</span> },
            { id: "last", label: words.lastEvent, value: lastEventAt ? <Instant at={lastEventAt} /> : words.never },
            { id: "events", label: words.events24h, value: countText(events24h) },
            { id: "rejected", label: words.rejected24h, value: countText(rejected24h) },
          ]}
        />
      </section>
      <section>
        <SectionHead title={words.kinds}>
          <Copy value={events.join("\n")} what={words.kinds} label={words.copyKinds} />
        </SectionHead>
        <p className="sm muted">{words.kindsLead}</p>
        <ul className="ticked">
          {events.map((type) => (
            <li key={type} className="tag">
              {type}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Secrets({ provider, mayChange }: { readonly provider: Provider; readonly mayChange: boolean }) {
  return (
    <section>
      <SectionHead title={words.secrets} />
      {mayChange ? null : <p className="sm muted">{words.readOnly}</p>}
      {provider.settings.map((setting) => (
        <SecretRow key={setting.name} provider={provider} setting={setting} mayChange={mayChange} />
      ))}
    </section>
  );
}
