import { genealogyMove } from "@upline/db";
import { canonicalJson, type DistributorId, type PlanVersion } from "@upline/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Role, UserViewer } from "../auth/viewer.ts";
import { evaluateOpen } from "../commissions/evaluate-open.ts";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { changeStatus } from "../people/change-status.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";

const REASON = "Entered under the wrong sponsor";

let deps: TestDeps;
let [ash, birch, cedar, dill, elder]: DistributorId[] = [];

const person = (name: string, role: Role = "plan", distributorId: DistributorId | null = null): UserViewer => ({
  kind: "user",
  userId: `usr_${name}`,
  name,
  email: `${name}@example.test`,
  role,
  distributorId,
  secondFactor: false,
  address: "192.0.2.0",
});
const as = (viewer: UserViewer) => appRouter.createCaller({ ...deps, viewer } as Deps);
const aster = () => as(person("aster"));
const sorrel = () => as(person("sorrel"));

/** A Sprout has somebody active right below him. */
const legsMatter = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  ranks: plan.ranks.map((rank) => (rank.id === "sprout" ? { ...rank, when: ONE_ACTIVE_LEG } : rank)),
});
const ONE_ACTIVE_LEG: PlanVersion["ranks"][number]["when"] = {
  count: { legs: { tree: "sponsor", at: "top", where: { ref: "is_active" } } },
  atLeast: 1,
};

/** Ash over Birch and Cedar; Birch over Dill, Dill over Elder. Everybody has bought this month. */
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps, { changed: legsMatter });
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", ash, "2025-04-09T12:00:00Z");
  dill = await enrol(deps, "Dill", birch, "2025-05-09T12:00:00Z");
  elder = await enrol(deps, "Elder", dill, "2025-06-09T12:00:00Z");
  for (const [n, who] of [ash, birch, cedar, dill, elder].entries()) await buys(`own-${n}`, who, `2026-03-0${n + 1}`);
});
afterEach(async () => {
  await deps.close();
});

async function buys(ref: string, by: DistributorId | undefined, day: string) {
  const at = `${day}T10:00:00Z`;
  await place(deps, { ref, seller: by ?? "", sku: "PACK", isOwn: true, at });
  await told(deps, ref, [confirmed(14_999n, at)]);
}

const wanted = (distributorId: DistributorId | undefined, parentId: DistributorId | null | undefined) => ({
  distributorId: distributorId as DistributorId,
  parentId: parentId ?? null,
  fromDay: null as string | null,
});

async function move(distributorId: DistributorId | undefined, parentId: DistributorId | null | undefined) {
  const request = await aster().moves.request({ ...wanted(distributorId, parentId), reason: REASON });
  await sorrel().approvals.approve(request as never);
  const { moves } = await aster().moves.list();
  return moves[0]?.id as `mov_${string}`;
}

const parentOf = async (id: DistributorId | undefined) => (await treeIndex(deps)).parentOf(id as DistributorId);

/** Everything that open periods come to. */
async function open() {
  const { periods, others } = await evaluateOpen(deps);
  return canonicalJson(
    [...periods, ...others].map(({ period, evaluation: { lines, ranks } }) => {
      return { id: period.id, ranks, lines: lines.map(({ key, minor }) => ({ key, minor })) };
    }),
  );
}

/** Rank, group volume and earnings of everybody, by the open period. */
async function stands() {
  const { periods } = await evaluateOpen(deps);
  return periods.flatMap(({ period, evaluation: { lines, ranks } }) =>
    Object.entries(ranks).map(([id, { paidAs, metrics }]) => ({
      at: `${period.id} ${id}`,
      rankId: paidAs,
      groupVolume: metrics.gv ?? 0n,
      earned: lines.filter(({ earnerId }) => earnerId === id).reduce((sum, { minor }) => sum + minor, 0n),
    })),
  );
}

