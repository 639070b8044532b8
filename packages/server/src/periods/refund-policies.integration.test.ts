import { commissionLine, volumeEntry } from "@upline/db";
import type { DistributorId, PlanVersion } from "@upline/domain";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closePeriod } from "./close-period.ts";

type Policy = PlanVersion["policies"]["refund"];

const MARCH = "month:2026-03-01";
const APRIL = "month:2026-04-01";

let deps: TestDeps;
let seller: DistributorId;

async function companyWith(refund: Policy) {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps, { changed: (plan) => ({ ...plan, policies: { ...plan.policies, refund } }) });
  const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  seller = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
  for (const [n, person] of [ash, birch, seller].entries()) await sell(`own-${n}`, person, "PACK", `2026-03-0${n + 1}`);
}
afterEach(async () => {
  await deps.close();
});

async function sell(ref: string, by: DistributorId, sku: "BOX" | "PACK", day: string) {
  const at = `${day}T10:00:00Z`;
  await place(deps, { ref, seller: by, sku, isOwn: sku === "PACK", at });
  await told(deps, ref, [confirmed(sku === "PACK" ? 14_999n : 6300n, at)]);
}

async function close(periodId: string, now: string) {
  deps.setNow(now);
  await refreshEstimates(deps);
  await closePeriod(deps, periodId);
}

const closeMarch = () => close(MARCH, "2026-04-08T05:00:00.000Z");
const closeApril = () => close(APRIL, "2026-05-08T05:00:00.000Z");

/** What the closing bonuses paid in a period: taken back apart from paid. */
async function settled(periodId: string) {
  const [sums] = await deps.db
    .select({
      paid: sql<string>`coalesce(sum(amount_minor) filter (where amount_minor > 0), 0)::text`,
      taken: sql<string>`coalesce(sum(amount_minor) filter (where amount_minor < 0), 0)::text`,
    })
    .from(commissionLine)
    .where(and(eq(commissionLine.periodId, periodId), isNull(commissionLine.orderId)));
  return { paid: BigInt(sums?.paid ?? 0), taken: BigInt(sums?.taken ?? 0) };
}

async function periodOfRefund() {
  const rows = await deps.db
    .selectDistinct({ periodId: volumeEntry.periodId })
    .from(volumeEntry)
    .where(ne(volumeEntry.refundRef, ""));
  return rows.map(({ periodId }) => periodId);
}

const inApril = "2026-04-02T10:00:00Z";

// Everybody bought a pack of 123.45 CV and Cedar one more, which is refunded. 5 % on two levels: Birch has 12.345 → 12.35
// on Cedar, Ash 18.5175 → 18.52 on both. By line, half of Birch's 12.35 and of Ash's 12.35 on Cedar are 6.18 each; by the
// average rate Ash gives back 18.52 × 123.45 / 370.35 = 6.17.
describe.each<{ policy: Policy; open: string; back: bigint }>([
  { policy: "inRefundPeriod", open: APRIL, back: 1_236n },
  { policy: "averageRate", open: APRIL, back: 1_235n },
  { policy: "restateIfOpen", open: MARCH, back: 1_236n },
])("refunds of a sale of March under $policy", ({ policy, open, back }) => {
  test("while March is open", async () => {
    await companyWith(policy);
    await sell("sale", seller, "PACK", "2026-03-10");
    deps.setNow("2026-04-02T12:00:00.000Z");
    await told(deps, "sale", [refunded("re_1", 14_999n, inApril)]);
    expect(await periodOfRefund()).toEqual([open]);
    await closeMarch();
    await closeApril();
    const [march, april] = [await settled(MARCH), await settled(APRIL)];
    expect(march).toEqual({ paid: open === MARCH ? 617n + 1_235n : 1_235n + 1_852n, taken: 0n });
    expect(april).toEqual({ paid: 0n, taken: open === MARCH ? 0n : -back });
    expect(await reconcile(deps)).toEqual([]);
  });

  test("after March was closed", async () => {
    await companyWith(policy);
    await sell("sale", seller, "PACK", "2026-03-10");
    await closeMarch();
    const before = await settled(MARCH);
    await told(deps, "sale", [refunded("re_1", 5_000n, "2026-04-09T10:00:00Z")]);
    await told(deps, "sale", [refunded("re_2", 9_999n, "2026-04-10T10:00:00Z")]);
    expect(await periodOfRefund()).toEqual([APRIL]);
    await closeApril();
    expect(await settled(MARCH)).toEqual(before);
    expect(await settled(APRIL)).toEqual({ paid: 0n, taken: -back });
    expect(await reconcile(deps)).toEqual([]);
  });
});
