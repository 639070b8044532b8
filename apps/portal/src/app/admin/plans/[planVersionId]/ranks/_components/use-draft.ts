"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { PlanVersion } from "@upline/domain";
import { useCallback, useEffect, useRef, useState } from "react";
import { refusalOf } from "~/components/ui/error-view";
import { useTRPC } from "~/trpc/client";

const SAVE_AFTER_MS = 900;
export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "stale";
export type PlanVersionId = `plv_${string}`;

/**
 * A draft on the screen and its copy on the server. A change is kept here at once and saved after a pause, under the
 * revision that the editor started from; when somebody else saved meanwhile, nothing is overwritten.
 */
export function useDraft(planVersionId: PlanVersionId) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.plans.get.queryOptions({ planVersionId });
  const { data: stored } = useSuspenseQuery(options);
  const [plan, setPlan] = useState<PlanVersion>(stored.plan);
  const [revision, setRevision] = useState(stored.revision);
  const [state, setState] = useState<SaveState>("saved");
  const [wasTakenOver, setTakenOver] = useState(false);
  const latest = useRef(plan);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const save = useMutation(
    trpc.plans.saveDraft.mutationOptions({
      onSuccess: async (saved, { plan: sent }) => {
        setRevision(saved.revision);
        await queries.invalidateQueries({ queryKey: options.queryKey });
        setState(latest.current === sent ? "saved" : "unsaved");
      },
      onError: (error) => setState(refusalOf(error).code === "plan_version_stale" ? "stale" : "failed"),
    }),
  );
  const { mutate } = save;

  const adopt = useCallback((next: { readonly plan: PlanVersion; readonly revision: number }) => {
    latest.current = next.plan;
    setPlan(next.plan);
    setRevision(next.revision);
    setState("saved");
  }, []);

  // Another person's save arrives by the live connection: taken over while nothing here is open.
  useEffect(() => {
    if (stored.revision <= revision || state !== "saved") return;
    adopt(stored);
    setTakenOver(true);
  }, [stored, revision, state, adopt]);

  useEffect(() => {
    if (state !== "unsaved") return;
    timer.current = setTimeout(() => {
      setState("saving");
      mutate({ planVersionId, revision, plan: latest.current });
    }, SAVE_AFTER_MS);
    return () => {
      if (timer.current) clearTimeout(timer.current);
    };
    // `plan` restarts the pause with every further change.
  }, [state, plan, revision, planVersionId, mutate]);

  const edit = useCallback((change: (plan: PlanVersion) => PlanVersion) => {
    latest.current = change(latest.current);
    setPlan(latest.current);
    setTakenOver(false);
    setState((was) => (was === "stale" ? "stale" : was === "saving" ? "saving" : "unsaved"));
  }, []);

  const reload = useCallback(async () => {
    adopt(await queries.fetchQuery({ ...options, staleTime: 0 }));
  }, [adopt, queries, options]);
  const retry = useCallback(() => setState("unsaved"), []);

  return { stored, plan, revision, state, wasTakenOver, edit, reload, retry, error: save.error };
}
