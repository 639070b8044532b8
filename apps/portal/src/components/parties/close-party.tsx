"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { parties } from "~/messages/en/parties";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorView } from "../ui/error-view";
import { useToast } from "../ui/toast";
import type { Party, PartyBase } from "./party-view";

const words = parties.detail;

/** Asks before a party is closed, because it is not opened again. */
export function CloseParty({
  party,
  base,
  onClose,
}: {
  readonly party: Party;
  readonly base: PartyBase;
  readonly onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { id, number, host } = party;
  const done = {
    onSuccess: async () => {
      onClose();
      toast({ text: say(words.closed, { number }) });
      await queries.invalidateQueries(trpc.parties.pathFilter());
    },
  };
  const byOffice = useMutation(trpc.parties.close.mutationOptions(done));
  const byConsultant = useMutation(trpc.parties.closeOwn.mutationOptions(done));
  const close = base === "/admin/parties" ? byOffice : byConsultant;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say(words.closeTitle, { number })}
      isBusy={close.isPending}
      foot={
        <Button variant="primary" isBusy={close.isPending} onClick={() => close.mutate({ partyId: id })}>
          {words.close}
        </Button>
      }
    >
      <p>{say(words.closeText, { host: host.name })}</p>
      {close.error ? <ErrorView error={close.error} /> : null}
    </Dialog>
  );
}
