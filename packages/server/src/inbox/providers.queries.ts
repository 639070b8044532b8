import { inboxEvent, providerSecret, rejectedRequest } from "@upline/db";
import { DomainError, type Instant, plusMs } from "@upline/domain";
import { count, eq, gte, max, sum } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { InboundProvider } from "./provider.ts";
import { settingsOf } from "./provider-settings.ts";
import { PROVIDERS } from "./providers/registry.ts";

const DAY_MS = 86_400_000;

/** A setting as a person may see it: never its value. */
export interface SettingView {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isSet: boolean;
  readonly source: "environment" | "stored" | null;
  readonly previousUntil: Instant | null;
  readonly previousLastUsedAt: Instant | null;
}

/** @throws DomainError `provider_not_found` */
export function providerNamed(slug: string): InboundProvider {
  const provider = PROVIDERS.get(slug);
  if (!provider) throw new DomainError("provider_not_found", "There is no provider of this name.");
  return provider;
}

/** Every provider with its door, its settings and how busy it was in the last 24 hours. */
export async function listProviders(deps: Deps) {
  const since = plusMs(deps.clock.wall(), -DAY_MS);
  const latest = await deps.db
    .select({ provider: inboxEvent.provider, at: max(inboxEvent.receivedWallAt) })
    .from(inboxEvent)
    .groupBy(inboxEvent.provider);
  const events = await deps.db
    .select({ provider: inboxEvent.provider, events: count() })
    .from(inboxEvent)
    .where(gte(inboxEvent.receivedWallAt, since))
    .groupBy(inboxEvent.provider);
  const rejected = await deps.db
    .select({ provider: rejectedRequest.provider, requests: sum(rejectedRequest.count).mapWith(Number) })
    .from(rejectedRequest)
    .where(gte(rejectedRequest.at, since))
    .groupBy(rejectedRequest.provider);
  const views = [...PROVIDERS.values()].map(async (provider) => ({
    ...(await viewOf(deps, provider)),
    lastEventAt: latest.find((row) => row.provider === provider.slug)?.at ?? null,
    events24h: events.find((row) => row.provider === provider.slug)?.events ?? 0,
    rejected24h: rejected.find((row) => row.provider === provider.slug)?.requests ?? 0,
  }));
  return Promise.all(views);
}

/** @throws DomainError `provider_not_found` */
export async function getProvider(deps: Deps, slug: string) {
  const { slug: known } = providerNamed(slug);
  const all = await listProviders(deps);
  const view = all.find((one) => one.slug === known);
  if (!view) throw new DomainError("provider_not_found", "There is no provider of this name.");
  return view;
}

async function viewOf(deps: Deps, provider: InboundProvider) {
  const on = await settingsOf(deps, provider);
  const stored = await deps.db.select().from(providerSecret).where(eq(providerSecret.provider, provider.slug));
  const fromEnvironment = deps.config.providers.get(provider.slug);
  const settings = Object.keys(provider.settings.shape)
    .filter((name) => !name.endsWith("_PREVIOUS"))
    .map((name): SettingView => {
      const row = stored.find((one) => one.name === name);
      const source = fromEnvironment?.[name] !== undefined ? "environment" : row && !fromEnvironment ? "stored" : null;
      return {
        name,
        isSecret: provider.secretSettings.includes(name),
        isSet: source !== null,
        source,
        previousUntil: row?.previousWrapped ? row.previousUntil : null,
        previousLastUsedAt: row?.previousLastUsedAt ?? null,
      };
    });
  return {
    slug: provider.slug,
    label: provider.label,
    scheme: provider.scheme,
    signedPart: provider.signedPart,
    events: provider.events,
    doorUrl: new URL(`/api/webhooks/${provider.slug}`, deps.config.PUBLIC_URL).href,
    isOn: on !== null,
    source: on?.source ?? null,
    settings,
  };
}