test("a move is asked for by one and happens when another approves it", async () => {
  const request = await aster().moves.request({ ...wanted(dill, cedar), reason: REASON });
  expect(await parentOf(dill)).toBe(birch);
  await expect(aster().approvals.approve(request as never)).rejects.toMatchObject({
    cause: { code: "approver_is_requester" },
  });
  const inLine = as(person("elder", "plan", elder));
  await expect(inLine.approvals.approve(request as never)).rejects.toMatchObject({ cause: { code: "not_allowed" } });
  await sorrel().approvals.approve(request as never);
  expect(await parentOf(dill)).toBe(cedar);
  await expect(sorrel().approvals.approve(request as never)).rejects.toMatchObject({
    cause: { code: "already_decided" },
  });
  expect(await deps.db.$count(genealogyMove)).toBe(1);
});

test("what the preview shows is what the move brings, for everybody", async () => {
  const shown = await aster().moves.preview(wanted(dill, cedar));
  expect(shown).toMatchObject({ from: { id: birch }, to: { id: cedar }, goAlong: 2 });
  const before = await stands();
  await move(dill, cedar);
  const after = await stands();
  const changed = after.flatMap((row, n) => {
    const was = before[n];
    return was && canonicalJson(was) !== canonicalJson(row) ? [{ was, row }] : [];
  });
  const told = shown.periods.flatMap(({ periodId, people }) =>
    people.map(({ person: who, before: was, after: then }) => ({
      was: { at: `${periodId} ${who?.id}`, rankId: was.rankId, groupVolume: was.groupVolume, earned: was.earned },
      row: { at: `${periodId} ${who?.id}`, rankId: then.rankId, groupVolume: then.groupVolume, earned: then.earned },
    })),
  );
  const byName = (a: { was: { at: string } }, b: { was: { at: string } }) => (a.was.at < b.was.at ? -1 : 1);
  expect(told.toSorted(byName)).toEqual(changed.toSorted(byName));
  expect(changed.length).toBeGreaterThan(0);
});

test("volume that was sold before stays with the old line, what is sold after goes up the new one", async () => {
  await move(dill, cedar);
  const gv = async (id: DistributorId | undefined) =>
    (await evaluateOpen(deps)).periods.at(-1)?.evaluation.ranks[id ?? ""]?.metrics.gv;
  expect([await gv(birch), await gv(cedar)]).toEqual([42_000n, 14_000n]);
  deps.setNow("2026-03-21T12:00:00.000Z");
  await buys("later", elder, "2026-03-21");
  expect([await gv(birch), await gv(cedar)]).toEqual([42_000n, 28_000n]);
  expect(await reconcile(deps)).toEqual([]);
});

test("a closed period and its lines stay as they were", async () => {
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, "month:2026-03-01");
  const before = await deps.db.query.commissionLine.findMany();
  await move(dill, cedar);
  expect(await deps.db.query.commissionLine.findMany()).toEqual(before);
});

test("from a day on: nothing changes before its midnight in the company's zone", async () => {
  const from = { ...wanted(dill, cedar), fromDay: "2026-03-25" };
  const request = await aster().moves.request({ ...from, reason: REASON });
  await sorrel().approvals.approve(request as never);
  deps.setNow("2026-03-25T03:59:59.999Z");
  expect(await parentOf(dill)).toBe(birch);
  deps.setNow("2026-03-25T04:00:00.000Z");
  expect(await parentOf(dill)).toBe(cedar);
});

