"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "~/trpc/client";

/** How many bars a rank has: its place on the ladder, counted from one. */
export function useRankBars(): (rankId: string) => number {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.ranks.progress.queryOptions({}));
  return (rankId) => data.ladder.find(({ id }) => id === rankId)?.bars ?? 0;
}
