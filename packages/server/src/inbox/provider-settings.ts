import { providerSecret } from "@upline/db";
import { epochMs, type Instant } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { InboundProvider, Settings } from "./provider.ts";
import { unwrapSecret } from "./wrap-secret.ts";

export type SettingsSource = "environment" | "stored";

/** A provider that is on, and where its secrets come from. */
export interface SwitchedOn {
  readonly settings: Settings;
  readonly source: SettingsSource;
}

const FRESH_MS = 2_000;
type Cached = { readonly until: number; readonly found: Promise<SwitchedOn | null> };
const cache = new WeakMap<object, Map<string, Cached>>();

/**
 * The settings of a provider, or null when it is off. The environment wins; what was typed into the admin screen is
 * read from the database and kept for two seconds.
 */
export function settingsOf(deps: Deps, provider: InboundProvider): Promise<SwitchedOn | null> {
  const fromEnvironment = deps.config.providers.get(provider.slug);
  if (fromEnvironment) return Promise.resolve({ settings: fromEnvironment, source: "environment" });

  const known = cache.get(deps.handle) ?? new Map<string, Cached>();
  cache.set(deps.handle, known);
  const now = epochMs(deps.clock.wall());
  const kept = known.get(provider.slug);
  if (kept && kept.until > now) return kept.found;
  const found = readStored(deps, provider);
  found.catch(() => known.delete(provider.slug));
  known.set(provider.slug, { until: now + FRESH_MS, found });
  return found;
}

/** Call after the commit that changed a stored secret; other processes follow within two seconds. */
export function forgetSettings(deps: Pick<Deps, "handle">): void {
  cache.delete(deps.handle);
}

/** Notes that the replaced secret still verifies requests, so that the screen can warn. At most one write a minute. */
export async function notePreviousUsed(deps: Deps, provider: InboundProvider): Promise<void> {
  if (deps.config.providers.has(provider.slug)) return;
  const at = deps.clock.wall();
  for (const name of provider.secretSettings) {
    const [row] = await deps.db.select().from(providerSecret).where(secretOf(provider.slug, name));
    const last = row?.previousLastUsedAt ?? null;
    if (!row?.previousWrapped || (last !== null && epochMs(at) - epochMs(last) < 60_000)) continue;
    await deps.db.update(providerSecret).set({ previousLastUsedAt: at }).where(secretOf(provider.slug, name));
  }
}

export const secretOf = (slug: string, name: string) =>
  and(eq(providerSecret.provider, slug), eq(providerSecret.name, name));

/** Where a wrapped secret is at home; part of what its cipher text is bound to. */
export const placeOf = (slug: string, name: string, column: "wrapped" | "previous_wrapped"): string =>
  `provider_secret|${slug}/${name}|${column}`;

async function readStored(deps: Deps, provider: InboundProvider): Promise<SwitchedOn | null> {
  const rows = await deps.db.select().from(providerSecret).where(eq(providerSecret.provider, provider.slug));
  if (rows.length === 0) return null;
  const now = deps.clock.wall();
  const texts = rows.flatMap(({ name, wrapped, previousWrapped, previousUntil }) => [
    [name, unwrapSecret(wrapped, placeOf(provider.slug, name, "wrapped"), deps.config)] as const,
    ...(previousWrapped && isAccepted(previousUntil, now)
      ? [
          [
            `${name}_PREVIOUS`,
            unwrapSecret(previousWrapped, placeOf(provider.slug, name, "previous_wrapped"), deps.config),
          ] as const,
        ]
      : []),
  ]);
  const parsed = provider.settings.safeParse(Object.fromEntries(texts));
  return parsed.success ? { settings: parsed.data, source: "stored" } : null;
}

function isAccepted(until: Instant | null, now: Instant): boolean {
  return until !== null && now < until;
}
