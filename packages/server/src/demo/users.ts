import { account, user } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { hashPassword } from "better-auth/crypto";
import type { Role } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";

/** One password for all demo sign-ins; they exist with DEMO=1 only. */
export const DEMO_PASSWORD = "meadow-and-oak";

export interface DemoSignIn {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Key of a sentence that says what this sign-in shows. */
  readonly shows: "everyday" | "large_tree" | "newcomer" | "owner" | "finance" | "support" | "integrator" | "auditor";
}

export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  { email: "hazel@meadow-oak.example", name: "Hazel Brook", role: "distributor", shows: "everyday" },
  { email: "rowan@meadow-oak.example", name: "Rowan Field", role: "distributor", shows: "large_tree" },
  { email: "clover@meadow-oak.example", name: "Clover Marsh", role: "distributor", shows: "newcomer" },
  { email: "aster@meadow-oak.example", name: "Aster Vale", role: "owner", shows: "owner" },
  { email: "sorrel@meadow-oak.example", name: "Sorrel Hill", role: "finance", shows: "finance" },
  { email: "bramble@meadow-oak.example", name: "Bramble Lane", role: "support", shows: "support" },
  { email: "teasel@meadow-oak.example", name: "Teasel Ford", role: "integrator", shows: "integrator" },
  { email: "yarrow@meadow-oak.example", name: "Yarrow Mead", role: "auditor", shows: "auditor" },
];

export const isDemoSignIn = (email: string): boolean => DEMO_SIGN_INS.some((one) => one.email === email);

/** Makes the demo sign-ins; a distributor's is tied to the person with the same e-mail. */
export async function createDemoUsers(
  deps: Deps,
  distributorOf: (email: string) => DistributorId | null,
): Promise<void> {
  const password = await hashPassword(DEMO_PASSWORD);
  for (const { email, name, role } of DEMO_SIGN_INS) {
    const id = deps.newId("usr");
    const distributorId = role === "distributor" ? distributorOf(email) : null;
    await deps.db.insert(user).values({ id, name, email, emailVerified: true, role, distributorId });
    await deps.db
      .insert(account)
      .values({ id: `${id}:password`, accountId: id, providerId: "credential", userId: id, password });
  }
}
