import { distributor, postingBody } from "@upline/db";
import { adjustmentPosting, currency as currencyOf, DomainError, moneyFromText } from "@upline/domain";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { assertReason, requestApproval } from "../approvals/request-approval.ts";
import { notFound } from "../auth/can-view.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { assertCovered } from "./assert-covered.ts";

export const RequestAdjustment = z.strictObject({
  distributorId: z.templateLiteral(["dst_", z.string().max(40)]),
  /** Decimal text in the company's currency; positive is in favour of the distributor. */
  amount: z.string().max(30),
  against: z.enum(["available", "owed"]).default("available"),
  reason: z.string().max(500),
});

/**
 * Asks a second person to add or take money by hand.
 *
 * @throws DomainError `reason_too_short`, `amount_malformed`, `would_overdraw`, `not_found`
 */
export async function requestAdjustment(
  deps: Deps,
  { distributorId, amount, against, reason }: z.output<typeof RequestAdjustment>,
): Promise<{ approvalId: string; fingerprint: string }> {
  assertReason(reason);
  return inTransaction(deps, async (tx) => {
    const company = await companyOf(tx);
    const { minor } = moneyFromText(amount, company.currency);
    if (minor === 0n)
      throw new DomainError("amount_malformed", "An adjustment of nothing changes nothing. Give an amount.");
    const [person] = await tx.db
      .select({ id: distributor.id })
      .from(distributor)
      .where(eq(distributor.id, distributorId));
    if (!person) throw notFound();
    await assertCovered(tx, distributorId, { minor, against, currency: company.currency });
    const effectiveAt = tx.clock.now();
    return requestApproval(tx, {
      action: "adjustments.request",
      subject: "adjust",
      subjectId: distributorId,
      reason,
      body: (approvalId) => ({
        ...postingBody(
          adjustmentPosting({
            approvalId,
            distributor: distributorId,
            currency: currencyOf(company.currency),
            minor,
            against,
            source: { sourceType: "approval", sourceId: approvalId, effectiveAt, reason: reason.trim() },
          }),
        ),
        approval: approvalId,
      }),
    });
  });
}
