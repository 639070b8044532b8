import { genealogyEdge, placementSeat } from "@upline/db";
import type { DistributorId, PlanVersion } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Role, UserViewer } from "../auth/viewer.ts";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { changeStatus } from "../people/change-status.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { placeDue } from "./place-due.ts";

type Rule = NonNullable<PlanVersion["trees"][number]["placement"]>;

const TREE = "binary";

let deps: TestDeps;
let [ash, birch, cedar, dill]: DistributorId[] = [];

const viewer = (name: string, role: Role = "support", distributorId: DistributorId | null = null): UserViewer => ({
  kind: "user",
  userId: `usr_${name}`,
  name,
  email: `${name}@example.test`,
  role,
  distributorId,
  secondFactor: false,
  address: null,
});
const as = (who: UserViewer) => appRouter.createCaller({ ...deps, viewer: who } as Deps).placement;
const office = () => as(viewer("sorrel"));
const own = (id: DistributorId | undefined) => as(viewer(`person of ${id}`, "distributor", id ?? null));

async function company(rule: Rule) {
  deps = await testDeps({ now: "2026-03-10T12:00:00.000Z" });
  await foundCompany(deps, {
    changed: (plan) => ({
      ...plan,
      trees: [...plan.trees, { id: TREE, label: "Binary tree", kind: "binary", placement: rule }],
    }),
  });
  ash = await enrol(deps, "Ash", null, "2026-03-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2026-03-02T12:00:00Z");
  cedar = await enrol(deps, "Cedar", birch, "2026-03-03T12:00:00Z");
  dill = await enrol(deps, "Dill", cedar, "2026-03-08T12:00:00Z");
}

beforeEach(() => company("manual"));
afterEach(async () => {
  await deps.close();
});

const put = (who: DistributorId | undefined, parent: DistributorId | undefined | null, slot = 0) =>
  office().place({
    tree: TREE,
    distributorId: who as DistributorId,
    seat: parent ? { parentId: parent, slot } : null,
  });

async function seats() {
  const index = await treeIndex(deps, { tree: TREE, at: deps.clock.now() });
  return index.ids.map((id) => [id, index.parentOf(id), index.slotOf(id)]);
}

describe("people without a seat", () => {
  test("wait in the order of joining, each until his deadline, with the seat that is proposed", async () => {
    await put(ash, null);
    const { tree, count, rows } = await office().waiting({});
    expect(tree).toMatchObject({ id: TREE, width: 2, rule: "manual" });
    expect(count).toBe(3);
    expect(rows.map(({ id, deadlineAt, isOverdue }) => [id, deadlineAt, isOverdue])).toEqual([
      // Seven days of New York, where the clocks went forward on 8 March.
      [birch, "2026-03-09T11:00:00.000Z", true],
      [cedar, "2026-03-10T11:00:00.000Z", true],
      [dill, "2026-03-15T12:00:00.000Z", false],
    ]);
    expect(rows[0]).toMatchObject({ sponsor: { id: ash }, seat: { parent: { id: ash }, slot: 0 } });
    // Birch has no seat yet, so Cedar goes below Ash.
    expect(rows[1]).toMatchObject({ sponsor: { id: birch }, seat: { parent: { id: ash } } });
  });

  test("are his own recruits for a distributor", async () => {
    await put(ash, null);
    expect((await own(birch).waiting({})).rows.map(({ id }) => id)).toEqual([cedar]);
    // Ash has a seat and can give one, Birch has none.
    expect((await own(birch).waiting({})).isPlaced).toBe(false);
    expect((await own(ash).waiting({})).isPlaced).toBe(true);
    expect((await own(ash).waiting({})).rows.map(({ id }) => id)).toEqual([birch]);
  });

  test("are none when no plan has such a tree", async () => {
    await deps.close();
    deps = await testDeps({ now: "2026-03-10T12:00:00.000Z" });
    await foundCompany(deps);
    expect(await office().waiting({})).toEqual({ trees: [], tree: null, isPlaced: false, count: 0, rows: [] });
  });
});

