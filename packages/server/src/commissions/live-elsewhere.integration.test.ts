import { commissionLine } from "@upline/db";
import { type Bonus, type DistributorId, evaluate, type PlanVersion, periodById, validatePlan } from "@upline/domain";
import { asc } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { UserViewer } from "../auth/viewer.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { setAttribute } from "../people/set-attribute.ts";
import { closePeriod } from "../periods/close-period.ts";
import { loadPeriodFacts, openingState } from "../periods/load-period-facts.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { recomputedLines } from "../reconciliation/recompute-lines.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { refreshEstimates } from "./refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "./testing/world.ts";

const MARCH = "month:2026-03-01";
const TREE = "binary";
const orders = { kind: "orders", volume: "cv", of: "both" } as const;
const bonus = (id: string, more: Pick<Bonus, "source" | "walk" | "rate"> & Partial<Bonus>): Bonus => ({
  ...{ id, label: id, when: { live: true }, gate: { always: true } },
  ...{ rankAt: { basis: "paidAs", at: "lastClosed" }, settle: { as: "cash", holdDays: 0 } },
  ...more,
});
const upline = { to: "upline", payFrom: 1, levels: 3, compress: "none" } as const;

const withTree = (plan: PlanVersion, bonuses: Bonus[], more: Partial<PlanVersion> = {}): PlanVersion => ({
  ...plan,
  trees: [...plan.trees, { id: TREE, label: "Binary tree", kind: "binary", placement: "manual" }],
  bonuses,
  ...more,
});

let deps: TestDeps;
let people: Record<string, DistributorId>;

/** Ash sponsored all others; in the binary tree Dill stands below Cedar, Cedar below Birch, Birch below Ash. */
async function company(changed: (plan: PlanVersion) => PlanVersion) {
  deps = await testDeps({ now: "2026-03-10T12:00:00.000Z" });
  await foundCompany(deps, { changed });
  const { plan } = await planInForce(deps, deps.clock.now());
  expect(validatePlan(plan, { recorded: "sales" }).filter(({ severity }) => severity === "error")).toEqual([]);
  const ash = await enrol(deps, "Ash", null, "2026-02-01T12:00:00Z");
  people = { ash };
  for (const [index, name] of ["birch", "cedar", "dill"].entries()) {
    people[name] = await enrol(deps, name, ash, `2026-02-0${index + 2}T12:00:00Z`);
  }
}

const id = (name: string) => people[name] ?? ("" as DistributorId);

async function seated() {
  const viewer: UserViewer = {
    ...{ kind: "user", userId: "usr_sorrel", name: "Sorrel", email: "sorrel@example.test", role: "support" },
    ...{ distributorId: null, secondFactor: false, address: null },
  };
  const office = appRouter.createCaller({ ...deps, viewer }).placement;
  await office.place({ tree: TREE, distributorId: id("ash"), seat: null });
  for (const [name, parent] of Object.entries({ birch: "ash", cedar: "birch", dill: "cedar" })) {
    await office.place({ tree: TREE, distributorId: id(name), seat: { parentId: id(parent), slot: 0 } });
  }
}

afterEach(async () => {
  await deps.close();
});
beforeEach(() => {
  people = {};
});

/** A pack of 123.45 CV for 149.99. */
async function buys(ref: string, who: string, at: string, packageLevel?: string) {
  await place(deps, { ref, seller: id(who), sku: "PACK", isOwn: true, at, ...(packageLevel ? { packageLevel } : {}) });
  await told(deps, ref, [confirmed(14_999n, at)]);
}

async function posted() {
  const rows = await deps.db.select().from(commissionLine).orderBy(asc(commissionLine.lineKey));
  return rows.map(({ lineKey, amountMinor }) => ({ key: lineKey, minor: amountMinor }));
}

