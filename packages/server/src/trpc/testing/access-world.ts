import type { inferRouterOutputs } from "@trpc/server";
import { inboxEvent, payout, planVersion } from "@upline/db";
import {
  type DistributorId,
  type Id,
  type InboxEventId,
  type PartyId,
  type PayoutBatchId,
  type PayoutId,
  type PlanScenarioId,
  PlanVersion,
  type PlanVersionId,
  type RunId,
  toUnixSeconds,
} from "@upline/domain";
import { eq } from "drizzle-orm";
import { requestAdjustment } from "../../adjustments/request-adjustment.ts";
import { userWithPassword } from "../../auth/testing/user-with-password.ts";
import type { Role, UserViewer, Viewer } from "../../auth/viewer.ts";
import { confirmed, enrol, foundCompany, place, told } from "../../commissions/testing/world.ts";
import { type Deps, inTransaction } from "../../deps.ts";
import { handleWebhook } from "../../inbox/handle-webhook.ts";
import { setSecret } from "../../inbox/provider-secrets.ts";
import { requestOf, signStripe, stripeEvent } from "../../inbox/testing/sign.ts";
import { cancelPayout } from "../../payouts/cancel-payout.ts";
import { proposeBatch } from "../../payouts/propose-batch.ts";
import { give, verifiedMethod } from "../../payouts/testing/payout-world.ts";
import { closePeriod } from "../../periods/close-period.ts";
import { placeDistributor } from "../../placement/place-distributor.ts";
import { createDraft } from "../../plans/create-draft.ts";
import { saveDraft } from "../../plans/edit-draft.ts";
import { forgetPlans } from "../../plans/plan-in-force.ts";
import { previewPlanVersion } from "../../plans/preview-plan-version.ts";
import { requestPublish, tickWarning } from "../../plans/publish-plan-version.ts";
import { saveScenario } from "../../plans/scenarios.ts";
import { beginRun } from "../../runs/begin-run.ts";
import { evaluateRun } from "../../runs/evaluate-run.ts";
import { requestRun } from "../../runs/request-run.ts";
import { type TestDeps, testDeps } from "../../testing.ts";
import { appRouter } from "../app-router.ts";
import { anyMail, anyRun, found, lineOf } from "./access-found.ts";
import { moved } from "./access-move.ts";
import { aParty, creditOrderOf } from "./access-parties.ts";
import { type StatementIds, statementsOf } from "./access-statements.ts";

/** A small company in which every procedure has something to find. */
export interface AccessWorld extends StatementIds {
  readonly deps: TestDeps;
  /** Oak sponsors Elm and Ivy, Elm sponsors Fern, Fern sponsors Moss. The walk's distributor is Elm. */
  readonly oak: DistributorId;
  readonly elm: DistributorId;
  readonly ivy: DistributorId;
  readonly fern: DistributorId;
  readonly orderId: string;
  /** Lines that Elm and Oak earned. */
  readonly lineId: string;
  readonly foreignLineId: string;
  readonly eventId: InboxEventId;
  readonly mailId: string;
  readonly runId: string;
  /** Previewed, and nobody has asked for it. */
  readonly draft: inferRouterOutputs<typeof appRouter>["plans"]["get"];
  readonly draftId: PlanVersionId;
  /** Somebody else asked to publish it. */
  readonly requestedId: PlanVersionId;
  readonly requestedHash: string;
  /** A case and a warning of the draft. */
  readonly scenarioId: PlanScenarioId;
  readonly warningKey: string;
  /** Published, and its first day has not come. */
  readonly scheduledId: PlanVersionId;
  readonly payouts: PayoutIds;
  /** A commission run that nobody has asked for, and one that two people decided. */
  readonly runs: { readonly evaluated: RunId; readonly approved: RunId };
  /** Somebody else asked for it. */
  readonly approval: { readonly approvalId: Id<"apr">; readonly fingerprint: string };
  /** Parties of Elm and of Ivy. */
  readonly partyId: PartyId;
  readonly foreignPartyId: PartyId;
  /** Number of an order of the host of Elm's party, who has store credit. */
  readonly creditOrder: string;
  /** A move that two others decided just now. */
  readonly moveId: Id<"mov">;
}

interface PayoutIds {
  /** Proposed, with a payout that is reserved. */
  readonly batchId: PayoutBatchId;
  readonly payoutId: PayoutId;
  /** Whose only payout was cancelled. */
  readonly overBatchId: PayoutBatchId;
}

/** A signed-in person of a role; the distributor is `distributorId`, if anybody. */
export function person(role: Role, distributorId: DistributorId | null = null): UserViewer {
  const name = `${role} of the walk`;
  const email = `${role}@walk.example`;
  const common = { kind: "user", userId: `usr_${role}`, secondFactor: false, address: null } as const;
  return { ...common, name, email, role, distributorId };
}

