"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Area } from "~/components/ui/field";
import { instantText } from "~/components/ui/format";
import { useToast } from "~/components/ui/toast";
import { useZones } from "~/components/ui/zones";
import { moves as words } from "~/messages/en/moves";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { type Move, placeText } from "./sponsor-name";

/** Asks before a move is taken back. */
export function UndoDialog({ move, onClose }: { readonly move: Move; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { company } = useZones();
  const [reason, setReason] = useState("");
  const [name, place] = [move.person?.name ?? "", placeText(move.from)];
  const undo = useMutation(
    trpc.moves.undo.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast({ text: say(words.undoDone, { name, place }) });
        await queries.invalidateQueries(trpc.moves.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say(words.undoTitle, { name })}
      isBusy={undo.isPending}
      foot={
        <Button
          variant="primary"
          isBusy={undo.isPending}
          onClick={() => undo.mutate({ moveId: move.id as `mov_${string}`, reason })}
        >
          {words.undo}
        </Button>
      }
    >
      <p>{say(words.undoText, { name, place, at: instantText(move.effectiveAt, company, "short") })}</p>
      <Area
        id="undo-reason"
        label={words.undoReason}
        hint={words.form.reasonHint}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {undo.error ? <ErrorView error={undo.error} /> : null}
    </Dialog>
  );
}
