"use client";

import { postAuth, refusalText } from "~/components/shell/auth-client";

/**
 * Signs in and leaves the page with a full load.
 *
 * @param to  the path that opens then; the start by itself
 * @returns  the sentence of a refusal, or null
 */
export async function signIn(email: string, password: string, to = "/"): Promise<string | null> {
  const answer = await postAuth("/sign-in/email", { email, password });
  if (!answer.ok) return refusalText(answer);
  window.location.assign(answer.body.twoFactorRedirect === true ? "/sign-in/second-step" : to);
  return null;
}
