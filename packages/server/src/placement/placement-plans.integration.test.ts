import { commissionLine, estimateLine } from "@upline/db";
import { type DistributorId, evaluate, periodById, planTemplate, type TemplateId, validatePlan } from "@upline/domain";
import { and, asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { closingLines } from "../commissions/closing-lines.ts";
import { explainLine } from "../commissions/explain-line.ts";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { teamLegs } from "../genealogy/legs.queries.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { closePeriod } from "../periods/close-period.ts";
import { loadPeriodFacts, openingState } from "../periods/load-period-facts.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { placeDistributor } from "./place-distributor.ts";
import { placeDue } from "./place-due.ts";

let deps: TestDeps;
let [ash, birch, cedar, dill]: DistributorId[] = [];

/** Ash sponsors Birch, Cedar and Dill; the company started from a template. */
async function company(template: TemplateId, now: string) {
  deps = await testDeps({ now });
  await foundCompany(deps, {
    changed: ({ planId, version, effectiveFrom, timeZone }) => {
      return { ...planTemplate(template), planId, version, effectiveFrom, timeZone };
    },
  });
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", ash, "2025-04-09T12:00:00Z");
  dill = await enrol(deps, "Dill", ash, "2025-05-09T12:00:00Z");
}
afterEach(async () => {
  await deps.close();
});

async function buys(ref: string, by: DistributorId | undefined, day: string, quantity = 1) {
  const at = `${day}T10:00:00Z`;
  await place(deps, { ref, seller: by ?? "", sku: "PACK", isOwn: true, at, quantity });
  await told(deps, ref, [confirmed(14_999n * BigInt(quantity), at)]);
}

async function close(periodId: string, now: string) {
  deps.setNow(now);
  await refreshEstimates(deps);
  const estimated = await deps.db
    .select({ key: estimateLine.lineKey, minor: estimateLine.amountMinor })
    .from(estimateLine)
    .where(eq(estimateLine.periodId, periodId))
    .orderBy(asc(estimateLine.lineKey));
  const wanted = await evaluated(periodId);
  await closePeriod(deps, periodId);
  const posted = await linesOf(periodId);
  expect(posted).toEqual(wanted);
  expect(estimated).toEqual(posted);
  return posted;
}

/** What the engine makes of the period's own facts. */
async function evaluated(periodId: string) {
  const { plan } = await planInForce(deps, deps.clock.now());
  const cadence = plan.periods.find(({ id }) => periodId.startsWith(`${id}:`));
  if (!cadence) throw new Error("a plan has the cadence");
  const period = periodById(cadence, periodId, plan.timeZone);
  const facts = await loadPeriodFacts(deps, plan, period);
  const { lines } = evaluate(plan, facts, await openingState(deps, period));
  const own = closingLines(plan, facts.versions, lines).map(({ key, minor }) => ({ key, minor }));
  return own.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

async function linesOf(periodId: string) {
  const closing = ["binary", "match", "matrix"];
  const rows = await deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor, bonusId: commissionLine.bonusId })
    .from(commissionLine)
    .where(and(eq(commissionLine.periodId, periodId)))
    .orderBy(asc(commissionLine.lineKey));
  return rows.filter(({ bonusId }) => closing.includes(bonusId)).map(({ key, minor }) => ({ key, minor }));
}

const seat = (who: DistributorId | undefined, parentId: DistributorId | undefined | null, slot = 0) =>
  placeDistributor(deps, {
    tree: "binary",
    distributorId: who as DistributorId,
    seat: parentId ? { parentId, slot } : null,
  });

