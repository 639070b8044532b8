"use client";

import { type AuthAnswer, postAuth } from "~/components/shell/auth-client";
import { door } from "~/messages/en/door";
import { say } from "~/messages/say";

/** Signs in and leaves the page with a full load. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const answer = await postAuth("/sign-in/email", { email, password });
  if (!answer.ok) return refusalText(answer);
  window.location.assign(answer.body.twoFactorRedirect === true ? "/sign-in/second-step" : "/");
  return null;
}

/** One sentence for every refusal; the same for an unknown address and a wrong password. */
export function refusalText({ status, retryAfterSeconds }: Extract<AuthAnswer, { ok: false }>): string {
  if (status === 429) return retryAfterSeconds ? say(door.limited, { count: retryAfterSeconds }) : door.limitedSoon;
  if (status === 0) return door.offline;
  return status >= 500 ? door.unexpected : door.wrong;
}
