import { distributor, distributorAttribute } from "@upline/db";
import { type DistributorId, DomainError, type Instant, startOfDate } from "@upline/domain";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { assertReason } from "../approvals/request-approval.ts";
import { audit } from "../audit/audit.ts";
import { notFound } from "../auth/can-view.ts";
import { actorOf } from "../auth/viewer.ts";
import { refreshEstimateSoon } from "../commissions/estimate-soon.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { attributesAt } from "./attributes.queries.ts";

export const SetAttribute = z.strictObject({
  distributorId: z.string(),
  key: z.string().trim().min(1).max(64),
  value: z.string().trim().max(200),
  /** From the beginning of that day of the company on; null: at once. */
  fromDay: z.iso.date().nullable(),
  reason: z.string().max(500),
});

/**
 * Records what a plan reads about somebody, from a moment on. The past keeps the value it had, so that no posted line
 * and no estimate of an order that was paid before reads otherwise; an empty value takes the attribute away.
 *
 * @throws DomainError `reason_too_short`, `not_found`, `attribute_in_past`
 */
export async function setAttribute(
  deps: Deps,
  { distributorId, key, value, fromDay, reason }: z.output<typeof SetAttribute>,
): Promise<{ readonly fromAt: Instant }> {
  assertReason(reason);
  const id = distributorId as DistributorId;
  const now = deps.clock.now();
  const fromAt = fromDay === null ? now : startOfDate(fromDay, (await companyOf(deps)).timeZone);
  if (fromAt < now) {
    throw new DomainError("attribute_in_past", "This counts from now on at the earliest. Choose a later moment.", {
      earliest: now,
    });
  }
  return inTransaction(deps, async (tx) => {
    const [person] = await tx.db.select({ id: distributor.id }).from(distributor).where(eq(distributor.id, id));
    if (!person) throw notFound();
    const { [key]: before } = await attributesAt(tx, id, fromAt);
    const [causeId, recordedBy] = [tx.newId("req"), actorOf(tx.viewer).name];
    await tx.db
      .insert(distributorAttribute)
      .values({ distributorId: id, key, value, fromAt, recordedAt: now, recordedBy, reason: reason.trim(), causeId });
    await audit(tx, {
      action: "people.setAttribute",
      subjectType: "distributor",
      subjectId: id,
      reason,
      before: { [key]: before ?? "" },
      after: { [key]: value, fromAt },
    });
    await notify(tx, "admin", "people");
    refreshEstimateSoon(tx);
    return { fromAt };
  });
}
