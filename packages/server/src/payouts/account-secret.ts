import { accountText, BankAccount } from "@upline/domain";
import type { Config } from "../config.ts";
import { keyedHash, unwrapSecret, wrapSecret } from "../inbox/wrap-secret.ts";

type Keys = Pick<Config, "APP_SECRET" | "APP_SECRET_PREVIOUS">;

const placeOf = (methodId: string): string => `payout_method|${methodId}|wrapped`;

/** An account as it is stored. It opens at the row it was made for only. */
export const wrapAccount = (account: BankAccount, methodId: string, keys: Keys): string =>
  wrapSecret(JSON.stringify(account), placeOf(methodId), keys, "payout account");

export const unwrapAccount = (wrapped: string, methodId: string, keys: Keys): BankAccount =>
  BankAccount.parse(JSON.parse(unwrapSecret(wrapped, placeOf(methodId), keys, "payout account")));

/** The same for the same account, whoever holds it: 32 hex digits. */
export const fingerprintOfAccount = (account: BankAccount, keys: Keys): string =>
  keyedHash(accountText(account), "payout account fingerprint", keys).slice(0, 32);
