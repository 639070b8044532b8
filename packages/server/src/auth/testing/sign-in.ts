import { user } from "@upline/db";
import { inArray } from "drizzle-orm";
import { createDemoUsers, DEMO_PASSWORD, DEMO_SIGN_INS } from "../../demo/users.ts";
import type { Deps } from "../../deps.ts";
import type { Auth } from "../auth.ts";
import { answerAuth } from "../handle-auth.ts";

const ORIGIN = "http://localhost:3000";
const EMAILS = DEMO_SIGN_INS.map(({ email }) => email);

/** A request as a browser sends it from one of our pages, unless the headers say otherwise. */
export function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request(`${ORIGIN}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN, ...headers },
    body: JSON.stringify(body),
  });
}

/** Makes the demo's sign-ins under names of its own: people as any company has them. */
export async function makePeople(deps: Deps): Promise<void> {
  await createDemoUsers(deps, () => null);
  const rows = await deps.db.select({ id: user.id, email: user.email }).from(user).where(inArray(user.email, EMAILS));
  for (const { id, email } of rows) {
    await deps.db
      .update(user)
      .set({ email: email.replace("meadow-oak", "company") })
      .where(inArray(user.id, [id]));
  }
}

export const signIn = (deps: Deps, auth: Auth, email: string, password: string = DEMO_PASSWORD): Promise<Response> =>
  answerAuth(deps, auth, post("/api/auth/sign-in/email", { email, password }));

/** @returns the cookie header of a session. @throws when the door does not open */
export async function cookieOf(deps: Deps, auth: Auth, email: string): Promise<string> {
  const reply = await signIn(deps, auth, email);
  if (reply.status !== 200) throw new Error(`sign-in was answered ${reply.status}`);
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
