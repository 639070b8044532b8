import { createHash } from "node:crypto";
import { ledgerPost, lockOwner, payout, type payoutBatch } from "@upline/db";
import {
  currency as currencyOf,
  type DistributorId,
  invariant,
  least,
  localDate,
  type NotPaidOut,
  notPaidOut,
  type PayoutPolicy,
  payoutAmounts,
  payoutKey,
  payoutRequest,
  withholdingRate,
} from "@upline/domain";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { candidatesOf } from "./candidates.ts";

export type BatchRow = typeof payoutBatch.$inferSelect;

/**
 * Sets aside what a person has, for one payout, in the caller's transaction: under the lock of the balances, so that two
 * who want the same money come one after the other.
 *
 * @returns why the person is not paid; [] for one who is
 */
export async function reservePayout(
  tx: Deps,
  batch: BatchRow,
  distributorId: DistributorId,
  policy: PayoutPolicy,
): Promise<readonly NotPaidOut[]> {
  const { cycle, currency, dueAt } = batch;
  await lockOwner(tx.db, distributorId, currency);
  // Read under the lock: whoever held it before may have changed everything.
  const [candidate] = await candidatesOf(tx, { cycle, currency, only: [distributorId] });
  if (!candidate) return ["below_minimum"];
  const reasons = notPaidOut(candidate, policy, tx.clock.now());
  if (reasons.length > 0) return reasons;
  const { account, over, alreadyTaxed, available } = candidate;
  invariant(account, "somebody who is paid has an account");

  const day = localDate(dueAt, (await companyOf(tx)).timeZone);
  const rateText = withholdingRate(policy, candidate, day);
  const amounts = payoutAmounts(available, policy, { rateText, alreadyTaxed });
  if (amounts === null) return ["below_minimum"];
  const id = tx.newId("pyt");
  const key = payoutKey(cycle, distributorId, over);
  const money = { ...amounts, key, distributor: distributorId, currency: currencyOf(currency) };
  await ledgerPost(tx.db, [payoutRequest(money, { sourceType: "payout", sourceId: id, effectiveAt: dueAt })]);
  await tx.db.insert(payout).values({
    id,
    key,
    providerKey: providerKeyOf(key),
    batchId: batch.id,
    distributorId,
    cycle,
    currency,
    grossMinor: amounts.gross,
    feeMinor: amounts.fee,
    taxMinor: amounts.tax,
    netMinor: amounts.net,
    taxedBeforeMinor: least(alreadyTaxed, available),
    taxRate: rateText,
    ...account,
    state: "reserved",
    reservedAt: tx.clock.now(),
  });
  await notify(tx, distributorId, "payouts");
  return [];
}

/** `upl-` and 40 hex digits: the same for every try of a payout, and for no other. */
export function providerKeyOf(key: string): string {
  return `upl-${createHash("sha256").update(key).digest("hex").slice(0, 40)}`;
}
