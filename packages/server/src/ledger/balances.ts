import { ownerBalances } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";

/** What a person has and owes, in minor units of the company's currency; each figure is positive. */
export interface Balances {
  readonly pending: bigint;
  readonly available: bigint;
  readonly onHold: bigint;
  readonly inPayout: bigint;
  readonly owed: bigint;
  readonly currency: string;
}

/** All-time balances of a person, from the ledger. */
export async function balancesOf(deps: Deps, distributorId: DistributorId): Promise<Balances> {
  const { currency } = await companyOf(deps);
  const rows = await ownerBalances(deps.db, [distributorId]);
  const balance = (code: string) => rows.find((row) => row.code === code && row.currency === currency)?.balance ?? 0n;
  return {
    pending: -balance("dist.pending"),
    available: -balance("dist.available"),
    onHold: -balance("dist.on_hold"),
    inPayout: -balance("dist.payout_held"),
    owed: balance("dist.clawback_receivable"),
    currency,
  };
}
