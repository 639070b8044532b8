import { distributor, genealogyEdge } from "@upline/db";
import { type DistributorId, instant, type PlanVersion } from "@upline/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../auth/viewer.ts";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import { inTransaction } from "../deps.ts";
import { changeStatus } from "../people/change-status.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { person } from "../trpc/testing/access-world.ts";

const BINARY = { id: "binary", label: "Placement tree", kind: "binary", placement: "manual" } as const;
const withBinary = (plan: PlanVersion): PlanVersion => ({ ...plan, trees: [...plan.trees, BINARY] });

let deps: TestDeps;
const people: Record<string, DistributorId> = {};
const id = (name: string): DistributorId => people[name] ?? "dst_nobody";

/** Puts somebody under another from a moment on, as the use cases of moves and placement do. */
async function hang(
  name: string,
  parent: string | null,
  from: string,
  seat: { readonly tree: string; readonly slot: number | null } = { tree: "sponsor", slot: null },
) {
  await deps.db.insert(genealogyEdge).values({
    ...seat,
    distributorId: id(name),
    parentId: parent === null ? null : id(parent),
    fromAt: instant(from),
    recordedAt: instant(from),
    causeId: `hang:${name}`,
  });
}

beforeAll(async () => {
  deps = await testDeps({ now: "2026-01-10T12:00:00.000Z" });
  await foundCompany(deps, { changed: withBinary });
  const joins = [
    ["Oak", null, "2025-02-01"],
    ["Elm", "Oak", "2025-02-02"],
    ["Ivy", "Oak", "2025-02-03"],
    ["Fern", "Elm", "2025-03-04"],
    ["Moss", "Fern", "2025-04-05"],
    ["Reed", "Moss", "2025-05-06"],
    ["Sage", "Reed", "2025-06-07"],
  ] as const;
  for (const [name, sponsor, on] of joins) {
    people[name] = await enrol(deps, name, sponsor === null ? null : id(sponsor), `${on}T12:00:00Z`);
  }
  await closePeriod(deps, "month:2025-12-01");
  // On 10 February Fern moves, with everybody below her, from Elm to Ivy.
  await hang("Fern", "Ivy", "2026-02-10T15:00:00Z");
  await hang("Oak", null, "2025-02-01T12:00:00Z", { tree: "binary", slot: 0 });
  await hang("Elm", "Oak", "2025-02-02T12:00:00Z", { tree: "binary", slot: 0 });
  await hang("Sage", "Elm", "2025-06-07T12:00:00Z", { tree: "binary", slot: 1 });
  await hang("Ivy", "Oak", "2026-02-20T12:00:00Z", { tree: "binary", slot: 1 });
  deps.setNow("2026-03-15T12:00:00.000Z");
});
afterAll(() => deps.close());

const team = (viewer: Viewer) => appRouter.createCaller({ ...deps, viewer }).team;
const as = (name: string) => team(person("distributor", id(name)));
const office = () => team(person("support"));
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);

