import { commissionLine, estimateLine } from "@upline/db";
import { type Bonus, type DistributorId, evaluate, type PlanVersion, periodById, validatePlan } from "@upline/domain";
import { and, asc, eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closingLines } from "../commissions/closing-lines.ts";
import { explainLine } from "../commissions/explain-line.ts";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closePeriod } from "./close-period.ts";
import { loadPeriodFacts, openingState } from "./load-period-facts.ts";

let deps: TestDeps;
let [ash, birch, cedar]: DistributorId[] = [];

const MARCH = "month:2026-03-01";
const APRIL = "month:2026-04-01";

const everybody = { always: true } as const;
const bonus = (id: string, parts: Pick<Bonus, "source" | "walk"> & Partial<Bonus>): Bonus => ({
  id,
  label: id,
  when: { close: "month" },
  gate: everybody,
  rankAt: { basis: "paidAs", at: "this" },
  settle: { as: "cash", holdDays: 0 },
  ...parts,
});
const upline = { to: "upline", tree: "sponsor", payFrom: 1, levels: 2, compress: "none" } as const;
const orders = { kind: "orders", volume: "cv", of: "both" } as const;

/** The demo's plan with one bonus of each family whose facts are people, sponsor edges and orders. */
function families(plan: PlanVersion): PlanVersion {
  return {
    ...plan,
    metrics: [
      ...plan.metrics,
      {
        id: "best_leg",
        label: "Best leg",
        kind: "leg",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        pick: "strongest",
      },
      { id: "more", label: "More", kind: "growth", of: "gv" },
    ],
    bonuses: [
      ...plan.bonuses,
      bonus("award", {
        source: { kind: "milestone", instalments: 2, skipped: "payAll" },
        walk: { to: "self" },
        rate: { unit: "amount", byRank: { sprout: "20" } },
      }),
      bonus("tier", {
        source: {
          kind: "tiers",
          tiers: [{ label: "Strong leg", when: { metric: "best_leg", atLeast: "300" }, amount: "7.5" }],
        },
        walk: { to: "self" },
      }),
      bonus("pool", {
        source: { kind: "fund", fund: { share: "0.02", volume: "cv" }, shares: { byMetric: "more", perUnit: "100" } },
        walk: { to: "self" },
      }),
      bonus("stair", {
        source: orders,
        walk: { to: "differential", tree: "sponsor", includeSelf: true, selfAlreadyPaid: false, payFrom: 0 },
        rate: { unit: "share", byRank: { seed: "0.01", sprout: "0.03" } },
      }),
      bonus("generations", {
        source: orders,
        walk: { to: "generations", tree: "sponsor", boundary: "sprout", edge: "starts", count: 2 },
        rate: { unit: "share", byLevel: ["0.02", "0.01"] },
      }),
      bonus("match", {
        source: { kind: "payouts", bonuses: ["stair", "retail_bonus"], base: "afterBonusCap" },
        walk: upline,
        rate: { unit: "share", byLevel: ["0.1", "0.05"] },
      }),
    ],
    limits: [
      { id: "most", kind: "memberTotal", bonuses: ["unilevel", "stair"], period: "month", amount: { flat: "12" } },
    ],
  };
}

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps, { changed: families });
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
});
afterEach(async () => {
  await deps.close();
});

async function sell(ref: string, seller: DistributorId | undefined, price: bigint | "own", at: string) {
  const minor = price === "own" ? 14_999n : price;
  const sku = minor === 14_999n ? "PACK" : "BOX";
  await place(deps, { ref, seller: seller ?? "", sku, isOwn: price === "own", at });
  await told(deps, ref, [confirmed(minor, at)]);
}

async function month(name: string, day: (n: number) => string) {
  await sell(`${name}-a`, ash, "own", day(5));
  await sell(`${name}-b`, birch, "own", day(6));
  await sell(`${name}-c`, cedar, "own", day(7));
  await sell(`${name}-d`, cedar, 6300n, day(8));
}

const march = (n: number) => `2026-03-0${n}T10:00:00Z`;
const april = (n: number) => `2026-04-0${n}T10:00:00Z`;

async function posted(periodId: string) {
  const rows = await deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor })
    .from(commissionLine)
    .where(and(eq(commissionLine.periodId, periodId), isNull(commissionLine.orderId)))
    .orderBy(asc(commissionLine.lineKey));
  return rows.filter(({ minor }) => minor !== 0n);
}

/** What the engine makes of the period's own facts. */
async function evaluated(periodId: string) {
  const { plan } = await planInForce(deps, deps.clock.now());
  const [base] = plan.periods;
  if (!base) throw new Error("a plan has a cadence");
  const period = periodById(base, periodId, plan.timeZone);
  const facts = await loadPeriodFacts(deps, plan, period);
  const { lines, closing } = evaluate(plan, facts, await openingState(deps, period));
  const own = closingLines(plan, facts.versions, lines).map(({ key, minor }) => ({ key, minor }));
  return { lines: own.toSorted((a, b) => (a.key < b.key ? -1 : 1)), closing };
}

