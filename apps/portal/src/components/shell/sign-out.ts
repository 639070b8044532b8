"use client";

import { useCallback } from "react";
import { shell } from "~/messages/en/shell";
import { say } from "~/messages/say";
import { useToast } from "../ui/toast";
import { postAuth, refusalText } from "./auth-client";

/**
 * Ends the session and leaves with a full load, so that nothing read stays in memory. Where the server did not end it,
 * the page stays and says so: somebody who walks away from a shared device must not think otherwise.
 */
export function useSignOut(): () => Promise<void> {
  const toast = useToast();
  return useCallback(async () => {
    const answer = await postAuth("/sign-out", {});
    if (answer.ok || answer.status === 401) return window.location.assign("/sign-in");
    toast({ text: say(shell.signOutFailed, { why: refusalText(answer, shell.signOutRefused) }), isBad: true });
  }, [toast]);
}
