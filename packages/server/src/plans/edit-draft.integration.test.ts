import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { foundCompany } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { createDraft } from "./create-draft.ts";
import { getPlan } from "./plans.queries.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
});
afterEach(async () => {
  await deps.close();
});

describe("a new draft", () => {
  test("has the content of its source and starts on the nearest day that leaves enough notice", async () => {
    const source = await getPlan(deps, "plv_3");
    const { id } = await createDraft(deps, "plv_3");
    const { plan, problems, changes } = await getPlan(deps, id);
    // The first of April is twelve days away, the plan asks for fourteen.
    expect(plan).toEqual({
      ...source.plan,
      version: 4,
      label: "Meadow & Oak, version 4",
      effectiveFrom: "2026-05-01",
    });
    expect(changes).toEqual([]);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("is asked for its notice; a published version is not, however long ago it began", async () => {
    const { problems } = await getPlan(deps, "plv_3");
    expect(problems.filter(({ path }) => path === "effectiveFrom")).toEqual([]);
    const { id } = await createDraft(deps, "plv_3");
    deps.setNow("2026-04-20T12:00:00.000Z");
    expect((await getPlan(deps, id)).problems.map(({ code }) => code)).toContain("effective_too_early");
  });
});
