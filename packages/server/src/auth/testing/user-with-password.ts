import { account, user } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { hashPassword } from "better-auth/crypto";
import type { Deps } from "../../deps.ts";
import type { Role } from "../viewer.ts";

interface NewUser {
  /** A new one when it does not matter. */
  readonly id?: string;
  readonly name?: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly distributorId: DistributorId | null;
}

/** Somebody who can sign in with a password. */
export async function userWithPassword({ db, newId }: Deps, one: NewUser): Promise<void> {
  const { email, password, role, distributorId, id = newId("usr"), name = email } = one;
  await db.insert(user).values({ id, name, email, emailVerified: true, role, distributorId });
  const hashed = await hashPassword(password);
  await db
    .insert(account)
    .values({ id: `${id}:password`, accountId: id, providerId: "credential", userId: id, password: hashed });
}
