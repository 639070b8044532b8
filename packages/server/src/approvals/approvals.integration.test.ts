import { ledgerPost, ownerBalances } from "@upline/db";
import type { Currency, DistributorId } from "@upline/domain";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Role, UserViewer } from "../auth/viewer.ts";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import type { Deps } from "../deps.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";

let deps: TestDeps;
let ash: DistributorId;
const opened: TestDeps[] = [];
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  opened.push(deps);
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-05T12:00:00Z");
});
afterAll(async () => {
  for (const one of opened) await one.close();
});

const person = (name: string, role: Role = "finance", distributorId: DistributorId | null = null): UserViewer => ({
  kind: "user",
  userId: `usr_${name}`,
  name,
  email: `${name}@example.test`,
  role,
  distributorId,
  secondFactor: false,
  address: "192.0.2.0",
});
const as = (viewer: UserViewer, config = deps.config) => appRouter.createCaller({ ...deps, viewer, config } as Deps);
const aster = () => as(person("aster"));
const sorrel = () => as(person("sorrel"));
const available = async () =>
  -((await ownerBalances(deps.db, [ash])).find(({ code }) => code === "dist.available")?.balance ?? 0n);
const credit = (amount = "20.00", reason = "Sample pack not credited in February") =>
  aster().adjustments.request({ distributorId: ash, amount, reason });

test("an adjustment that no longer fits what the person has is not posted, and says what changed", async () => {
  const asked = await credit();
  const currency = "USD" as Currency;
  await ledgerPost(deps.db, [
    {
      ...{ kind: "clawback", idem: "cl:refund:ash", sourceType: "test", sourceId: "t", effectiveAt: deps.clock.now() },
      lines: [
        { code: "dist.clawback_receivable", owner: ash, currency, amount: 175n },
        { code: "company.commission_expense", currency, amount: -175n },
      ],
    },
  ]);
  await expect(sorrel().approvals.approve(asked as never)).rejects.toMatchObject({ cause: { code: "would_overdraw" } });
  expect(await available()).toBe(0n);
  expect((await sorrel().approvals.list()).open).toHaveLength(1);
  const reason = "Enter it against what is owed";
  await sorrel().approvals.decline({ approvalId: asked.approvalId as `apr_${string}`, reason });
  expect((await sorrel().approvals.list()).open).toEqual([]);
});

test("an adjustment is asked for by one, approved by another, and posted once with its reason", async () => {
  const asked = await credit();
  expect(await available()).toBe(0n);
  expect((await sorrel().approvals.list()).open).toMatchObject([
    {
      id: asked.approvalId,
      subject: "adjust",
      isOwn: false,
      whyNot: null,
      summary: { kind: "adjust", person: { id: ash, name: "Ash Test" }, minor: 2000n, against: "available" },
      reason: "Sample pack not credited in February",
    },
  ]);
  await sorrel().approvals.approve(asked as never);
  expect(await available()).toBe(2000n);
  await expect(sorrel().approvals.approve(asked as never)).rejects.toMatchObject({
    cause: { code: "already_decided" },
  });
  expect(await available()).toBe(2000n);
  const { open, decided } = await aster().approvals.list();
  expect([open.length, decided[0]?.state, await aster().approvals.count()]).toEqual([
    0,
    "approved",
    { all: 0, yours: 0 },
  ]);
  expect(await reconcile(deps)).toEqual([]);
});

test("two who approve at once approve it once", async () => {
  const asked = await credit();
  const [third, fourth] = [as(person("third")), as(person("fourth"))];
  const answers = await Promise.allSettled([third, fourth].map((one) => one.approvals.approve(asked as never)));
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await available()).toBe(2000n);
});

test.each([
  { name: "the one who asked", who: () => aster(), code: "approver_is_requester" },
  { name: "the one who asked, as the owner", who: () => as(person("aster", "owner")), code: "approver_is_requester" },
  { name: "another role", who: () => as(person("plan", "plan")), code: "not_allowed" },
  { name: "the person who gets it", who: () => as(person("ash", "finance", ash)), code: "not_allowed" },
])("$name cannot approve", async ({ who, code }) => {
  const asked = await credit();
  await expect(who().approvals.approve(asked as never)).rejects.toMatchObject({ cause: { code } });
  expect(await available()).toBe(0n);
});

test("somebody above or below the person who gets it cannot approve, somebody of another line can", async () => {
  const birch = await enrol(deps, "Birch", ash, "2025-02-06T12:00:00Z");
  const cedar = await enrol(deps, "Cedar", null, "2025-02-06T12:00:00Z");
  const asked = await credit();
  const below = as(person("birch", "finance", birch));
  await expect(below.approvals.approve(asked as never)).rejects.toMatchObject({ cause: { code: "not_allowed" } });
  await as(person("cedar", "finance", cedar)).approvals.approve(asked as never);
  expect(await available()).toBe(2000n);
});

