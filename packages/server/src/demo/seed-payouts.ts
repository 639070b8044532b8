import { distributor, payoutMethod, payoutPolicy, selectRows } from "@upline/db";
import {
  accountEnding,
  type BankAccount,
  DEFAULT_PAYOUT_POLICY,
  type DistributorId,
  normalAccount,
  plusMs,
} from "@upline/domain";
import { eq, inArray, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { fingerprintOfAccount, wrapAccount } from "../payouts/account-secret.ts";
import { runPayoutCycle } from "../payouts/run-cycle.ts";
import { isDemoSignIn } from "./users.ts";

const WITH_ACCOUNT = 24;
const DAY_MS = 86_400_000;
/** Endings by which the sandbox refuses, fails later, returns, and loses its answer. */
const PLANTED = ["0001", "0002", "0003", "0004"];

/** The one who can sign in and is paid. */
const PAID_SIGN_IN = "rowan@meadow-oak.example";

/**
 * Some people have an account, and the batch of the last Friday waits for somebody who asks for it. Of those who can sign
 * in only Rowan has one, so that adding one can be tried as the others.
 */
export async function seedPayouts(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const before = plusMs(now, -30 * DAY_MS);
  await deps.db.insert(payoutPolicy).values({
    validFrom: plusMs(now, -300 * DAY_MS),
    policy: { ...DEFAULT_PAYOUT_POLICY, feeMinor: "300" },
    setBy: "system",
    setAt: before,
  });
  const rich = await selectRows<{ id: DistributorId }>(
    deps.db,
    sql`select d.id from distributor d join ledger.accounts a on a.owner_id = d.id and a.code = 'dist.available'
      join ledger.balances b on b.account_id = a.id
      where d.status = 'good' and b.balance <= -2500 order by d.number limit ${sql.raw(String(2 * WITH_ACCOUNT))}`,
  );
  if (rich.length === 0) return;
  const people = await deps.db
    .select()
    .from(distributor)
    .where(
      inArray(
        distributor.id,
        rich.map(({ id }) => id),
      ),
    )
    .orderBy(distributor.number);
  const others = people.filter(({ email }) => !isDemoSignIn(email)).slice(0, WITH_ACCOUNT);
  const chosen = [...others, ...(await rowanOf(deps))];
  const rows = chosen.map(({ id: distributorId, name }, index) => {
    const id = deps.newId("pmt");
    const ending = PLANTED[index] ?? String(4417 + index);
    const account: BankAccount = normalAccount({
      kind: "us",
      holder: name.slice(0, 22),
      routing: "021000021",
      account: `00012345${ending}`,
    });
    return {
      id,
      distributorId,
      kind: account.kind,
      holder: account.holder,
      wrapped: wrapAccount(account, id, deps.config),
      ending: accountEnding(account),
      fingerprint: fingerprintOfAccount(account, deps.config),
      verifiedAt: before,
      usableFrom: before,
      createdAt: before,
    };
  });
  if (rows.length > 0) await deps.db.insert(payoutMethod).values(rows);
  await runPayoutCycle(deps);
}

const rowanOf = (deps: Deps) => deps.db.select().from(distributor).where(eq(distributor.email, PAID_SIGN_IN));
