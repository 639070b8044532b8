import { payoutPolicy } from "@upline/db";
import { DEFAULT_PAYOUT_POLICY, type Instant, PayoutPolicy } from "@upline/domain";
import { desc, lte } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** How the company pays out at an instant. */
export async function payoutPolicyAt({ db }: Pick<Deps, "db">, at: Instant): Promise<PayoutPolicy> {
  const [row] = await db
    .select({ policy: payoutPolicy.policy })
    .from(payoutPolicy)
    .where(lte(payoutPolicy.validFrom, at))
    .orderBy(desc(payoutPolicy.validFrom))
    .limit(1);
  return row ? PayoutPolicy.parse(row.policy) : DEFAULT_PAYOUT_POLICY;
}
