"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { useToast } from "~/components/ui/toast";
import { errors } from "~/messages/en/errors";
import { reconciliation } from "~/messages/en/reconciliation";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** Compares everything now. */
export function RunButton() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const run = useMutation(
    trpc.reconciliation.run.mutationOptions({
      onSuccess: async ({ checks, faults }) => {
        await queries.invalidateQueries(trpc.reconciliation.pathFilter());
        const text =
          faults === 0
            ? say(reconciliation.ranClean, { count: checks })
            : say(reconciliation.ran, { count: checks, faults });
        toast({ text, isBad: faults > 0 });
      },
      onError: (error) =>
        toast({
          text: say(reconciliation.failed, { why: refusalOf(error).message ?? errors.unexpected.what }),
          isBad: true,
        }),
    }),
  );
  return (
    <Button variant="primary" isBusy={run.isPending} onClick={() => run.mutate()}>
      <Scale className="i i14" aria-hidden="true" />
      {run.isPending ? reconciliation.running : reconciliation.run}
    </Button>
  );
}
