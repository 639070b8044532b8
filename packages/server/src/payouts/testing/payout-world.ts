import { ledgerPost, payout, payoutMethod, payoutPolicy, selectRows } from "@upline/db";
import {
  type BankAccount,
  type Currency,
  DEFAULT_PAYOUT_POLICY,
  type DistributorId,
  instant,
  normalAccount,
  type PayoutBatchId,
  type PayoutPolicy,
} from "@upline/domain";
import { asc, eq, sql } from "drizzle-orm";
import type { Role, UserViewer } from "../../auth/viewer.ts";
import { enrol, foundCompany } from "../../commissions/testing/world.ts";
import type { Deps } from "../../deps.ts";
import { reconcile } from "../../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../../testing.ts";
import { appRouter } from "../../trpc/app-router.ts";
import { fingerprintOfAccount, wrapAccount } from "../account-secret.ts";
import { runPayoutCycle } from "../run-cycle.ts";
import { type FakeProvider, fakeProvider } from "./fake-provider.ts";

/** Friday, 20 March 2026, eight o'clock in New York: the cycle has begun. */
export const FRIDAY = "2026-03-20T12:00:00.000Z";
export const ENV = { SANDBOX_URL: "http://sandbox.test", SANDBOX_CONTROL_TOKEN: "a token of the tests" };

export interface PayoutWorld {
  readonly deps: TestDeps;
  readonly provider: FakeProvider;
}

/** A company on a Friday, and a provider in memory that does what it is told. */
export async function payoutWorld(): Promise<PayoutWorld> {
  const made = await testDeps({ now: FRIDAY, env: ENV });
  const provider = fakeProvider(() => made.clock.wall());
  const deps: TestDeps = { ...made, fetch: provider.fetch };
  // The queue runs on what it was made with.
  Object.assign(made, { fetch: provider.fetch });
  await foundCompany(deps);
  return { deps, provider };
}

export interface PayoutScene extends PayoutWorld {
  readonly ash: DistributorId;
  readonly birch: DistributorId;
}

/** Ash has 151.75 and Birch 100.00, and both have an account. */
export async function payoutScene(): Promise<PayoutScene> {
  const world = await payoutWorld();
  const { deps } = world;
  const ash = await enrol(deps, "Ash", null, "2025-02-05T12:00:00Z");
  const birch = await enrol(deps, "Birch", null, "2025-02-06T12:00:00Z");
  for (const [who, minor] of [
    [ash, 15_175n],
    [birch, 10_000n],
  ] as const) {
    await give(deps, who, minor);
    await verifiedMethod(deps, who);
  }
  return { ...world, ash, birch };
}

export async function setPolicy({ db, clock }: Deps, change: Partial<PayoutPolicy>): Promise<void> {
  await db.insert(payoutPolicy).values({
    validFrom: instant("2026-01-01T00:00:00Z"),
    policy: { ...DEFAULT_PAYOUT_POLICY, ...change },
    setBy: "test",
    setAt: clock.now(),
  });
}

/** The batch of the running cycle. */
export async function proposed(deps: Deps): Promise<PayoutBatchId> {
  const { batchId } = await runPayoutCycle(deps);
  return batchId as PayoutBatchId;
}

export async function payoutOf({ db }: Deps, who: DistributorId): Promise<typeof payout.$inferSelect> {
  const [row] = await db.select().from(payout).where(eq(payout.distributorId, who)).orderBy(asc(payout.key));
  if (!row) throw new Error("this person has no payout");
  return row;
}

/** What disagrees with the ledger. The money of this world was earned without lines. */
export async function faultsOf(deps: Deps) {
  return (await reconcile(deps)).filter(({ rule }) => !/^(earnings|pending)_/.test(rule));
}

export const user = (name: string, role: Role = "finance", distributorId: DistributorId | null = null): UserViewer => ({
  kind: "user",
  userId: `usr_${name}`,
  name,
  email: `${name}@example.test`,
  role,
  distributorId,
  secondFactor: false,
  address: null,
});

export const callAs = (deps: Deps, viewer: UserViewer) => appRouter.createCaller({ ...deps, viewer } as Deps);

/** Money that a person has earned and may be paid, without the sales behind it. */
export async function give(deps: Deps, owner: DistributorId, minor: bigint, ref = "1"): Promise<void> {
  const currency = "USD" as Currency;
  const source = { sourceType: "test", sourceId: owner, effectiveAt: instant("2026-03-01T12:00:00Z") };
  await ledgerPost(deps.db, [
    {
      kind: "accrue",
      idem: `cl:test-${ref}:${owner}`,
      ...source,
      lines: [
        { code: "company.commission_expense", currency, amount: minor },
        { code: "dist.pending", owner, currency, amount: -minor },
      ],
    },
    {
      kind: "release",
      idem: `rel:test-${ref}:${owner}`,
      ...source,
      lines: [
        { code: "dist.pending", owner, currency, amount: minor },
        { code: "dist.available", owner, currency, amount: -minor },
      ],
    },
  ]);
}

/** A verified account whose waiting time is over. */
export async function verifiedMethod(
  deps: Deps,
  distributorId: DistributorId,
  account = "000123454417",
): Promise<string> {
  const given: BankAccount = { kind: "us", holder: "Hazel Brook", routing: "021000021", account };
  const normal = normalAccount(given);
  const id = deps.newId("pmt");
  const at = instant("2026-01-01T00:00:00Z");
  await deps.db
    .update(payoutMethod)
    .set({ replacedAt: deps.clock.now() })
    .where(sql`distributor_id = ${distributorId} and replaced_at is null`);
  await deps.db.insert(payoutMethod).values({
    id,
    distributorId,
    kind: "us",
    holder: given.holder,
    wrapped: wrapAccount(normal, id, deps.config),
    ending: account.slice(-4),
    fingerprint: fingerprintOfAccount(normal, deps.config),
    verifiedAt: at,
    usableFrom: at,
    createdAt: at,
  });
  return id;
}

/** Asks as Aster and approves as Sorrel. */
export async function approveBatch(deps: Deps, batchId: PayoutBatchId): Promise<void> {
  const asked = await callAs(deps, user("aster")).payouts.request({ batchId, reason: "Weekly payout of March" });
  await callAs(deps, user("sorrel")).approvals.approve({
    approvalId: asked.approvalId as `apr_${string}`,
    fingerprint: asked.fingerprint,
  });
}

export async function statesOf({ db }: Deps): Promise<Record<string, string>> {
  const rows = await db.select().from(payout).orderBy(asc(payout.key));
  return Object.fromEntries(rows.map(({ key, state }) => [key.replace("po:2026-03-20:", ""), state]));
}

/** Balances that are not zero, debit positive. */
export async function booksOf({ db }: Deps): Promise<Record<string, string>> {
  const rows = await selectRows<{ code: string; sum: string }>(
    db,
    sql`select a.code, sum(e.amount)::text as sum from ledger.entries e join ledger.accounts a on a.id = e.account_id
      group by a.code having sum(e.amount) <> 0 order by a.code`,
  );
  return Object.fromEntries(rows.map(({ code, sum }) => [code, sum]));
}
