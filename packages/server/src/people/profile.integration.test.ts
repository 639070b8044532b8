import type { DistributorId } from "@upline/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { UpdateProfile, updateProfile } from "./profile.ts";

let deps: TestDeps;
let ash: DistributorId;
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
});
afterAll(() => deps.close());

const changed = (change: object) =>
  UpdateProfile.safeParse({ name: "Ash", phone: null, country: null, timeZone: null, sharesContact: true, ...change });

test.each(["us", " US ", "Us"])("a country written %j is kept as US", async (country) => {
  const { data } = changed({ country });
  if (!data) throw new Error("it is a country");
  expect(await updateProfile(deps, ash, data)).toMatchObject({ country: "US" });
});

test.each(["U", "USA", "1A", ""])("a country written %j is refused in words", (country) => {
  expect(changed({ country }).error?.issues).toMatchObject([
    { path: ["country"], message: "is a country code of two letters" },
  ]);
});

test("a time zone that does not exist is refused in words", async () => {
  const { data } = changed({ timeZone: "Meadow/Oak" });
  if (!data) throw new Error("it has the form of a time zone");
  await expect(updateProfile(deps, ash, data)).rejects.toThrow("There is no such time zone.");
});
