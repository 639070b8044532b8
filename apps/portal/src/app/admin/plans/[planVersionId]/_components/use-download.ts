"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTRPC } from "~/trpc/client";
import type { PlanVersionId } from "./use-autosave";

/** The document as a file that can be imported again. */
export function useDownload(planVersionId: PlanVersionId) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);
  const start = useCallback(async () => {
    setPending(true);
    try {
      const options = trpc.plans.exportDocument.queryOptions({ planVersionId });
      const { fileName, text } = await queries.fetchQuery({ ...options, staleTime: 0 });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(link.href);
    } finally {
      setPending(false);
    }
  }, [trpc, queries, planVersionId]);
  return { isPending, start };
}
