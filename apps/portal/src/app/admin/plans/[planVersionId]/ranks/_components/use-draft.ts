"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTRPC } from "~/trpc/client";
import { type PlanVersionId, type SaveState, useAutosave } from "../../_components/use-autosave";

export type { PlanVersionId, SaveState };

/** A draft that has the shape of a plan, edited as one. */
export function useDraft(planVersionId: PlanVersionId) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.plans.get.queryOptions({ planVersionId });
  const { data: stored } = useSuspenseQuery(options);
  const copy = useMemo(() => ({ content: stored.plan, revision: stored.revision }), [stored]);
  const { content: plan, adopt, ...rest } = useAutosave(planVersionId, copy);
  const reload = useCallback(async () => {
    const { plan: content, revision } = await queries.fetchQuery({ ...options, staleTime: 0 });
    adopt({ content, revision });
  }, [adopt, queries, options]);
  return { stored, plan, reload, ...rest };
}