describe("placed by hand", () => {
  test("somebody has the seat that was chosen, from now on", async () => {
    await put(ash, null);
    await put(birch, ash, 1);
    expect(await seats()).toEqual([
      [ash, null, 0],
      [birch, ash, 1],
    ]);
    const below = await office().seats({ tree: TREE, parentId: null });
    expect(below.path.map(({ id }) => id)).toEqual([ash]);
    expect(below.seats).toMatchObject([
      { slot: 0, person: null, team: 0 },
      { slot: 1, person: { id: birch }, team: 0 },
    ]);
    const [edge] = await deps.db.select().from(genealogyEdge).where(eq(genealogyEdge.causeId, "placement"));
    expect(edge?.fromAt).toBe("2026-03-10T12:00:00.000Z");
  });

  test.each([
    { name: "on a seat that is taken", try: () => put(cedar, ash, 1), code: "seat_taken" },
    { name: "a second time", try: () => put(birch, ash, 0), code: "already_placed" },
    { name: "below somebody without a seat", try: () => put(dill, cedar, 0), code: "seat_invalid" },
    { name: "on a third seat", try: () => put(cedar, birch, 2), code: "seat_invalid" },
    {
      name: "nobody",
      try: () => office().place({ tree: TREE, distributorId: "dst_nobody", seat: null }),
      code: "not_found",
    },
    {
      name: "in a tree that is none",
      try: () => office().place({ tree: "sponsor", distributorId: cedar as DistributorId, seat: null }),
      code: "not_found",
    },
  ])("nobody is placed $name", async ({ try: act, code }) => {
    await put(ash, null);
    await put(birch, ash, 1);
    const before = await seats();
    await expect(act()).rejects.toMatchObject({ cause: { code } });
    expect(await seats()).toEqual(before);
  });

  test("nobody is who has left", async () => {
    await put(ash, null);
    const change = { distributorId: birch as DistributorId, status: "terminated", reason: "left the company" } as const;
    await inTransaction(deps, (tx) => changeStatus(tx, { ...change, fromAt: tx.clock.now(), causeId: "test" }));
    await expect(put(birch, ash)).rejects.toMatchObject({ cause: { code: "seat_invalid" } });
    expect((await office().waiting({})).rows.map(({ id }) => id)).not.toContain(birch);
  });

  test("of two who take one seat at once, one gets it and the other a sentence", async () => {
    await put(ash, null);
    const answers = await Promise.allSettled([put(birch, ash, 0), put(cedar, ash, 0)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = answers.find((answer): answer is PromiseRejectedResult => answer.status === "rejected");
    expect(refused?.reason).toMatchObject({ cause: { code: "seat_taken" } });
    expect(await seats()).toHaveLength(2);
  });
});

describe("a distributor", () => {
  beforeEach(async () => {
    await put(ash, null);
    await put(birch, ash, 0);
  });
  const placeOwn = (by: DistributorId | undefined, who: DistributorId | undefined, parent: DistributorId | undefined) =>
    own(by).placeOwn({
      tree: TREE,
      distributorId: who as DistributorId,
      seat: { parentId: parent as DistributorId, slot: 1 },
    });

  test("places whom he sponsored, below himself", async () => {
    await placeOwn(birch, cedar, birch);
    expect((await seats()).at(-1)).toEqual([cedar, birch, 1]);
  });

  test.each([
    { name: "whom somebody else sponsored", try: () => placeOwn(birch, dill, birch), code: "not_found" },
    { name: "above himself", try: () => placeOwn(birch, cedar, ash), code: "not_found" },
    { name: "without a seat of his own", try: () => placeOwn(cedar, dill, birch), code: "seat_invalid" },
  ])("places nobody $name", async ({ try: act, code }) => {
    await expect(act()).rejects.toMatchObject({ cause: { code } });
    expect(await seats()).toHaveLength(2);
  });
});

describe("at the deadline", () => {
  // Below Birch stand Dill with Elder on the left and Fig on the right.
  test.each<{ rule: Rule; cedarAt: (fig: DistributorId) => unknown[] }>([
    { rule: "bfs", cedarAt: () => [cedar, dill, 1] },
    { rule: "weakestSubtree", cedarAt: (fig) => [cedar, fig, 0] },
    { rule: "outerLeg", cedarAt: (fig) => [cedar, fig, 1] },
  ])("the rule $rule places whom nobody placed, once", async ({ rule, cedarAt }) => {
    await deps.close();
    await company(rule);
    const elder = await enrol(deps, "Elder", birch ?? null, "2026-03-09T12:00:00Z");
    const fig = await enrol(deps, "Fig", birch ?? null, "2026-03-09T12:00:00Z");
    await put(ash, null);
    await put(birch, ash, 0);
    await put(dill, birch, 0);
    await put(elder, dill, 0);
    await put(fig, birch, 1);
    expect(await placeDue(deps)).toBe(1);
    expect(await placeDue(deps)).toBe(0);
    expect((await seats()).find(([id]) => id === cedar)).toEqual(cedarAt(fig));
    expect(await office().waiting({})).toMatchObject({ count: 0, rows: [] });
  });

  test("whoever joined first is placed first, nobody before his deadline", async () => {
    await deps.close();
    await company("bfs");
    expect(await placeDue(deps)).toBe(3);
    expect(await seats()).toEqual([
      [ash, null, 0],
      [birch, ash, 0],
      [cedar, birch, 0],
    ]);
    deps.setNow("2026-03-15T11:59:59.999Z");
    expect(await placeDue(deps)).toBe(0);
    deps.setNow("2026-03-15T12:00:00.000Z");
    expect(await placeDue(deps)).toBe(1);
    expect((await seats()).at(-1)).toEqual([dill, cedar, 0]);
  });

  test("nothing happens in a tree that is placed by hand", async () => {
    deps.setNow("2026-05-01T12:00:00.000Z");
    expect(await placeDue(deps)).toBe(0);
  });
});

describe("the database refuses", () => {
  const at = "2026-03-10T12:00:00.000Z" as never;
  const edge = (
    distributorId: DistributorId | undefined,
    parentId: DistributorId | undefined,
    slot: number,
    from = at,
  ) =>
    deps.db.insert(genealogyEdge).values({
      tree: TREE,
      distributorId: distributorId as DistributorId,
      parentId: parentId ?? null,
      slot,
      fromAt: from,
      recordedAt: at,
      causeId: "by hand",
    });

  test.each([
    { name: "a seat twice", code: "23505", add: () => edge(cedar, ash, 0) },
    { name: "a seat below somebody without one", code: "P0S01", add: () => edge(dill, cedar, 0) },
    {
      name: "a seat from before somebody joined",
      code: "P0S03",
      add: () => edge(dill, birch, 0, "2026-03-08T11:59:59.999Z" as never),
    },
    {
      name: "an edge older than the seat",
      code: "P0S04",
      add: () => edge(birch, ash, 1, "2026-03-05T12:00:00.000Z" as never),
    },
    { name: "a second seat on top", code: "P0S02", add: () => edge(cedar, undefined, 1) },
    { name: "the seat on top twice", code: "23505", add: () => edge(cedar, undefined, 0) },
    { name: "a circle", code: "23514", add: () => edge(ash, birch, 0, "2026-03-11T12:00:00.000Z" as never) },
    {
      name: "a seat from before the one above",
      code: "P0S01",
      add: () => edge(cedar, ash, 1, "2026-03-10T11:59:59.999Z" as never),
    },
  ])("$name", async ({ add, code }) => {
    await put(ash, null);
    await put(birch, ash, 0);
    await expect(add()).rejects.toMatchObject({ cause: { code } });
    expect(await deps.db.$count(placementSeat, eq(placementSeat.tree, TREE))).toBe(2);
  });

  test("and lets go of the old seat of somebody who moved", async () => {
    await put(ash, null);
    await put(birch, ash, 0);
    await edge(birch, ash, 1, "2026-03-11T12:00:00.000Z" as never);
    const held = await deps.db
      .select({ slot: placementSeat.slot })
      .from(placementSeat)
      .where(and(eq(placementSeat.tree, TREE), eq(placementSeat.distributorId, birch as DistributorId)));
    expect(held).toEqual([{ slot: 1 }]);
  });
});
