"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { useToast } from "~/components/ui/toast";
import { placement as words } from "~/messages/en/placement";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { type Distributor, type Seat, SeatBrowser } from "./seat-browser";
import { seatText } from "./seat-name";

export interface Waiting {
  readonly id: Distributor;
  readonly name: string;
  /** Where the rule of the tree puts him; null for the top of an empty tree. */
  readonly proposed: Seat | null;
}

/** Which seat somebody gets: the proposed one is shown where it lies, another one can be looked for. */
export function PlaceDialog({
  waiting: { id, name, proposed },
  tree,
  isOffice,
  onClose,
}: {
  readonly waiting: Waiting;
  readonly tree: { readonly id: string; readonly width: number };
  readonly isOffice: boolean;
  readonly onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [chosen, setChosen] = useState(proposed);
  const seat = seatText(tree.width, chosen ?? { parent: null, slot: 0 });
  const read = () => queries.invalidateQueries(trpc.placement.pathFilter());
  const answers = {
    onSuccess: async () => {
      toast({ text: say(words.done, { name, seat }) });
      onClose();
      await Promise.all([read(), queries.invalidateQueries(trpc.team.pathFilter())]);
    },
    // Somebody was faster: what is free is shown anew, and the sentence says so.
    onError: () => void read(),
  };
  const byOffice = useMutation(trpc.placement.place.mutationOptions(answers));
  const byOneself = useMutation(trpc.placement.placeOwn.mutationOptions(answers));
  const place = isOffice ? byOffice : byOneself;
  const confirm = () =>
    place.mutate({
      tree: tree.id,
      distributorId: id,
      seat: chosen && { parentId: chosen.parentId, slot: chosen.slot },
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isBusy={place.isPending}
      title={say(words.ask, { name })}
      foot={
        <Button variant="primary" isBusy={place.isPending} onClick={confirm}>
          {say(words.confirm, { name, seat })}
        </Button>
      }
    >
      {proposed && chosen ? (
        <SeatBrowser
          tree={tree}
          startAt={proposed.parentId}
          proposed={proposed}
          chosen={chosen}
          onChoose={(next) => {
            place.reset();
            setChosen(next);
          }}
        />
      ) : (
        <p>{say(words.topOfAll, { name })}</p>
      )}
      <div className="sm">
        <p role="status">{say(words.chosen, { seat })}</p>
        <p className="muted">{words.now}</p>
      </div>
      {place.error ? <ErrorView error={place.error} /> : null}
    </Dialog>
  );
}