describe("a tree on a day", () => {
  test.each([
    { on: "2026-02-09", below: ["Fern Test"], people: 4 },
    { on: "2026-02-10", below: [], people: 0 },
    { on: null, below: [], people: 0 },
  ])("Elm's team on $on is $below", async ({ on, below, people: count }) => {
    const { rows } = await as("Elm").children({ parentId: id("Elm"), on });
    expect(names(rows)).toEqual(below);
    expect((await as("Elm").tops({ on })).rows[0]).toMatchObject({ id: id("Elm"), level: 0, teamCount: count });
  });

  test("a day counts as it ended, in the company's zone", async () => {
    // 15:00 UTC on the 10th is after the 9th in New York, and before the end of the 10th.
    expect((await as("Ivy").tops({ on: "2026-02-09" })).rows[0]?.teamCount).toBe(0);
    expect((await as("Ivy").tops({ on: "2026-02-10" })).rows[0]?.teamCount).toBe(4);
  });

  test("today and later is now", async () => {
    for (const on of ["2026-03-15", "2030-01-01", null]) {
      expect(await as("Elm").view({ on })).toMatchObject({ on: null, today: "2026-03-15", firstOn: "2025-02-01" });
    }
    expect(await as("Elm").view({ on: "2026-03-14" })).toMatchObject({ on: "2026-03-14" });
  });

  test("nobody stands in a tree before he joins", async () => {
    const on = "2025-03-01";
    expect((await as("Oak").tops({ on })).rows[0]?.teamCount).toBe(2);
    await expect(as("Oak").member({ distributorId: id("Fern"), on })).rejects.toThrow("Not found");
    expect(await as("Oak").search({ q: "Fern", on })).toEqual([]);
    expect(await as("Fern").tops({ on })).toEqual({ rows: [], total: 0 });
    expect(await as("Fern").view({ on })).toMatchObject({ isPlaced: false });
  });

  test("names deeper than three levels below are first names, as deep as they were then", async () => {
    const found = async (on: string | null) => (await as("Oak").search({ q: "Reed", on })).map(({ node }) => node.name);
    // Reed is on level 4 below Oak before and after the move; Moss on level 3.
    expect(await found(null)).toEqual(["Reed"]);
    expect(names((await as("Oak").search({ q: "Moss" })).map(({ node }) => node))).toEqual(["Moss Test"]);
    expect(await as("Oak").search({ q: "Reed Test" })).toEqual([]);
  });

  test("ranks and volumes are those of the newest period closed by then", async () => {
    expect((await as("Oak").view({ on: "2025-12-31" })).figures).toEqual({
      periodLabel: null,
      isOpen: false,
      hasGroup: true,
    });
    expect((await as("Oak").view({ on: "2026-01-31" })).figures).toMatchObject({ periodLabel: "December 2025" });
    expect((await as("Oak").view({})).figures).toMatchObject({ periodLabel: "March 2026", isOpen: true });
  });

  test("a status is the one of that day", async () => {
    deps.setNow("2026-03-10T12:00:00.000Z");
    const reason = "Left the company by letter.";
    const change = { distributorId: id("Sage"), status: "terminated", reason, causeId: "test" } as const;
    await inTransaction(deps, (tx) => changeStatus(tx, { ...change, fromAt: deps.clock.now() }));
    deps.setNow("2026-03-15T12:00:00.000Z");
    const statusOn = async (on: string | null) => (await office().member({ distributorId: id("Sage"), on })).status;
    expect([await statusOn("2026-03-09"), await statusOn("2026-03-10"), await statusOn(null)]).toEqual([
      "good",
      "terminated",
      "terminated",
    ]);
  });
});

describe("a placement tree", () => {
  test("is offered once somebody has a place in it, with its label from the plan", async () => {
    const { trees, tree } = await as("Oak").view({ tree: "binary" });
    expect(trees).toEqual([
      { id: "sponsor", label: "Sponsor tree", kind: "sponsor" },
      { id: "binary", label: "Placement tree", kind: "binary" },
    ]);
    expect(tree).toMatchObject({ id: "binary", seats: 2 });
    await expect(as("Oak").view({ tree: "matrix" })).rejects.toThrow("Not found");
  });

  test("shows people by seat, and only those placed by that day", async () => {
    const seats = async (on: string | null) =>
      (await as("Oak").children({ parentId: id("Oak"), tree: "binary", on })).rows.map(({ name, slot }) => [
        name,
        slot,
      ]);
    expect(await seats("2026-02-19")).toEqual([["Elm Test", 0]]);
    expect(await seats(null)).toEqual([
      ["Elm Test", 0],
      ["Ivy Test", 1],
    ]);
  });

  test("gives the names of those below in it, but contact only of the own frontline in the sponsor tree", async () => {
    const sage = await as("Elm").member({ distributorId: id("Sage"), tree: "binary" });
    expect(sage).toMatchObject({ name: "Sage Test", level: 1, slot: 1, contact: null });
    await expect(as("Elm").member({ distributorId: id("Sage") })).rejects.toThrow("Not found");
    await deps.db.update(distributor).set({ sharesContact: true });
    expect((await as("Elm").member({ distributorId: id("Sage"), tree: "binary" })).contact).toBeNull();
    const elm = await as("Oak").member({ distributorId: id("Elm"), tree: "binary" });
    expect(elm.contact).toMatchObject({ email: "elm@example.test" });
    expect((await as("Oak").member({ distributorId: id("Elm"), on: "2026-03-01" })).contact).toBeNull();
  });

  test("has no group volume where the plan counts none over it", async () => {
    const { rows } = await as("Oak").tops({ tree: "binary" });
    expect(rows[0]?.gv).toBeNull();
  });
});

