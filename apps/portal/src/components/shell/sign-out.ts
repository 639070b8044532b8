"use client";

import { postAuth } from "./auth-client";

/** Ends the session and leaves with a full load, so that nothing read stays in memory. */
export async function signOut(): Promise<void> {
  await postAuth("/sign-out", {});
  window.location.assign("/sign-in");
}
