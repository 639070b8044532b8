import { afterAll, beforeAll, expect, test } from "vitest";
import { ACCESS, type Access, type ProcedurePath } from "../trpc/testing/access-table.ts";
import { type AccessWorld, accessWorld, person } from "../trpc/testing/access-world.ts";
import { callAndUndo, procedures } from "../trpc/testing/call-and-undo.ts";

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.deps.close());

/** The set-up has a company to found, so a test of its own looks at its row. */
const mutations = (Object.keys(procedures) as ProcedurePath[]).filter(
  (path) => procedures[path]._def.type === "mutation" && ACCESS[path].who !== "the first visitor",
);

test("the router has mutations", () => {
  expect(mutations.length).toBeGreaterThan(10);
});

test.each(mutations)("%s leaves exactly one audit row, under its own name and its caller's", async (path) => {
  const { who, input } = ACCESS[path] as Access;
  const viewer = typeof who === "string" ? person("distributor", world.elm) : person(who[0] ?? "owner");
  const { answer, audited } = await callAndUndo(world, path, viewer, input?.(world));
  expect(answer).toBe("ok");
  expect(audited).toEqual([{ action: path, actorId: viewer.userId }]);
});

test("what is refused leaves none", async () => {
  const input = ACCESS["plans.discard"].input?.(world);
  const { answer, audited } = await callAndUndo(world, "plans.discard", person("auditor"), input);
  expect(answer).toMatch(/^FORBIDDEN/);
  expect(audited).toEqual([]);
});
