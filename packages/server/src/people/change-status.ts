import { type DistributorStatus, distributor, distributorStatus } from "@upline/db";
import { type DistributorId, DomainError, type Instant } from "@upline/domain";
import { eq } from "drizzle-orm";
import { audit } from "../audit/audit.ts";
import { notFound } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";

export interface StatusChange {
  readonly distributorId: DistributorId;
  readonly status: DistributorStatus;
  /** Not before now: the past keeps the status it had. */
  readonly fromAt: Instant;
  readonly reason: string;
  readonly causeId: string;
}

/**
 * Suspends, terminates or restores somebody from a moment on. History is added to, never changed.
 *
 * @throws DomainError `reason_too_short`, `not_found`
 */
export async function changeStatus(tx: Deps, change: StatusChange): Promise<void> {
  if (change.reason.trim().length < 10) {
    throw new DomainError("reason_too_short", "Give a reason of at least ten characters. It is kept with the change.");
  }
  const { distributorId, status, fromAt, causeId } = change;
  const [before] = await tx.db
    .select({ status: distributor.status })
    .from(distributor)
    .where(eq(distributor.id, distributorId));
  if (!before) throw notFound();
  await tx.db.insert(distributorStatus).values({ distributorId, status, fromAt, recordedAt: tx.clock.now(), causeId });
  await tx.db.update(distributor).set({ status }).where(eq(distributor.id, distributorId));
  await audit(tx, {
    action: "people.changeStatus",
    subjectType: "distributor",
    subjectId: distributorId,
    reason: change.reason,
    before,
    after: { status, fromAt },
  });
  await notify(tx, "admin", "people");
}
