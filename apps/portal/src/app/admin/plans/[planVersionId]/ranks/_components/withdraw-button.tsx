"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Field } from "~/components/ui/field";
import { dateText } from "~/components/ui/format";
import { useToast } from "~/components/ui/toast";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../../_components/outputs";

const words = simulator.withdraw;
const SHORTEST = 3;

/** Takes a published version back before its first day, with a reason. */
export function WithdrawButton({ stored }: { readonly stored: Outputs["plans"]["get"] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const version = String(stored.version ?? "");
  const withdraw = useMutation(
    trpc.plans.withdraw.mutationOptions({
      onSuccess: async () => {
        setIsOpen(false);
        toast({ text: say(words.done, { version }) });
        await queries.invalidateQueries(trpc.plans.pathFilter());
      },
    }),
  );
  const isReady = reason.trim().length >= SHORTEST;
  const send = () => {
    if (isReady) withdraw.mutate({ planVersionId: stored.id, reason: reason.trim() });
  };
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        {words.button}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={say(words.title, { version })}
        isBusy={withdraw.isPending}
        foot={
          <Button variant="primary" isBusy={withdraw.isPending} aria-disabled={!isReady} onClick={send}>
            {say(words.confirm, { version })}
          </Button>
        }
      >
        <p>{say(words.text, { day: dateText(stored.effectiveFrom, "long") })}</p>
        <Field
          id="withdraw-reason"
          label={words.reason}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {withdraw.error ? <ErrorView error={withdraw.error} /> : null}
      </Dialog>
    </>
  );
}
