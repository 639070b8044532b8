"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { refusalOf } from "~/components/ui/error-view";
import { useTRPC } from "~/trpc/client";

const SAVE_AFTER_MS = 900;
export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "stale";
export type PlanVersionId = `plv_${string}`;

interface Stored<Content> {
  readonly content: Content;
  readonly revision: number;
}

/**
 * A draft on the screen and its copy on the server. A change is kept here at once and saved after a pause, under the
 * revision that the editor started from; when somebody else saved meanwhile, nothing is overwritten.
 *
 * @param stored  what the server has now; it arrives anew after every save, here or elsewhere
 */
export function useAutosave<Content extends Readonly<Record<string, unknown>>>(
  planVersionId: PlanVersionId,
  stored: Stored<Content>,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [content, setContent] = useState(stored.content);
  const [revision, setRevision] = useState(stored.revision);
  const [state, setState] = useState<SaveState>("saved");
  const [wasTakenOver, setTakenOver] = useState(false);
  const latest = useRef(content);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const save = useMutation(
    trpc.plans.saveDraft.mutationOptions({
      onSuccess: async (saved, { plan: sent }) => {
        setRevision(saved.revision);
        await queries.invalidateQueries(trpc.plans.pathFilter());
        setState(latest.current === sent ? "saved" : "unsaved");
      },
      onError: (error) => setState(refusalOf(error).code === "plan_version_stale" ? "stale" : "failed"),
    }),
  );
  const { mutate } = save;

  const adopt = useCallback((next: Stored<Content>) => {
    latest.current = next.content;
    setContent(next.content);
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
    // `content` restarts the pause with every further change.
  }, [state, content, revision, planVersionId, mutate]);

  const edit = useCallback((change: (content: Content) => Content) => {
    latest.current = change(latest.current);
    setContent(latest.current);
    setTakenOver(false);
    setState((was) => (was === "stale" || was === "saving" ? was : "unsaved"));
  }, []);
  const retry = useCallback(() => setState("unsaved"), []);
  /** Saves what stands here over what somebody else saved. */
  const overwrite = useCallback((theirs: number) => {
    setRevision(theirs);
    setState("unsaved");
  }, []);

  return { content, revision, state, wasTakenOver, edit, adopt, retry, overwrite, error: save.error };
}