export const as = (deps: Deps, viewer: Viewer): Deps => ({ ...deps, viewer });

/** What the sandbox answers to the laboratory. */
const sandboxAnswers: Deps["fetch"] = async (address) => {
  const verb = new URL(String(address)).pathname.split("/").at(-1);
  const answers = { compose: { body: "{}" }, send: { requests: [] }, curl: { asSent: "curl", resign: "sh" } };
  return Response.json(answers[verb as keyof typeof answers]);
};

export async function accessWorld(): Promise<AccessWorld> {
  const env = { DEMO: "1", SANDBOX_URL: "http://localhost:4801", SANDBOX_CONTROL_TOKEN: "a token of the tests" };
  const made = await testDeps({ now: "2026-03-20T12:00:00.000Z", env });
  const deps: TestDeps = { ...made, fetch: sandboxAnswers };
  await foundCompany(deps, { changed: withBinary });
  const oak = await enrol(deps, "Oak", null, "2025-02-01T12:00:00Z");
  const elm = await enrol(deps, "Elm", oak, "2025-02-02T12:00:00Z");
  const ivy = await enrol(deps, "Ivy", oak, "2025-02-03T12:00:00Z");
  const fern = await enrol(deps, "Fern", elm, "2025-02-04T12:00:00Z");
  await enrol(deps, "Moss", fern, "2025-02-05T12:00:00Z");
  for (const distributorId of [oak, elm]) {
    await placeDistributor(as(deps, person("owner")), { tree: "binary", distributorId, seat: null });
  }
  const orderId = await sell(deps, "first", elm);
  await sell(deps, "second", oak);
  const eventId = await received(deps);
  deps.setNow("2026-04-04T04:00:00.000Z");
  await closePeriod(deps, "month:2026-03-01");
  await storeSecret(deps);
  const deciding = (name: string) => as(deps, { ...person("plan"), userId: `usr_${name}-of-two` });
  return {
    ...{ deps, oak, elm, ivy, fern, orderId, eventId },
    lineId: await lineOf(deps, elm),
    foreignLineId: await lineOf(deps, oak),
    ...(await statementsOf(deps, elm, oak)),
    mailId: await anyMail(deps),
    runId: await anyRun(deps),
    ...(await drafts(deps)),
    approval: await asked(deps, elm),
    moveId: await moved([deciding("first"), deciding("second")], oak, ivy),
    payouts: await payoutsOf(deps, elm, ivy),
    ...(await partyOf(deps, elm)),
    foreignPartyId: await aParty(as(deps, person("owner")), ivy),
    runs: await runsOf(deps),
  };
}

async function partyOf(deps: Deps, elm: DistributorId): Promise<Pick<AccessWorld, "partyId" | "creditOrder">> {
  const partyId = await aParty(as(deps, person("owner")), elm);
  return { partyId, creditOrder: await creditOrderOf(deps, partyId) };
}

/** With a tree in which people wait for their seats, and weeks and quarters beside the months. */
const withBinary = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  periods: [
    ...plan.periods,
    { id: "week", every: "week", weekStart: 1, cutoffDays: 0 },
    { id: "quarter", every: "quarter", cutoffDays: 0 },
  ],
  trees: [...plan.trees, { id: "binary", label: "Binary tree", kind: "binary", placement: "bfs" }],
});

/** A retail sale to a customer, paid. */
async function sell(deps: TestDeps, ref: string, seller: DistributorId): Promise<string> {
  const at = "2026-03-08T10:00:00Z";
  const id = await place(deps, { ref, seller, at });
  await told(deps, ref, [confirmed(6300n, at)]);
  return id;
}

/** A webhook that was taken in and processed. */
async function received(deps: TestDeps): Promise<InboxEventId> {
  const at = toUnixSeconds(deps.clock.wall());
  const object = { id: "pi_again", amount_received: 6300, currency: "usd", metadata: { order_id: "first" } };
  await handleWebhook(requestOf(signStripe(stripeEvent({ id: "evt_walk", created: at, object }), at)), deps);
  await deps.jobs.drain();
  const [row] = await deps.db.select({ id: inboxEvent.id }).from(inboxEvent);
  return found(row).id;
}

