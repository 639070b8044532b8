import { type DistributorId, volume } from "@upline/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserViewer } from "../auth/viewer.ts";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { summarize } from "../commissions/summarize.ts";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { rankCoach } from "./coach.ts";
import { rankProgress } from "./progress.ts";
import { WhatIf, whatIf } from "./what-if.ts";

let deps: TestDeps;
const who: Record<string, DistributorId> = {};
const AT = "2026-03-10T15:00:00Z";

/** Ash over three legs; two of them are Sprouts, the third lacks 74 PV. */
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  who.ash = await enrol(deps, "Ash", null, "2026-01-15T12:00:00Z");
  for (const name of ["Birch", "Cedar", "Dogwood"]) {
    who[name.toLowerCase()] = await enrol(deps, name, who.ash, "2026-01-15T12:00:00Z");
  }
  await sell("ash", 40);
  for (const name of ["birch", "cedar"]) await sell(name, 4);
  await sell("dogwood", 2);
  await refreshEstimates(deps);
});
afterAll(() => deps.close());

const viewerOf = (distributorId: DistributorId): UserViewer => ({
  kind: "user",
  userId: "usr_1",
  name: "Somebody",
  email: "somebody@example.test",
  role: "distributor",
  distributorId,
  secondFactor: false,
  address: null,
});

async function sell(name: string, quantity: number, ref = `of-${name}`, at = AT) {
  await place(deps, { ref, seller: who[name] ?? "", quantity, at });
  await told(deps, ref, [confirmed(6300n * BigInt(quantity), at)]);
}
const ash = () => who.ash as DistributorId;
const asAsh = () => ({ ...deps, viewer: viewerOf(ash()) });

describe("the way to the next rank", () => {
  test("names the leg that lacks least with what it lacks, and what the rank would bring", async () => {
    const found = await rankCoach(asAsh(), ash());
    expect(found).toMatchObject({ rankId: "branch", label: "Branch" });
    expect(found?.steps).toEqual([
      {
        person: expect.objectContaining({ id: who.dogwood, name: "Dogwood Test" }),
        isSelf: false,
        under: null,
        points: 7400n,
        customers: 0,
      },
    ]);
    const summary = await summarize(asAsh(), ash(), "open");
    expect(found?.before.earned.minor).toBeGreaterThanOrEqual(summary.earned.minor);
    expect(found?.after.earned.minor).toBeGreaterThan(found?.before.earned.minor ?? 0n);
    expect(found?.after.rankId).toBe("branch");
  });

  test("leads there when it is done, and earns to the cent what was said", async () => {
    const said = await whatIf(asAsh(), ash(), {
      distributorId: null,
      changes: [{ kind: "sale", by: who.dogwood, points: volume("126") }],
    });
    await sell("dogwood", 2, "more", "2026-03-20T12:00:00Z");
    await refreshEstimates(deps);
    const now = await rankCoach(asAsh(), ash());
    expect((await rankProgress(asAsh(), ash())).paidAs).toBe("branch");
    expect(now?.before).toEqual(said.after);
    expect(said.before.rankId).toBe("leaf");
  });
});

describe("a question what if", () => {
  test("about a seller who is not below is not answered", async () => {
    const changes = [{ kind: "sale" as const, by: ash(), points: volume("1") }];
    const birch = { ...deps, viewer: viewerOf(who.birch as DistributorId) };
    await expect(whatIf(birch, who.birch as DistributorId, { changes })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each(["", "0", "-5", "1.005", "ten", "10000000"])("with %j points is refused in words", (points) => {
    const read = WhatIf.safeParse({ changes: [{ kind: "sale", points }] });
    expect(read.success).toBe(false);
    expect(read.error?.issues[0]?.message).toMatch(/Enter points from 0.01/);
  });

  test("stores nothing", async () => {
    const before = await summarize(asAsh(), ash(), "open");
    await whatIf(asAsh(), ash(), { changes: [{ kind: "join", points: volume("500") }] });
    expect(await summarize(asAsh(), ash(), "open")).toEqual(before);
  });
});
