import type { Fact } from "../evaluate/facts.ts";
import { parseDecimal } from "../money/decimal.ts";
import { exact, round } from "../money/exact.ts";
import type { PlanVersion } from "./plan-version.ts";

/** The volume that a plan pays on: that of the first bonus over orders, otherwise the first one of the plan. */
export function payoutVolume({ bonuses, volumes }: PlanVersion): string {
  const source = bonuses.map((bonus) => bonus.source).find(({ kind }) => kind === "orders");
  return source?.kind === "orders" ? source.volume : (volumes[0]?.id ?? "");
}

/**
 * What the payout of a period is a share of: the volume that the plan pays on, sold less taken back, times its peg.
 *
 * @returns minor units of the plan's currency
 */
export function payoutBase(plan: PlanVersion, facts: readonly Fact[]): bigint {
  const id = payoutVolume(plan);
  let hundredths = 0n;
  for (const fact of facts) {
    if (fact.t === "order") hundredths += fact.volumes[id] ?? 0n;
    else if (fact.t === "refund") hundredths -= fact.volumes[id] ?? 0n;
  }
  const peg = parseDecimal(plan.volumes.find((volume) => volume.id === id)?.peg ?? "1", 6) ?? 0n;
  return round(exact(hundredths * peg * 10n ** BigInt(plan.minorDigits), 10n ** 8n), plan.policies.rounding);
}
