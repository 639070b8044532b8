"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { useToast } from "~/components/ui/toast";
import { plans } from "~/messages/en/plans";
import { useTRPC } from "~/trpc/client";

const words = plans.publish;

/** Throws the draft away after a question. */
export function DiscardButton({ planVersionId }: { readonly planVersionId: `plv_${string}` }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const discard = useMutation(
    trpc.plans.discard.mutationOptions({
      onSuccess: () => {
        toast({ text: words.discarded });
        router.push("/admin/ranks");
      },
    }),
  );
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        {words.discard}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={words.discardTitle}
        isBusy={discard.isPending}
        foot={
          <Button variant="danger" isBusy={discard.isPending} onClick={() => discard.mutate({ planVersionId })}>
            {words.discard}
          </Button>
        }
      >
        <p>{words.discardText}</p>
        {discard.error ? <ErrorView error={discard.error} /> : null}
      </Dialog>
    </>
  );
}
