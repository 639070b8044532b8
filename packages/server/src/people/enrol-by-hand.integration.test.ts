import { auditEntry, distributor, distributorStatus, genealogyEdge } from "@upline/db";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { EnrolByHand, enrolByHand } from "./enrol-by-hand.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
});
afterEach(() => deps.close());

const given = (more: object = {}) =>
  EnrolByHand.parse({
    name: "Nettle New",
    email: "nettle@example.test",
    sponsorId: null,
    joinedOn: "2026-03-20",
    country: "US",
    ...more,
  });
const edgeOf = async (id: string) =>
  (await deps.db.select().from(genealogyEdge)).find(({ distributorId }) => distributorId === id);

test("the first distributor has no sponsor; a second one needs one", async () => {
  const { distributorId } = await enrolByHand(deps, given());
  expect(await edgeOf(distributorId)).toMatchObject({ tree: "sponsor", parentId: null });
  const second = given({ email: "other@example.test" });
  await expect(enrolByHand(deps, second)).rejects.toMatchObject({ code: "sponsor_unknown" });
  await expect(enrolByHand(deps, { ...second, sponsorId: "dst_nobody" })).rejects.toMatchObject({
    code: "sponsor_unknown",
  });
});

test("of two first distributors at once the second is told", async () => {
  const both = await Promise.allSettled([
    enrolByHand(deps, given()),
    enrolByHand(deps, given({ email: "other@example.test" })),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await deps.db.select().from(distributor)).toHaveLength(1);
});

test("joins under a sponsor since the start of a day in the company's zone, or now for today, and it is audited", async () => {
  const ash = await enrol(deps, "Ash", null, "2026-02-01T12:00:00Z");
  const { distributorId } = await enrolByHand(deps, given({ sponsorId: ash, joinedOn: "2026-03-10" }));
  const today = await enrolByHand(deps, given({ sponsorId: ash, email: "today@example.test" }));
  expect(await edgeOf(distributorId)).toMatchObject({ parentId: ash, fromAt: "2026-03-10T04:00:00.000Z" });
  expect(await edgeOf(today.distributorId)).toMatchObject({ fromAt: "2026-03-20T12:00:00.000Z" });
  const [row] = await deps.db.select().from(auditEntry).where(eq(auditEntry.subjectId, distributorId));
  expect(row).toMatchObject({ action: "people.enrol", after: { sponsorId: ash, joinedOn: "2026-03-10" } });
});

test.each([
  ["an e-mail that somebody has, however it is written", { email: "ASH@example.test" }, "email_taken"],
  ["a day that has not come", { joinedOn: "2026-03-21" }, "joining_day_invalid"],
  ["a day before the sponsor joined", { joinedOn: "2026-01-31" }, "joining_day_invalid"],
])("refuses %s and keeps nothing", async (_, more, code) => {
  const ash = await enrol(deps, "Ash", null, "2026-02-01T12:00:00Z");
  await expect(enrolByHand(deps, given({ sponsorId: ash, ...more }))).rejects.toMatchObject({ code });
  expect(await deps.db.select().from(distributor)).toHaveLength(1);
});

test("the day on which the sponsor joined begins when he did", async () => {
  const ash = await enrol(deps, "Ash", null, "2026-02-01T12:00:00Z");
  const { distributorId } = await enrolByHand(deps, given({ sponsorId: ash, joinedOn: "2026-02-01" }));
  expect(await edgeOf(distributorId)).toMatchObject({ fromAt: "2026-02-01T12:00:00.000Z" });
});

test.each(["terminated", "merged"] as const)("nobody joins under a %s sponsor", async (status) => {
  const ash = await enrol(deps, "Ash", null, "2026-02-01T12:00:00Z");
  await deps.db.update(distributor).set({ status }).where(eq(distributor.id, ash));
  await expect(enrolByHand(deps, given({ sponsorId: ash }))).rejects.toMatchObject({ code: "sponsor_unknown" });
  expect(await deps.db.select().from(distributorStatus)).toHaveLength(1);
});
