import { commissionLine, estimateLine } from "@upline/db";
import { type DistributorId, moneyFromText } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserViewer } from "../auth/viewer.ts";
import { balancesOf } from "../ledger/balances.ts";
import { closePeriod } from "../periods/close-period.ts";
import { rankHistory, rankOverview, rankProgress } from "../ranks/progress.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { explainLine, type LineExplanation } from "./explain-line.ts";
import { lineIdOf } from "./line-ref.ts";
import { listEarnings } from "./list-earnings.ts";
import { listNotPaid } from "./not-paid.ts";
import { refreshEstimates } from "./refresh-estimate.job.ts";
import { estimateOf, summarize } from "./summarize.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "./testing/world.ts";

let deps: TestDeps;
const people: DistributorId[] = [];
const NAMES = ["Ash", "Birch", "Cedar", "Dogwood", "Elder", "Fir"];
const PAGE = { limit: 50 } as const;

/** A line of six, each under the one before, a closed February and a March with refunds. */
beforeAll(async () => {
  deps = await testDeps({ now: "2026-02-27T12:00:00.000Z" });
  await foundCompany(deps);
  for (const name of NAMES) people.push(await enrol(deps, name, people.at(-1) ?? null, "2026-01-15T12:00:00Z"));
  await sales("feb", "2026-02-20T15:00:00Z");
  deps.setNow("2026-03-05T12:00:00.000Z");
  await closePeriod(deps, "month:2026-02-01");
  deps.setNow("2026-03-20T12:00:00.000Z");
  await sales("mar", "2026-03-10T15:00:00Z");
  await told(deps, "mar-own-5", [refunded("re_1", 4999n, "2026-03-12T10:00:00Z")]);
  await told(deps, "feb-own-4", [refunded("re_2", 14_999n, "2026-03-12T11:00:00Z")]);
  await told(deps, "mar-sold-3", [
    refunded("re_3", 2100n, "2026-03-12T12:00:00Z"),
    refunded("re_4", 1000n, "2026-03-13T12:00:00Z"),
  ]);
  await refreshEstimates(deps);
});
afterAll(() => deps.close());

async function sales(month: string, at: string) {
  for (const [index, seller] of people.entries()) {
    if (index === 2) continue; // Cedar is not active
    await place(deps, { ref: `${month}-own-${index}`, seller, sku: "PACK", isOwn: true, at });
    await told(deps, `${month}-own-${index}`, [confirmed(14_999n, at)]);
    await place(deps, { ref: `${month}-sold-${index}`, seller, at });
    await told(deps, `${month}-sold-${index}`, [confirmed(6300n, at)]);
  }
}

const viewerOf = (distributorId: DistributorId | null, role: UserViewer["role"] = "distributor"): UserViewer => ({
  kind: "user",
  userId: "usr_1",
  name: "Somebody",
  email: "somebody@example.test",
  role,
  distributorId,
  secondFactor: false,
  address: null,
});
const as = (viewer: UserViewer): TestDeps => ({ ...deps, viewer });
const owner = () => as(viewerOf(null, "owner"));

/** Nearest whole of n / d, half away from zero. */
function rounded(n: bigint, d: bigint): bigint {
  if (n < 0n) return -rounded(-n, d);
  return (2n * n + d) / (2n * d);
}
const millionths = (text: string): bigint => {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(6, "0"));
};
const cents = (text: string): bigint => moneyFromText(text, "USD").minor;
const points = (text: string): bigint => millionths(text) / 10_000n;

/** The amount of a line from what its explanation shows, by other code than the engine's. */
function recomputed({ equation }: LineExplanation): bigint {
  const { refund, base, rate } = equation;
  if (refund) {
    const taken = rounded(cents(refund.originalAmount) * points(refund.refundedBase), points(refund.ofBase));
    return -taken - cents(refund.before);
  }
  return rounded(base * millionths(rate), 1_000_000n);
}