test("another fingerprint than the one that was seen approves nothing", async () => {
  const { approvalId } = await credit();
  const wrong = { approvalId, fingerprint: "0".repeat(64) } as never;
  await expect(sorrel().approvals.approve(wrong)).rejects.toMatchObject({ cause: { code: "approval_outdated" } });
});

test("after seven days it has to be asked for again", async () => {
  const asked = await credit();
  deps.setNow("2026-03-27T12:00:00.001Z");
  await expect(sorrel().approvals.approve(asked as never)).rejects.toMatchObject({
    cause: { code: "approval_expired" },
  });
  deps.setNow("2026-03-27T12:00:00.000Z");
  await sorrel().approvals.approve(asked as never);
});

test("a no needs a reason, and ends it", async () => {
  const { approvalId, fingerprint } = await credit();
  const of = (reason: string) => ({ approvalId, reason }) as never;
  await expect(sorrel().approvals.decline(of("no"))).rejects.toMatchObject({ cause: { code: "reason_too_short" } });
  await sorrel().approvals.decline(of("It was credited in March."));
  const again = { approvalId, fingerprint } as never;
  await expect(sorrel().approvals.approve(again)).rejects.toMatchObject({ cause: { code: "already_decided" } });
  expect(await available()).toBe(0n);
});

test("with live money both people have a second step", async () => {
  const live = { ...deps.config, PAYMENTS_MODE: "live" as const };
  const ask = { distributorId: ash, amount: "1.00", reason: "Sample pack not credited" };
  const refused = { cause: { code: "second_factor_required" } };
  await expect(as(person("aster"), live).adjustments.request(ask)).rejects.toMatchObject(refused);
  const asked = await as({ ...person("aster"), secondFactor: true }, live).adjustments.request(ask);
  await expect(as(person("sorrel"), live).approvals.approve(asked as never)).rejects.toMatchObject(refused);
  await as({ ...person("sorrel"), secondFactor: true }, live).approvals.approve(asked as never);
});

test.each([
  { name: "more than is available", input: { amount: "-20.01" }, code: "would_overdraw" },
  { name: "a credit of a debt that is not there", input: { amount: "1", against: "owed" }, code: "would_overdraw" },
  { name: "nothing", input: { amount: "0.00" }, code: "amount_malformed" },
  { name: "half a cent", input: { amount: "0.005" }, code: "amount_malformed" },
  { name: "without a reason", input: { amount: "1", reason: "because  " }, code: "reason_too_short" },
  { name: "for nobody", input: { amount: "1", distributorId: "dst_nobody" }, code: "not_found" },
] as const)("an adjustment is refused at once: $name", async ({ input, code }) => {
  await sorrel().approvals.approve((await credit()) as never);
  const ask = { distributorId: ash, reason: "Sample pack not credited", ...input } as never;
  await expect(aster().adjustments.request(ask)).rejects.toMatchObject({ cause: { code } });
});

test("money that went away while the request waited is not overdrawn", async () => {
  await sorrel().approvals.approve((await credit("20.00")) as never);
  const [first, second] = [await credit("-15.00"), await credit("-15.00")];
  await sorrel().approvals.approve(first as never);
  await expect(sorrel().approvals.approve(second as never)).rejects.toMatchObject({
    cause: { code: "would_overdraw" },
  });
  expect(await available()).toBe(500n);
});

describe("the list says who decides, or why the reader does not", () => {
  test.each([
    { name: "another of finance", who: () => sorrel(), whyNot: null },
    { name: "the one who asked", who: () => aster(), whyNot: "own" },
    { name: "an auditor", who: () => as(person("yarrow", "auditor")), whyNot: "role" },
    { name: "the owner of the plan", who: () => as(person("plan", "plan")), whyNot: "role" },
    { name: "the person who gets it", who: () => as(person("ash", "finance", ash)), whyNot: "concerned" },
    {
      name: "without a second step, with live money",
      who: () => as(person("sorrel"), { ...deps.config, PAYMENTS_MODE: "live" as const }),
      whyNot: "second_step",
    },
  ])("$name: $whyNot", async ({ who, whyNot }) => {
    const { approvalId } = await credit();
    const wanted = { id: approvalId, whyNot, roles: ["finance"], summary: { minor: 2000n, currency: "USD" } };
    expect((await who().approvals.list()).open).toMatchObject([wanted]);
    expect(await who().approvals.count()).toEqual({ all: 1, yours: whyNot === null ? 1 : 0 });
  });

  test("a request that is too old waits for nobody", async () => {
    await credit();
    deps.setNow("2026-03-28T12:00:00.000Z");
    expect((await sorrel().approvals.list()).open).toMatchObject([{ whyNot: "expired" }]);
    expect(await sorrel().approvals.count()).toEqual({ all: 0, yours: 0 });
  });
});
