"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTRPC } from "~/trpc/client";
import { type Choice, needsSponsor } from "./choice";
import type { Compose } from "./types";

/** The payload: written anew by the sandbox whenever provider, story, order or sponsor change; then free to edit. */
export function useComposed({ provider, story, orderId, sponsorId }: Omit<Choice, "labCase">, isAllowed: boolean) {
  const trpc = useTRPC();
  const [body, setBody] = useState("");
  const [example, setExample] = useState("");
  const queries = useQueryClient();
  // Asked for by hand, anew each time: an answer of before would carry ids that were sent already.
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (input: Compose) => queries.fetchQuery(trpc.lab.compose.queryOptions(input, { staleTime: 0 })),
  });
  const turn = useRef(0);
  const sponsor = needsSponsor({ story, orderId }) ? sponsorId : null;

  const write = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const composed = await mutateAsync({ provider, story, orderId, sponsorId: sponsor });
      if (mine !== turn.current) return;
      setBody(composed.body);
      setExample(composed.body);
    } catch {
      // The mutation keeps the refusal; the page shows it beside the text.
    }
  }, [mutateAsync, provider, story, orderId, sponsor]);

  useEffect(() => {
    if (isAllowed) void write();
  }, [write, isAllowed]);
  return { body, setBody, example, write, isPending, error } as const;
}
