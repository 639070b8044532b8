"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { useToast } from "~/components/ui/toast";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** Freezes an ended period and has it evaluated. */
export function StartButton({ periodId, label }: { readonly periodId: string; readonly label: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: async ({ runId }) => {
        toast({ text: say(words.started, { period: label }) });
        await queries.invalidateQueries(trpc.runs.pathFilter());
        router.push(`/admin/runs/${runId}` as Route);
      },
    }),
  );
  const verb = say(words.start, { period: label });
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        {verb}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={say(words.startTitle, { period: label })}
        isBusy={start.isPending}
        foot={
          <Button variant="primary" isBusy={start.isPending} onClick={() => start.mutate({ periodId })}>
            {verb}
          </Button>
        }
      >
        <p>{words.startText}</p>
        {start.error ? <ErrorView error={start.error} /> : null}
      </Dialog>
    </>
  );
}