describe("every cent", () => {
  test("of a line that is rounded alone follows from its explanation", async () => {
    const lines = await deps.db.select().from(commissionLine);
    let checked = 0;
    for (const { id, amountMinor } of lines) {
      const explanation = await explainLine(owner(), id);
      if (explanation.equation.how !== "line") continue;
      expect(recomputed(explanation)).toBe(amountMinor);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(30);
    expect(lines.filter(({ originalLineKeyHash }) => originalLineKeyHash).length).toBeGreaterThan(5);
  });

  test("of closing and estimated lines adds up to the exact sum of the group, rounded once", async () => {
    const estimates = (await deps.db.select().from(estimateLine)).map(({ lineKeyHash, amountMinor, earnerId }) => ({
      id: lineIdOf(lineKeyHash),
      amountMinor,
      group: `estimate ${earnerId}`,
    }));
    const closed = (await deps.db.select().from(commissionLine).where(eq(commissionLine.bonusId, "unilevel")))
      .filter(({ originalLineKeyHash }) => originalLineKeyHash === null)
      .map(({ id, amountMinor, earnerId }) => ({ id, amountMinor, group: `closed ${earnerId}` }));
    expect(estimates.length).toBeGreaterThan(5);
    for (const own of Map.groupBy([...closed, ...estimates], ({ group }) => group).values()) {
      const explained = await Promise.all(own.map(async ({ id }) => explainLine(owner(), id)));
      const grouped = explained.filter(({ equation }) => equation.how === "largestRemainder");
      const exact = grouped.reduce((sum, { equation }) => sum + equation.base * millionths(equation.rate), 0n);
      expect(grouped.reduce((sum, { equation }) => sum + equation.rounded, 0n)).toBe(rounded(exact, 1_000_000n));
      expect(explained.map(({ row }) => row.amount.minor)).toEqual(own.map(({ amountMinor }) => amountMinor));
    }
  });

  test("of a person is in the list, the summary and the ledger alike", async () => {
    for (const id of people) {
      const seen = as(viewerOf(id));
      const { rows, totals } = await listEarnings(seen, PAGE);
      const balances = await balancesOf(seen, id);
      expect(rows.reduce((sum, { amount }) => sum + amount.minor, 0n)).toBe(totals.minor);
      expect(totals.minor).toBe(
        balances.pending + balances.available + balances.onHold + balances.inPayout - balances.owed,
      );
      const months = await Promise.all(["month:2026-02-01", "open"].map((month) => summarize(seen, id, month)));
      expect(months.reduce((sum, { earned }) => sum + earned.minor, 0n)).toBe(totals.minor);
      const estimate = await estimateOf(seen, id, "open");
      const estimated = await listEarnings(seen, { ...PAGE, tab: "estimated" });
      expect(estimated.totals.minor).toBe(estimate?.total.minor);
      expect(estimate?.dirty).toBe(false);
    }
  });
});

describe("the state of a line", () => {
  test("is reversed once its refunds have taken all of it, in the list, in its explanation and as a filter", async () => {
    const found = { reversed: 0, inPart: 0 };
    for (const id of people) {
      const seen = as(viewerOf(id));
      const { rows } = await listEarnings(seen, PAGE);
      const lines = await deps.db.select().from(commissionLine).where(eq(commissionLine.earnerId, id));
      for (const row of rows) {
        const line = lines.find((one) => lineIdOf(one.lineKeyHash) === row.id);
        const taken = lines.filter(({ originalLineKeyHash }) => originalLineKeyHash === line?.lineKeyHash);
        const left = taken.reduce((sum, { amountMinor }) => sum + amountMinor, line?.amountMinor ?? 0n);
        const isGone = line?.originalLineKeyHash != null || left === 0n;
        expect(row.state === "reversed", row.id).toBe(isGone);
        expect((await explainLine(seen, row.id)).row.state).toBe(row.state);
        if (line?.originalLineKeyHash == null && taken.length > 0) found[isGone ? "reversed" : "inPart"] += 1;
      }
      for (const state of ["pending", "available", "reversed"] as const) {
        const filtered = await listEarnings(seen, { ...PAGE, state });
        expect(filtered.rows.map((row) => row.id)).toEqual(
          rows.filter((row) => row.state === state).map(({ id }) => id),
        );
      }
    }
    expect(found.reversed, "lines taken back wholly").toBeGreaterThan(0);
    expect(found.inPart, "lines taken back in part").toBeGreaterThan(0);
  });
});

describe("a line seen by its earner", () => {
  test("shows full names down to level 3, then first names, and no stranger's customer", async () => {
    const [ash] = people;
    if (!ash) throw new Error("there is a root");
    const { rows } = await listEarnings(as(viewerOf(ash)), { ...PAGE, tab: "estimated" });
    const names = rows.map(({ from }) => from?.name);
    expect(names).toContain("Birch Test");
    expect(names).toContain("Elder");
    expect(names.some((name) => name === "Elder Test" || name === "Fir Test")).toBe(false);
    const retail = (await listEarnings(as(viewerOf(ash)), { ...PAGE, bonusId: "retail_bonus" })).rows[0];
    const explanation = await explainLine(as(viewerOf(ash)), retail?.id ?? "");
    expect(explanation.path.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["Wild Mint", "source"],
      ["Ash Test", "you"],
    ]);
    expect(explanation.cause.eventId).toBeNull();
  });

  test("passes over whoever was not active, with the reason", async () => {
    const [, birch, cedar] = people;
    if (!birch) throw new Error("there is a second");
    const { rows } = await listEarnings(as(viewerOf(birch)), { ...PAGE, tab: "estimated" });
    const fromDogwood = rows.find(({ from }) => from?.name === "Dogwood Test");
    expect(fromDogwood?.level).toBe(1);
    const { path } = await explainLine(as(viewerOf(birch)), fromDogwood?.id ?? "");
    expect(path).toContainEqual(
      expect.objectContaining({ id: cedar, outcome: "skipped", reason: "not_active", level: null }),
    );
  });

  test("is not found by anybody else, nor are his lists", async () => {
    const [ash, birch] = people;
    if (!ash || !birch) throw new Error("there are two");
    const own = (await listEarnings(as(viewerOf(ash)), PAGE)).rows[0];
    const estimated = (await listEarnings(as(viewerOf(ash)), { ...PAGE, tab: "estimated" })).rows[0];
    for (const id of [own?.id, estimated?.id, "lin_unknown", "lin_00000000000000000000000000"]) {
      await expect(explainLine(as(viewerOf(birch)), id ?? "")).rejects.toMatchObject({ code: "line_not_found" });
    }
    for (const list of [listEarnings, listNotPaid]) {
      await expect(list(as(viewerOf(birch)), { ...PAGE, distributorId: ash })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect((await listEarnings(owner(), { ...PAGE, distributorId: ash })).totals.count).toBeGreaterThan(0);
  });
});

describe("an order that paid somebody nothing", () => {
  test("has exactly one reason for each bonus without a line", async () => {
    for (const id of people) {
      const { rows } = await listNotPaid(as(viewerOf(id)), { limit: 100 });
      const pairs = rows.map(({ orderId, bonusId }) => `${orderId} ${bonusId}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    }
    const cedar = people[2];
    const { byCode, total } = await listNotPaid(as(viewerOf(cedar ?? null)), PAGE);
    expect(byCode.map(({ code }) => code)).toContain("not_active");
    expect(byCode.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    const one = await listNotPaid(as(viewerOf(cedar ?? null)), {
      ...PAGE,
      periodId: "month:2026-02-01",
      code: "not_active",
    });
    expect(one.rows.every(({ code }) => code === "not_active")).toBe(true);
    expect(one.total).toBeGreaterThan(0);
  });
});

describe("the ladder", () => {
  test("shows each requirement of the next rank as have, need and missing", async () => {
    const fir = people[5];
    if (!fir) throw new Error("there is a sixth");
    const progress = await rankProgress(as(viewerOf(fir)), fir);
    expect(progress).toMatchObject({ paidAs: "seed", isActive: true, activeNeed: { need: 10_000n } });
    expect(progress.next?.rankId).toBe("sprout");
    expect(progress.next?.requirements.map(({ kind, unit, need }) => [kind, unit, need])).toEqual([
      ["volume", "pv", 10_000n],
      ["volume", "gv", 20_000n],
    ]);
    for (const { have, need, missing, ok } of progress.next?.requirements ?? []) {
      expect(missing).toBe(have < need ? need - have : 0n);
      expect(ok).toBe(missing === 0n);
    }
    expect(progress.keep?.rankId ?? "seed").toBe("sprout");
    const history = await rankHistory(deps, fir);
    expect(history.map(({ label, paidAs }) => [label, paidAs])).toEqual([["February 2026", "sprout"]]);
    const overview = await rankOverview(owner());
    expect(overview.ladder.reduce((sum, { count }) => sum + count, 0)).toBe(people.length);
    expect(overview.changes).toContainEqual(expect.objectContaining({ from: "sprout", to: "seed" }));
  });
});
