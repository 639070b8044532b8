"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { countText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { StatusPill } from "~/components/ui/status-pill";
import { integrations } from "~/messages/en/integrations";
import { useTRPC } from "~/trpc/client";

const words = integrations.provider;

/** Every provider with the state of its door and how busy it was. */
export function ProviderList() {
  const trpc = useTRPC();
  const { data: providers } = useSuspenseQuery(trpc.providers.list.queryOptions());
  return (
    <ul className="doors" aria-label={words.list}>
      {providers.map(({ slug, label, scheme, isOn, source, lastEventAt, events24h, rejected24h }) => (
        <li key={slug}>
          <div className="min-w-0">
            <div className="name">
              <Link className="row-link" href={`/integrations/providers/${slug}` as Route}>
                {label}
              </Link>
              <StatusPill kind="check" state={isOn ? "on" : "off"} label={isOn ? words.on : words.off} />
            </div>
            <p className="sm muted">{scheme}</p>
            {source ? <p className="xs muted">{words.source[source]}</p> : null}
          </div>
          <dl>
            <dt>{words.lastEvent}</dt>
            <dd>{lastEventAt ? <Instant at={lastEventAt} /> : words.never}</dd>
          </dl>
          <dl>
            <dt>{words.events24h}</dt>
            <dd>{countText(events24h)}</dd>
          </dl>
          <dl>
            <dt>{words.rejected24h}</dt>
            <dd>{countText(rejected24h)}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
