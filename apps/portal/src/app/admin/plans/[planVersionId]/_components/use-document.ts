"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { appended, type Json, moved, without, withValue } from "@upline/domain/browser";
import { useCallback, useMemo } from "react";
import { useTRPC } from "~/trpc/client";
import { type PlanVersionId, useAutosave } from "./use-autosave";

export type PlanDocument = { readonly [key: string]: Json | undefined };

/** A draft as the document it is, whatever its shape, with the four ways in which it changes. */
export function useDocument(planVersionId: PlanVersionId) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.plans.document.queryOptions({ planVersionId });
  const { data: stored } = useSuspenseQuery(options);
  const copy = useMemo(() => ({ content: stored.document, revision: stored.revision }), [stored]);
  const { edit, adopt, ...rest } = useAutosave<PlanDocument>(planVersionId, copy);
  const change = useCallback(
    (next: (document: Json) => Json) => edit((document) => asDocument(next(asJson(document)), document)),
    [edit],
  );
  const changes = useMemo(
    () => ({
      set: (path: string, value: Json) => change((document) => withValue(document, path, value)),
      remove: (path: string) => change((document) => without(document, path)),
      append: (path: string, value: Json) => change((document) => appended(document, path, value)),
      move: (path: string, by: number) => change((document) => moved(document, path, by)),
    }),
    [change],
  );
  const reload = useCallback(async () => {
    const { document: content, revision } = await queries.fetchQuery({ ...options, staleTime: 0 });
    adopt({ content, revision });
  }, [adopt, queries, options]);
  return { stored, changes, replace: (document: PlanDocument) => edit(() => document), reload, ...rest };
}

const asJson = (document: PlanDocument): Json => document;
/** A change of a document is a document; nothing here turns it into a list or a text. */
const asDocument = (value: Json, before: PlanDocument): PlanDocument => (isDocument(value) ? value : before);
export const isDocument = (value: unknown): value is PlanDocument =>
  typeof value === "object" && value !== null && !Array.isArray(value);