const sumOf = (rows: readonly { key: string; minor: bigint }[], id: string) =>
  rows.filter(({ key }) => key.includes(`|${id}|`)).reduce((sum, { minor }) => sum + minor, 0n);

test("a plan with every family that needs no more facts is accepted, estimated, and closed as it is evaluated", async () => {
  const { plan } = await planInForce(deps, deps.clock.now());
  expect(validatePlan(plan, { recorded: "sales" }).filter(({ severity }) => severity === "error")).toEqual([]);
  await month("m", march);
  await refreshEstimates(deps);
  const estimated = await deps.db
    .select({ key: estimateLine.lineKey, minor: estimateLine.amountMinor })
    .from(estimateLine)
    .orderBy(asc(estimateLine.lineKey));
  const wanted = await evaluated(MARCH);

  deps.setNow("2026-04-04T04:00:00.000Z");
  await closePeriod(deps, MARCH);
  const lines = await posted(MARCH);
  expect(lines).toEqual(wanted.lines);
  expect(estimated).toEqual(lines);
  // Volume of the month: 3 packs of 123.45 CV and a box of 56.70 CV.
  expect(sumOf(lines, "award")).toBe(3_000n); // Ash, Birch and Cedar are Sprouts: half of 20 each
  expect(sumOf(lines, "tier")).toBe(750n); // Ash's leg has 343 PV, Birch's 203
  expect(sumOf(lines, "pool")).toBe(854n); // 2 % of 427.05
  expect(await reconcile(deps)).toEqual([]);
});

test("what runs on is stored at the close and read as the opening of the next one", async () => {
  await month("m", march);
  const first = await evaluated(MARCH);
  deps.setNow("2026-04-04T04:00:00.000Z");
  await closePeriod(deps, MARCH);
  await month("n", april);
  deps.setNow("2026-05-04T04:00:00.000Z");
  const { plan } = await planInForce(deps, deps.clock.now());
  const [base] = plan.periods;
  if (!base) throw new Error("a plan has a cadence");
  expect(await openingState(deps, periodById(base, APRIL, plan.timeZone))).toEqual(first.closing);
  await closePeriod(deps, APRIL);
  expect(sumOf(await posted(APRIL), "award")).toBe(3_000n);
  // Nobody grew from March to April, and who was awarded twice is done.
  expect(sumOf(await posted(APRIL), "pool")).toBe(0n);
  deps.setNow("2026-06-04T04:00:00.000Z");
  await month("o", (n) => `2026-05-0${n}T10:00:00Z`);
  await closePeriod(deps, "month:2026-05-01");
  expect(sumOf(await posted("month:2026-05-01"), "award")).toBe(0n);
  expect(await reconcile(deps)).toEqual([]);
});

test("an order that is refunded after the close takes back its lines and the matches over them", async () => {
  await month("m", march);
  deps.setNow("2026-04-04T04:00:00.000Z");
  await closePeriod(deps, MARCH);
  const before = await posted(MARCH);
  await told(deps, "m-c", [refunded("re_1", 5000n, "2026-04-05T10:00:00Z")]);
  await told(deps, "m-c", [refunded("re_2", 9999n, "2026-04-06T10:00:00Z")]);
  await told(deps, "m-d", [refunded("re_3", 6300n, "2026-04-07T10:00:00Z")]);
  deps.setNow("2026-05-04T04:00:00.000Z");
  await closePeriod(deps, APRIL);
  const taken = await posted(APRIL);
  const ofCedar = before.filter(({ key }) => key.includes(`|mem:${cedar}|`));
  const matched = before.filter(({ key }) => key.includes(`:${cedar}|`) && key.includes("|pay:"));
  expect(ofCedar.length).toBeGreaterThan(4);
  expect(matched.length).toBeGreaterThan(2);
  for (const { key, minor } of [...ofCedar, ...matched]) {
    const back = taken.filter((line) => line.key.endsWith(`|${key.replaceAll("|", "~")}`));
    expect({ key, minor: back.reduce((sum, line) => sum + line.minor, 0n) }).toEqual({ key, minor: -minor });
  }
  expect(await reconcile(deps)).toEqual([]);
});

test("every line can be explained, whatever it is paid on", async () => {
  await month("m", march);
  deps.setNow("2026-04-04T04:00:00.000Z");
  await closePeriod(deps, MARCH);
  const rows = await deps.db.select({ id: commissionLine.id }).from(commissionLine);
  const explained = await Promise.all(rows.map(({ id }) => explainLine(deps, id)));
  const of = (id: string) => explained.find(({ row }) => row.bonusId === id);
  expect(of("award")?.equation).toMatchObject({ what: "rank", baseText: "1 of 2", unit: "amount", rate: "20" });
  expect(of("pool")?.equation).toMatchObject({ what: "fund", baseMinor: 854n });
  expect(of("tier")?.equation).toMatchObject({ what: "tier", baseMinor: 750n });
  expect(of("match")?.row.from?.id).toBeDefined();
  expect(new Set(explained.map(({ sentence }) => sentence.key))).toEqual(
    new Set([
      "line.retail",
      "line.unilevel",
      "line.award",
      "line.tier",
      "line.pool",
      "line.differential",
      "line.generations",
      "line.match",
    ]),
  );
});