test.each(["weekly_binary", "matrix_3x7"] as const)("the template %s can be published", (template) => {
  const found = validatePlan(planTemplate(template), { recorded: "sales" });
  deps = { close: async () => {} } as TestDeps;
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("a binary pays the weaker leg each week, carries the rest, and matches it", async () => {
  await company("weekly_binary", "2026-02-26T12:00:00.000Z");
  await seat(ash, null);
  await seat(birch, ash, 0);
  await seat(cedar, ash, 1);
  await seat(dill, birch, 0);
  // Before the first close nobody has met what the bonus asks by a name: both legs are carried
  // as they are. The week after it matches them: 123.45 stay on the left.
  for (const [n, who] of [ash, birch, cedar, dill].entries()) await buys(`feb-${n}`, who, "2026-02-26");
  await close("week:2026-02-23", "2026-03-05T12:00:00.000Z");
  await close("month:2026-02-01", "2026-03-08T12:00:00.000Z");
  await refreshEstimates(deps);
  const before = await teamLegs(deps, ash as DistributorId);
  expect(before.bonuses[0]).toMatchObject({ opening: [24_690n, 12_345n] });

  deps.setNow("2026-03-12T12:00:00.000Z");
  await buys("left-1", birch, "2026-03-10", 2);
  await buys("left-2", dill, "2026-03-11");
  await buys("right", cedar, "2026-03-11");
  await refreshEstimates(deps);
  const legs = await teamLegs(deps, ash as DistributorId);
  expect(legs).toMatchObject({ isPlaced: true, tops: [{ id: birch }, { id: cedar }] });
  // 3 × 123.45 CV more on the left, 123.45 on the right: 10 % of 123.45 are 12.345 → 12.35; 370.35 stay on the left.
  expect(legs.bonuses[0]).toMatchObject({
    added: [37_035n, 12_345n],
    used: [12_345n, 12_345n],
    closing: [37_035n, 0n],
    pays: { minor: 1_235n },
  });
  await close("week:2026-03-02", "2026-03-17T12:00:00.000Z");
  const lines = await close("week:2026-03-09", "2026-03-20T12:00:00.000Z");
  expect(lines.map(({ minor }) => minor)).toEqual([1_235n]);

  // In the next week the carry meets new volume on the right.
  await buys("right-2", cedar, "2026-03-17", 3);
  const next = await close("week:2026-03-16", "2026-03-28T12:00:00.000Z");
  expect(next.map(({ minor }) => minor)).toEqual([3_704n]);
  const [row] = await deps.db
    .select({ id: commissionLine.id })
    .from(commissionLine)
    .where(and(eq(commissionLine.periodId, "week:2026-03-16"), eq(commissionLine.bonusId, "binary")));
  expect((await explainLine(deps, row?.id ?? "")).row.amount.minor).toBe(3_704n);
  expect(await reconcile(deps)).toEqual([]);
});

test("a matrix pays up the seats that spilled over, and takes back what was refunded", async () => {
  await company("matrix_3x7", "2026-03-20T12:00:00.000Z");
  const elder = await enrol(deps, "Elder", ash ?? null, "2025-06-09T12:00:00Z");
  expect(await placeDue(deps)).toBe(5);
  // Ash has three seats below; Elder, whom he sponsored too, spilled over under Birch.
  for (const [n, who] of [ash, birch, cedar, dill, elder].entries()) await buys(`own-${n}`, who, `2026-03-2${n}`);
  const lines = await close("month:2026-03-01", "2026-04-09T12:00:00.000Z");
  // Ash: 5 % of Birch's, Cedar's and Dill's 123.45 and 4 % of Elder's; Birch: 5 % of Elder's.
  const of = (who: DistributorId | undefined) =>
    lines.filter(({ key }) => key.includes(`|${who}|`)).reduce((sum, { minor }) => sum + minor, 0n);
  expect(of(ash)).toBe(2_346n);
  expect(of(birch)).toBe(617n);
  await told(deps, "own-4", [refunded("re_1", 14_999n, "2026-04-10T10:00:00Z")]);
  const taken = await close("month:2026-04-01", "2026-05-09T12:00:00.000Z");
  expect(taken.reduce((sum, { minor }) => sum + minor, 0n)).toBe(-(494n + 617n));
  expect(await reconcile(deps)).toEqual([]);
});
