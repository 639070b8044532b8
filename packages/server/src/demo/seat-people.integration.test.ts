import { genealogyEdge } from "@upline/db";
import { instant } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import { testDeps } from "../testing.ts";
import { seatPeople } from "./seat-people.ts";

test("everybody has his seat as of joining, the last ones wait, and nobody is seated twice", async () => {
  const deps = await testDeps({ now: "2026-03-10T12:00:00.000Z" });
  await foundCompany(deps, {
    changed: (plan) => ({
      ...plan,
      trees: [...plan.trees, { id: "legs", label: "Legs", kind: "binary", placement: "weakestSubtree" }],
    }),
  });
  const until = instant("2026-03-05T00:00:00Z");
  const ash = await enrol(deps, "Ash", null, "2026-03-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", null, "2026-03-01T12:00:00Z");
  await seatPeople(deps, until);
  const cedar = await enrol(deps, "Cedar", ash, "2026-03-02T12:00:00Z");
  const dill = await enrol(deps, "Dill", cedar, "2026-03-03T12:00:00Z");
  await enrol(deps, "Elder", cedar, "2026-03-05T00:00:00Z");
  await seatPeople(deps, until);
  await seatPeople(deps, until);
  const edges = await deps.db
    .select({
      id: genealogyEdge.distributorId,
      parent: genealogyEdge.parentId,
      slot: genealogyEdge.slot,
      from: genealogyEdge.fromAt,
    })
    .from(genealogyEdge)
    .where(eq(genealogyEdge.tree, "legs"))
    .orderBy(asc(genealogyEdge.seq));
  expect(edges).toEqual([
    { id: ash, parent: null, slot: 0, from: "2026-03-01T12:00:00.000Z" },
    { id: birch, parent: ash, slot: 0, from: "2026-03-01T12:00:00.000Z" },
    { id: cedar, parent: ash, slot: 1, from: "2026-03-02T12:00:00.000Z" },
    { id: dill, parent: cedar, slot: 0, from: "2026-03-03T12:00:00.000Z" },
  ]);
  await deps.close();
});