describe("a move that cannot be is refused when it is asked for", () => {
  test.each([
    { name: "under the own downline", who: () => wanted(birch, elder), code: "move_under_own_downline" },
    { name: "to where he hangs already", who: () => wanted(dill, birch), code: "move_no_change" },
    {
      name: "from a day that has begun",
      who: () => ({ ...wanted(dill, cedar), fromDay: "2026-03-20" }),
      code: "move_in_past",
    },
    { name: "of nobody", who: () => wanted("dst_nobody" as DistributorId, cedar), code: "not_found" },
    { name: "to nobody", who: () => wanted(dill, "dst_nobody" as DistributorId), code: "not_found" },
  ])("$name", async ({ who, code }) => {
    await expect(aster().moves.preview(who())).rejects.toMatchObject({ cause: { code } });
    await expect(aster().moves.request({ ...who(), reason: REASON })).rejects.toMatchObject({ cause: { code } });
    expect(await deps.db.$count(genealogyMove)).toBe(0);
  });

  test("a circle names everybody on it", async () => {
    await expect(aster().moves.preview(wanted(birch, elder))).rejects.toMatchObject({
      message:
        "Elder Test is below Birch Test, so this would make a circle: Birch Test → Dill Test → Elder Test → Birch Test. Choose somebody else.",
    });
  });

  test("nor is anybody put below himself", async () => {
    await expect(aster().moves.preview(wanted(birch, birch))).rejects.toMatchObject({
      message: "Nobody can be their own sponsor. Choose somebody else.",
    });
  });

  test("to somebody who was terminated", async () => {
    const change = { distributorId: cedar as DistributorId, status: "terminated", reason: "left the company" } as const;
    await inTransaction(deps, (tx) => changeStatus(tx, { ...change, fromAt: tx.clock.now(), causeId: "test" }));
    await expect(aster().moves.preview(wanted(dill, cedar))).rejects.toMatchObject({
      cause: { code: "move_target_removed" },
    });
  });

  test("without a reason", async () => {
    await expect(aster().moves.request({ ...wanted(dill, cedar), reason: "because" })).rejects.toMatchObject({
      cause: { code: "reason_too_short" },
    });
  });
});

describe("a request is void", () => {
  test("when the person was moved meanwhile", async () => {
    const request = await aster().moves.request({ ...wanted(dill, cedar), reason: REASON });
    await move(dill, ash);
    await expect(sorrel().approvals.approve(request as never)).rejects.toMatchObject({
      cause: { code: "approval_outdated" },
    });
    expect(await parentOf(dill)).toBe(ash);
  });

  test("when it would close a circle by now", async () => {
    const request = await aster().moves.request({ ...wanted(dill, cedar), reason: REASON });
    await move(cedar, elder);
    await expect(sorrel().approvals.approve(request as never)).rejects.toMatchObject({
      cause: { code: "move_under_own_downline" },
    });
    expect(await parentOf(dill)).toBe(birch);
  });
});

describe("undone within a day", () => {
  const undo = (moveId: `mov_${string}`) => aster().moves.undo({ moveId, reason: "It was the right one after all" });

  test("a move leaves everything as if it had never been", async () => {
    const before = await open();
    const id = await move(dill, cedar);
    expect(await open()).not.toBe(before);
    deps.setNow("2026-03-21T11:59:59.999Z");
    await undo(id);
    expect(await open()).toBe(before);
    expect(await parentOf(dill)).toBe(birch);
    await expect(undo(id)).rejects.toMatchObject({ cause: { code: "move_not_undoable" } });
  });

  test.each([
    { name: "after a day", until: async () => deps.setNow("2026-03-21T12:00:00.000Z"), words: /for a day/ },
    {
      name: "when an order of the team was paid since",
      until: async () => {
        deps.setNow("2026-03-20T13:00:00.000Z");
        await place(deps, { ref: "late", seller: elder ?? "", at: "2026-03-20T12:30:00Z" });
        await told(deps, "late", [confirmed(6300n, "2026-03-20T12:30:00Z")]);
      },
      words: /One order of this team was paid since/,
    },
    { name: "when he was moved again", until: async () => void (await move(dill, ash)), words: /moved again/ },
  ])("no more $name", async ({ until, words }) => {
    const id = await move(dill, cedar);
    await until();
    const { moves } = await aster().moves.list();
    expect(moves.find((one) => one.id === id)?.whyNotUndoable).toMatch(words);
    await expect(undo(id)).rejects.toMatchObject({ message: expect.stringMatching(words) });
  });

  test("the newer of two moves is undone first, then the older", async () => {
    const first = await move(dill, cedar);
    const second = await move(dill, ash);
    await undo(second);
    expect(await parentOf(dill)).toBe(cedar);
    await undo(first);
    expect(await parentOf(dill)).toBe(birch);
  });
});