describe("two days of a tree", () => {
  const compare = (from: string, to: string | null, tree?: string) =>
    office().compare({ from, to, ...(tree ? { tree } : {}) });

  test("say who moved from where to where, with whom, and since when", async () => {
    const { moved, joined } = await compare("2026-02-09", "2026-02-10");
    expect(joined.count).toBe(0);
    expect(moved).toMatchObject({
      count: 1,
      rows: [
        {
          person: { id: id("Fern"), name: "Fern Test" },
          at: "2026-02-10T15:00:00.000Z",
          from: { parent: { id: id("Elm") }, slot: null },
          to: { parent: { id: id("Ivy") }, slot: null },
          teamCount: 3,
        },
      ],
    });
  });

  test("the same day, or two days without a change, differ in nothing", async () => {
    for (const [from, to] of [
      ["2026-02-10", "2026-02-10"],
      ["2026-02-10", "2026-03-01"],
    ] as const) {
      const { joined, moved, left } = await compare(from, to);
      expect([joined.count, moved.count, left.count]).toEqual([0, 0, 0]);
    }
  });

  test("say who joined, under whom, and who left the company", async () => {
    const { joined, moved, left, sizes } = await compare("2025-02-28", null);
    expect(sizes).toEqual({ before: 3, after: 7 });
    expect(joined.rows.map(({ person: { name }, to }) => [name, to.parent?.name])).toEqual([
      ["Moss Test", "Fern Test"],
      ["Reed Test", "Moss Test"],
      ["Sage Test", "Reed Test"],
      ["Fern Test", "Ivy Test"],
    ]);
    expect(moved.count).toBe(0);
    expect(left.rows.map(({ person: { name } }) => name)).toEqual(["Sage Test"]);
    expect((await compare("2026-03-10", null)).left.count).toBe(0);
  });

  test("of a placement tree name the seats", async () => {
    const { joined } = await compare("2026-02-19", "2026-02-20", "binary");
    expect(joined.rows).toMatchObject([{ person: { id: id("Ivy") }, to: { parent: { id: id("Oak") }, slot: 1 } }]);
  });

  test("belong to the back office", async () => {
    await expect(as("Oak").compare({ from: "2026-02-09" })).rejects.toThrow("back office");
  });
});

describe("what is not below is not found, in any tree on any day", () => {
  test("50 foreign people, every question", async () => {
    const sponsor = id("Ivy");
    const foreign: DistributorId[] = [];
    for (let at = 0; at < 50; at += 1) {
      const name = `Alien${at}`;
      people[name] = await enrol(deps, name, at === 0 ? sponsor : (foreign.at(-1) ?? sponsor), "2026-02-25T12:00:00Z");
      foreign.push(id(name));
    }
    let asked = 0;
    for (const distributorId of [...foreign, "dst_nobody"]) {
      for (const where of [{}, { on: "2026-03-01" }, { tree: "binary" }, { tree: "binary", on: "2026-03-01" }]) {
        const questions = [
          () => as("Elm").member({ distributorId, ...where }),
          () => as("Elm").path({ distributorId, ...where }),
          () => as("Elm").children({ parentId: distributorId, ...where }),
        ];
        for (const ask of questions) {
          await expect(ask()).rejects.toThrow("Not found, or not yours to see.");
          asked += 1;
        }
      }
    }
    expect(asked).toBe(51 * 4 * 3);
    expect(await as("Elm").search({ q: "Alien" })).toEqual([]);
    expect(await as("Ivy").search({ q: "Alien" })).toHaveLength(20);
  });
});