/** Two batches, and a password of Elm, by which an account is changed. */
async function payoutsOf(deps: Deps, elm: DistributorId, ivy: DistributorId): Promise<PayoutIds> {
  const own = person("distributor", elm);
  const { userId: id, name, email, role } = own;
  await userWithPassword(deps, { id, name, email, role, distributorId: null, password: "password of Elm" });
  for (const who of [elm, ivy]) {
    await give(deps, who, 9_000n);
    await verifiedMethod(deps, who);
  }
  const cycle = { id: "2026-04-03", at: deps.clock.now() };
  const overBatchId = await proposeBatch(deps, { cycle, n: 0, only: [ivy] });
  const [over] = await deps.db.select().from(payout).where(eq(payout.batchId, overBatchId));
  await inTransaction(deps, (tx) => cancelPayout(tx, found(over).id, "batch_cancelled"));
  const batchId = await proposeBatch(deps, { cycle, n: 1, only: [elm] });
  const [open] = await deps.db.select().from(payout).where(eq(payout.batchId, batchId));
  return { batchId, overBatchId, payoutId: found(open).id };
}

/** A quarter that is evaluated, and an approved week. */
async function runsOf(deps: TestDeps): Promise<AccessWorld["runs"]> {
  const [first, second] = ["first", "second"].map((name) =>
    as(deps, { ...person("finance"), userId: `usr_${name}-of-two` }),
  );
  const evaluated = await evaluatedRun(deps, "quarter:2026-01-01");
  const approved = await evaluatedRun(deps, "week:2026-03-02");
  const request = await requestRun(first ?? deps, { runId: approved, reason: "Checked against the week before" });
  await appRouter.createCaller(second ?? deps).approvals.approve(request as AccessWorld["approval"]);
  return { evaluated, approved };
}

async function evaluatedRun(deps: Deps, periodId: string): Promise<RunId> {
  const { id } = found((await beginRun(deps, periodId, { isAutomatic: false })) ?? undefined);
  await evaluateRun(deps, id);
  return id;
}

/** A credit that waits for a second person. */
async function asked(deps: Deps, elm: DistributorId): Promise<AccessWorld["approval"]> {
  const other = as(deps, { ...person("finance"), userId: "usr_of-nobody-in-the-walk" });
  const amount = {
    distributorId: elm,
    amount: "5.00",
    against: "available",
    reason: "Goodwill for a late parcel",
  } as const;
  const { approvalId, fingerprint } = await requestAdjustment(other, amount);
  return { approvalId: approvalId as Id<"apr">, fingerprint };
}

/** Two drafts: one is only previewed, of the other somebody has asked for publication; and a version that waits. */
async function drafts(deps: Deps) {
  const other = as(deps, { ...person("plan"), userId: "usr_of-nobody-in-the-walk" });
  const { plans } = appRouter.createCaller(other);
  const ready = async () => {
    const { id: planVersionId } = await createDraft(other, "plv_3");
    const { plan, revision } = await plans.get({ planVersionId });
    const unused = { id: "unused", label: "Unused", kind: "own", volume: "pv", period: "month" } as const;
    await saveDraft(other, { planVersionId, revision, plan: { ...plan, metrics: [...plan.metrics, unused] } });
    await previewPlanVersion(other, { planVersionId, over: "last" });
    const { problems } = await plans.get({ planVersionId });
    for (const { key } of problems) await tickWarning(other, { planVersionId, key, isTicked: true });
    return planVersionId;
  };
  const [draftId, requestedId] = [await ready(), await ready()];
  const { revision } = await plans.get({ planVersionId: requestedId });
  const { contentHash } = await requestPublish(other, { planVersionId: requestedId, revision });
  const scenario = {
    name: "Nobody",
    people: [{ name: "A", sponsor: null }],
    orders: [],
    expected: [],
    isComplete: true,
  };
  const { id: scenarioId } = await saveScenario(other, { planVersionId: draftId, scenario });
  const draft = await plans.get({ planVersionId: draftId });
  const warningKey = found(draft.problems[0]).key;
  const scheduledId = await anyScheduled(deps);
  return { draft, draftId, requestedId, requestedHash: contentHash, scenarioId, warningKey, scheduledId };
}

async function anyScheduled(deps: Deps): Promise<PlanVersionId> {
  const [version] = await deps.db.select().from(planVersion).where(eq(planVersion.id, "plv_3"));
  const plan = PlanVersion.parse(found(version).plan);
  const effectiveFrom = "2027-01-01";
  const waits = { id: "plv_9", version: 9, effectiveFrom, plan: { ...plan, version: 9, effectiveFrom } } as const;
  await deps.db.insert(planVersion).values({ ...found(version), ...waits });
  forgetPlans(deps);
  return waits.id;
}

async function storeSecret(deps: Deps): Promise<void> {
  const secret = "whsec_a-secret-of-the-tests";
  await setSecret(deps, { slug: "stripe", name: "STRIPE_WEBHOOK_SECRET", secret, overlapHours: 0 });
}
