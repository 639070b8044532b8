import { company } from "@upline/db";
import { testEngine } from "@upline/db/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { foundCompany } from "./commissions/testing/world.ts";
import { inSnapshot, inTransaction } from "./deps.ts";
import { type TestDeps, testDeps } from "./testing.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
  await foundCompany(deps);
});
afterEach(() => deps.close());

const rename = (name: string) => deps.db.update(company).set({ name });

describe("a snapshot", () => {
  test("reads, within a transaction that is open too, and writes nothing", async () => {
    const named = () => inSnapshot(deps, async ({ db }) => (await db.select().from(company))[0]?.name);
    expect(await named()).toBe("Meadow & Oak");
    await expect(inSnapshot(deps, ({ db }) => db.update(company).set({ name: "Other" }))).rejects.toThrow();
    await inTransaction(deps, async (tx) => {
      await tx.db.update(company).set({ name: "Within" });
      expect(await inSnapshot(tx, async ({ db }) => (await db.select().from(company))[0]?.name)).toBe("Within");
    });
  });

  test.runIf(testEngine() === "postgres")("does not see what others commit meanwhile", async () => {
    const seen = await inSnapshot(deps, async ({ db }) => {
      const before = (await db.select().from(company))[0]?.name;
      await rename("Renamed");
      return [before, (await db.select().from(company))[0]?.name];
    });
    expect(seen).toEqual(["Meadow & Oak", "Meadow & Oak"]);
    expect((await deps.db.select().from(company))[0]?.name).toBe("Renamed");
  });
});
