import { payout, payoutMethod } from "@upline/db";
import { type DistributorId, notPaidOut } from "@upline/domain";
import { and, desc, eq, isNull } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { candidatesOf } from "./candidates.ts";
import { payoutOutlook, shownPayout } from "./payouts.queries.ts";
import { payoutPolicyAt } from "./policy.ts";

const SHOWN = 100;

/** A person's payouts, newest first, the account they go to, and what stands in the way of the next one. */
export async function ownPayouts(deps: Deps, distributorId: DistributorId) {
  const { currency } = await companyOf(deps);
  const now = deps.clock.now();
  const outlook = await payoutOutlook(deps);
  const rows = await deps.db
    .select()
    .from(payout)
    .where(eq(payout.distributorId, distributorId))
    .orderBy(desc(payout.reservedAt), desc(payout.id))
    .limit(SHOWN);
  const [method] = await deps.db
    .select()
    .from(payoutMethod)
    .where(and(eq(payoutMethod.distributorId, distributorId), isNull(payoutMethod.replacedAt)));
  // The next cycle is asked about, in which there is no payout yet.
  const [candidate] = await candidatesOf(deps, { cycle: "next", currency, only: [distributorId] });
  const reasons = candidate ? notPaidOut(candidate, await payoutPolicyAt(deps, now), outlook.nextAt) : [];
  return {
    outlook: {
      nextAt: outlook.nextAt,
      minimumMinor: outlook.minimumMinor,
      feeMinor: outlook.feeMinor,
      coolDownHours: outlook.coolDownHours,
    },
    currency,
    availableMinor: String(candidate?.available ?? 0n),
    inTheWay: reasons,
    method: method
      ? {
          kind: method.kind,
          holder: method.holder,
          ending: method.ending,
          isVerified: method.verifiedAt !== null,
          refusedBecause: method.refusedBecause,
          usableFrom: method.usableFrom,
          isWaiting: now < method.usableFrom,
        }
      : null,
    payouts: rows.map(shownPayout),
  };
}