/** What each earner has of each bonus, refunds taken off. */
async function earned() {
  const names = new Map(Object.entries(people).map(([name, one]) => [one as string, name]));
  const sums = new Map<string, bigint>();
  for (const { key, minor } of await posted()) {
    const [, , , , bonusId, earner = ""] = key.split("|");
    const cell = `${bonusId} ${names.get(earner)}`;
    sums.set(cell, (sums.get(cell) ?? 0n) + minor);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What `evaluate` says of the whole month, live lines among it. */
async function computed() {
  const { plan } = await planInForce(deps, deps.clock.now());
  const [base] = plan.periods;
  if (!base) throw new Error("a plan has a cadence");
  const period = periodById(base, MARCH, plan.timeZone);
  const { lines } = evaluate(plan, await loadPeriodFacts(deps, plan, period), await openingState(deps, period));
  return lines.map(({ key, minor }) => ({ key, minor })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

async function closes() {
  await refreshEstimates(deps);
  const before = await computed();
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, MARCH);
  expect((await posted()).filter(({ minor }) => minor !== 0n)).toEqual(before);
  expect(await recomputedLines(deps)).toEqual([]);
  expect(await reconcile(deps)).toEqual([]);
}

test("at once along another tree, with a match of it along the sponsors, and taken back along both", async () => {
  const live = bonus("legs", {
    source: orders,
    walk: { ...upline, tree: TREE },
    rate: { unit: "share", byLevel: ["0.1", "0.05", "0.02"] },
  });
  const match = bonus("match", {
    source: { kind: "payouts", bonuses: ["legs"], base: "afterBonusCap" },
    walk: { ...upline, tree: "sponsor", levels: 1 },
    rate: { unit: "share", byLevel: ["0.5"] },
  });
  await company((plan) => withTree(plan, [live, match]));
  await buys("before", "dill", "2026-03-09T10:00:00Z");
  expect(await earned()).toEqual({});
  await seated();
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("after", "dill", "2026-03-12T10:00:00Z");
  // 10, 5 and 2 % of 123.45; half of what Cedar and Birch got goes to their sponsor.
  const all = { "legs ash": 247n, "legs birch": 617n, "legs cedar": 1_235n, "match ash": 927n };
  expect(await earned()).toEqual(all);
  await told(deps, "after", [refunded("re_1", 14_999n, "2026-03-21T10:00:00Z")]);
  expect(await earned()).toEqual({});
  await buys("again", "dill", "2026-03-19T10:00:00Z");
  expect(await earned()).toEqual(all);
  await closes();
});

test("at once where ranks are those of another tree", async () => {
  const live = bonus("line", {
    source: orders,
    walk: { ...upline, tree: "sponsor" },
    rate: { unit: "share", byLevel: ["0.1", "0", "0"] },
  });
  const own = bonus("own", { source: orders, walk: { to: "self" }, rate: { unit: "share", flat: "0.01" } });
  await company((plan) => {
    const metrics = plan.metrics.map((metric) => ("tree" in metric ? { ...metric, tree: TREE } : metric));
    const ranks = plan.ranks.slice(0, 1);
    return withTree(plan, [live, own], { rankTree: TREE, metrics, ranks });
  });
  await seated();
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("one", "dill", "2026-03-12T10:00:00Z");
  expect(await earned()).toEqual({ "line ash": 1_235n, "own dill": 123n });
  await closes();
});

test("the first sales of everybody are passed up at once, in the order of payment, and a refund renumbers nothing", async () => {
  const live = bonus("pass", {
    source: orders,
    walk: { to: "passUp", tree: "sponsor", first: 1 },
    rate: { unit: "share", flat: "0.1" },
  });
  await company((plan) => ({ ...plan, bonuses: [live] }));
  people.elm = await enrol(deps, "Elm", id("cedar"), "2026-03-01T12:00:00Z");
  people.fir = await enrol(deps, "Fir", id("cedar"), "2026-03-02T12:00:00Z");
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("d1", "dill", "2026-03-12T10:00:00Z");
  await buys("d2", "dill", "2026-03-12T11:00:00Z");
  // Elm is the first whom Cedar recruited, so Elm belongs to Cedar's owner: Ash. Fir is the second, and Cedar's own.
  await buys("e1", "elm", "2026-03-13T10:00:00Z");
  await buys("e2", "elm", "2026-03-14T10:00:00Z");
  await buys("f1", "fir", "2026-03-14T11:00:00Z");
  const others = { "pass cedar": 1_235n, "pass elm": 1_235n };
  expect(await earned()).toEqual({ ...others, "pass ash": 2_470n, "pass dill": 1_235n });
  await told(deps, "d1", [refunded("re_1", 14_999n, "2026-03-15T10:00:00Z")]);
  await buys("d3", "dill", "2026-03-16T10:00:00Z");
  expect(await earned()).toEqual({ ...others, "pass ash": 1_235n, "pass dill": 2_470n });
  await closes();
});

test("a sale that is told late takes its place among those that were paid on already", async () => {
  const pass = bonus("pass", {
    source: orders,
    walk: { to: "passUp", tree: "sponsor", first: 1 },
    rate: { unit: "share", flat: "0.1" },
  });
  const first = bonus("first", {
    source: { ...orders, firstOnly: true },
    walk: { ...upline, tree: "sponsor", levels: 1 },
    rate: { unit: "share", byLevel: ["0.2"] },
  });
  await company((plan) => ({ ...plan, bonuses: [pass, first] }));
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("second", "dill", "2026-03-12T10:00:00Z");
  expect(await earned()).toEqual({ "first ash": 2_469n, "pass ash": 1_235n });
  await buys("third", "dill", "2026-03-13T10:00:00Z");
  await told(deps, "second", [refunded("re_1", 4_999n, "2026-03-14T10:00:00Z")]);
  expect(await earned()).toEqual({ "first ash": 1_646n, "pass ash": 823n, "pass dill": 1_235n });
  await buys("told late", "dill", "2026-03-11T10:00:00Z");
  // It is the first now: what Ash had of the other one goes back, and two thirds of a sale are Dill's own.
  expect(await earned()).toEqual({ "first ash": 2_469n, "pass ash": 1_235n, "pass dill": 2_058n });
  await closes();
});

test("a package goes to the first whose code reaches it, at once and at the close", async () => {
  const parts = {
    source: orders,
    walk: { to: "coded", tree: "sponsor", attribute: "code" },
    rate: { unit: "amount", byPackage: { 100: "0.1", 500: "0.2" } },
  } as const;
  const closing = { when: { close: "month" }, rankAt: { basis: "paidAs", at: "this" } } as const;
  await company((plan) => ({ ...plan, bonuses: [bonus("now", parts), bonus("then", { ...parts, ...closing })] }));
  const set = (name: string, value: string) =>
    setAttribute(deps, { distributorId: id(name), key: "code", value, fromDay: null, reason: "Bought the package" });
  await set("ash", "500");
  await set("dill", "100");
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("small", "dill", "2026-03-12T10:00:00Z", "100");
  await buys("large", "dill", "2026-03-13T10:00:00Z", "500");
  await buys("other", "dill", "2026-03-14T10:00:00Z");
  // 0.10 and 0.20 for each of 123.45 points; what is no package is paid to nobody.
  const live = { "now ash": 2_469n, "now dill": 1_235n };
  expect(await earned()).toEqual(live);
  await closes();
  expect(await earned()).toEqual({ ...live, "then ash": 2_469n, "then dill": 1_235n });
});

test("a sale counts from its date where the plan says so, also when it is paid in the next month before the freeze", async () => {
  const live = bonus("line", {
    source: orders,
    walk: { ...upline, tree: "sponsor" },
    rate: { unit: "share", byLevel: ["0.1", "0", "0"] },
  });
  await company((plan) => ({ ...plan, bonuses: [live], policies: { ...plan.policies, orderEffective: "orderDate" } }));
  deps.setNow("2026-04-03T12:00:00.000Z");
  await place(deps, { ref: "late", seller: id("dill"), sku: "PACK", isOwn: true, at: "2026-03-31T20:00:00Z" });
  await told(deps, "late", [confirmed(14_999n, "2026-04-02T10:00:00Z")]);
  const keys = (await posted()).map(({ key }) => key.split("|")[3]);
  expect(keys).toEqual([MARCH]);
  await closes();
  // After the freeze it counts in the oldest open month.
  await place(deps, { ref: "too late", seller: id("dill"), sku: "PACK", isOwn: true, at: "2026-03-30T20:00:00Z" });
  await told(deps, "too late", [confirmed(14_999n, "2026-04-08T04:00:00Z")]);
  expect((await posted()).map(({ key }) => key.split("|")[3]).toSorted()).toEqual([MARCH, "month:2026-04-01"]);
});
