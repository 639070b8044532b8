"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Copy } from "~/components/ui/copy";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { dateText } from "~/components/ui/format";
import { useToast } from "~/components/ui/toast";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { changeText } from "../../../../_components/change-text";
import type { Draft } from "./publish-bar";

const words = plans.publish;

/** The second person's yes, bound to the content by its fingerprint. */
export function ApproveButton({ draft, changed }: { readonly draft: Draft; readonly changed: number | null }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const { stored, plan } = draft;
  const { contentHash, changes } = stored;
  const approve = useMutation(
    trpc.plans.approvePublish.mutationOptions({
      onSuccess: async ({ version }) => {
        setIsOpen(false);
        toast({ text: say(words.approved, { version: String(version) }) });
        await queries.invalidateQueries(trpc.plans.pathFilter());
      },
    }),
  );
  const version = String(plan.version);
  const label = changed ? say(words.approveCount, { count: changed }) : say(words.approve, { version });
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={say(words.approveTitle, { version })}
        isBusy={approve.isPending}
        foot={
          <Button
            variant="primary"
            isBusy={approve.isPending}
            onClick={() => approve.mutate({ planVersionId: stored.id, contentHash })}
          >
            {label}
          </Button>
        }
      >
        <p>{say(words.approveText, { day: dateText(plan.effectiveFrom, "long") })}</p>
        <ul className="sm grid gap-1">
          {changes.map((change) => (
            <li key={JSON.stringify(change.path)}>{changeText(change)}</li>
          ))}
        </ul>
        <p className="sm muted id">
          {words.fingerprint}: <span className="mono">{contentHash.slice(0, 16)}</span>
          <Copy value={contentHash} what={words.fingerprint} />
        </p>
        {approve.error ? <ErrorView error={approve.error} /> : null}
      </Dialog>
    </>
  );
}
