import { providerSecret } from "@upline/db";
import { DomainError, plusMs } from "@upline/domain";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import type { InboundProvider } from "./provider.ts";
import { forgetSettings, placeOf, secretOf } from "./provider-settings.ts";
import { providerNamed } from "./providers.queries.ts";
import { unwrapSecret, wrapSecret } from "./wrap-secret.ts";

const HOUR_MS = 3_600_000;

export const SetSecret = z.strictObject({
  slug: z.string().max(40),
  name: z.string().max(80),
  secret: z.string().trim().min(1).max(500),
  /** How long the secret that it replaces is still accepted. */
  overlapHours: z.int().min(0).max(168).default(24),
});
export const ClearSecret = SetSecret.pick({ slug: true, name: true });

/**
 * Stores a provider's secret, wrapped. What it replaces stays valid for the overlap; the environment, where it has a
 * value, wins over both.
 *
 * @throws DomainError `provider_not_found`, `input_malformed` when the provider would not accept such a secret
 */
export async function setSecret(
  deps: Deps,
  { slug, name, secret, overlapHours }: z.output<typeof SetSecret>,
): Promise<void> {
  const provider = providerNamed(slug);
  refuseMalformed(provider, name, secret);
  await inTransaction(deps, async (tx) => {
    const [before] = await tx.db.select().from(providerSecret).where(secretOf(slug, name)).for("update");
    const now = tx.clock.wall();
    const row = {
      provider: slug,
      name,
      wrapped: wrapSecret(secret, placeOf(slug, name, "wrapped"), tx.config),
      previousWrapped: before && overlapHours > 0 ? moved(tx, before.wrapped, slug, name) : null,
      previousUntil: before && overlapHours > 0 ? plusMs(now, overlapHours * HOUR_MS) : null,
      previousLastUsedAt: null,
      setBy: actorOf(tx.viewer).id,
      setAt: now,
    };
    await tx.db
      .insert(providerSecret)
      .values(row)
      .onConflictDoUpdate({ target: [providerSecret.provider, providerSecret.name], set: row });
    await audit(tx, {
      action: "providers.setSecret",
      subjectType: "provider",
      subjectId: slug,
      after: { name, replaced: before !== undefined, overlapHours },
    });
    tx.afterCommit(() => forgetSettings(tx));
  });
}

/** Removes a stored secret and the one it replaced. @throws DomainError `provider_not_found` */
export async function clearSecret(deps: Deps, { slug, name }: z.output<typeof ClearSecret>): Promise<void> {
  providerNamed(slug);
  await inTransaction(deps, async (tx) => {
    const removed = await tx.db
      .delete(providerSecret)
      .where(secretOf(slug, name))
      .returning({ name: providerSecret.name });
    if (removed.length === 0) return;
    await audit(tx, { action: "providers.clearSecret", subjectType: "provider", subjectId: slug, before: { name } });
    tx.afterCommit(() => forgetSettings(tx));
  });
}

/** The provider's own schema decides; its message names the form, never the value. */
function refuseMalformed({ settings, label }: InboundProvider, name: string, secret: string): void {
  if (!(name in settings.shape) || name.endsWith("_PREVIOUS")) {
    throw new DomainError("input_malformed", `${label} has no setting named ${name}.`);
  }
  const issue = settings.safeParse({ [name]: secret }).error?.issues.find(({ path }) => path[0] === name);
  if (issue) throw new DomainError("input_malformed", `${name} is not a secret of ${label}: ${issue.message}.`);
}

/** A cipher text is bound to its place, so what becomes the previous one is wrapped again. */
function moved(tx: Deps, wrapped: string, slug: string, name: string): string {
  const plain = unwrapSecret(wrapped, placeOf(slug, name, "wrapped"), tx.config);
  return wrapSecret(plain, placeOf(slug, name, "previous_wrapped"), tx.config);
}
