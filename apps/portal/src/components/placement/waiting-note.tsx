"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { Banner } from "~/components/ui/banner";
import { ButtonLink } from "~/components/ui/button";
import { placement as words } from "~/messages/en/placement";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** Says that own recruits wait for a seat, and leads there; nothing when nobody does. */
export function WaitingNote() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.placement.waiting.queryOptions({ tree: null }));
  if (data.tree === null || data.count === 0) return null;
  return (
    <Banner
      label={words.title}
      tone="wait"
      action={
        <ButtonLink size="sm" href={"/team/placement" as Route}>
          {words.toOwn}
        </ButtonLink>
      }
    >
      {say(words.waitingOwn, { count: data.count, tree: data.tree.label })}
    </Banner>
  );
}
