import { distributor, payoutMethod, account as signIn } from "@upline/db";
import {
  type AccountProblem,
  accountEnding,
  accountProblem,
  BankAccount,
  type DistributorId,
  DomainError,
  normalAccount,
  plusMs,
} from "@upline/domain";
import { verifyPassword } from "better-auth/crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { notFound } from "../auth/can-view.ts";
import type { UserViewer } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { notify } from "../live/notify.ts";
import { sendMail } from "../notifications/send-mail.ts";
import { fingerprintOfAccount, wrapAccount } from "./account-secret.ts";
import { checkMethodJob } from "./check-method.job.ts";
import { payoutPolicyAt } from "./policy.ts";

const HOUR_MS = 3_600_000;

export const ChangeMethod = z.strictObject({
  account: BankAccount,
  /** Of the sign-in: an open session alone changes no account. */
  password: z.string().min(1).max(200),
});

/** What a person can do about a number that cannot be right. */
const WORDS: Readonly<Record<AccountProblem, string>> = {
  iban_letters:
    "An IBAN begins with two letters and two digits, such as DE89 3704 0044 0532 0130 00. Check what you typed.",
  iban_country: "No bank uses an IBAN that begins with these two letters. Check the beginning.",
  iban_length: "This IBAN is too short or too long for its country. Compare it with your bank statement.",
  iban_check:
    "The check digits of this IBAN do not fit, so at least one of its digits is wrong. Compare it with your bank statement.",
  routing_digits: "A routing number has nine digits. It stands at the lower left of a check.",
  routing_check: "This routing number does not exist: at least one of its digits is wrong.",
  account_digits: "An account number has 4 to 17 digits.",
};

/**
 * Replaces the account that a person is paid to. The new one is checked, and waits some days before money goes to it;
 * payouts to the old one that nobody has sent yet drop out.
 *
 * @throws DomainError `credentials_wrong`, `account_malformed`
 */
export async function changeMethod(
  deps: Deps,
  distributorId: DistributorId,
  { account: given, password }: z.output<typeof ChangeMethod>,
): Promise<void> {
  await assertPassword(deps, password);
  const account = normalAccount(given);
  const problem = accountProblem(account);
  if (problem) throw new DomainError("account_malformed", WORDS[problem], { problem });
  await inTransaction(deps, async (tx) => {
    const [person] = await tx.db.select().from(distributor).where(eq(distributor.id, distributorId)).for("update");
    if (!person) throw notFound();
    const now = tx.clock.now();
    const id = tx.newId("pmt");
    const { coolDownHours } = await payoutPolicyAt(tx, now);
    const inUse = and(eq(payoutMethod.distributorId, distributorId), isNull(payoutMethod.replacedAt));
    const [before] = await tx.db
      .update(payoutMethod)
      .set({ replacedAt: now })
      .where(inUse)
      .returning({ id: payoutMethod.id, ending: payoutMethod.ending });
    await tx.db.insert(payoutMethod).values({
      id,
      distributorId,
      kind: account.kind,
      holder: account.holder,
      wrapped: wrapAccount(account, id, tx.config),
      ending: accountEnding(account),
      fingerprint: fingerprintOfAccount(account, tx.config),
      usableFrom: plusMs(now, coolDownHours * HOUR_MS),
      createdAt: now,
    });
    await enqueue(tx, checkMethodJob, { methodId: id as `pmt_${string}` });
    await audit(tx, {
      action: "payouts.changeMethod",
      subjectType: "distributor",
      subjectId: distributorId,
      before: before ? { ending: before.ending } : null,
      after: { kind: account.kind, ending: accountEnding(account) },
    });
    await sendMail(tx, {
      kind: "payout_account_changed",
      to: { personId: distributorId, name: person.name, email: person.email },
      causeId: id,
      naturalKey: `payout_account_changed:${id}`,
      values: { ending: accountEnding(account), hours: String(coolDownHours) },
    });
    await notify(tx, [distributorId, "admin"], "payouts");
  });
}

/** @throws DomainError `credentials_wrong` */
async function assertPassword({ db, viewer }: Deps, password: string): Promise<void> {
  const { userId } = viewer as UserViewer;
  const [own] = await db
    .select({ hash: signIn.password })
    .from(signIn)
    .where(and(eq(signIn.userId, userId), eq(signIn.providerId, "credential")));
  if (own?.hash && (await verifyPassword({ hash: own.hash, password }))) return;
  throw new DomainError("credentials_wrong", "This is not the password of your sign-in. Nothing was changed.");
}
