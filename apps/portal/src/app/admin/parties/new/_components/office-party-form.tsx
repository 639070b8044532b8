"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CONSULTANT, PartyForm, type PartyFormProps } from "~/components/parties/party-form";
import { parties } from "~/messages/en/parties";
import { useTRPC } from "~/trpc/client";
import { PersonChoice } from "../../../_components/person-choice";

/** The form with the choice of who sells; of a party that is booked at another one, that one's consultant to begin with. */
export function OfficePartyForm({ today, bookedAt }: Omit<PartyFormProps, "office">) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<`dst_${string}` | null>(null);
  const { data: from } = useQuery(
    trpc.parties.get.queryOptions({ partyId: (bookedAt ?? "pty_") as `pty_${string}` }, { enabled: bookedAt !== null }),
  );
  const consultantId = chosen ?? from?.consultant?.id ?? null;
  return (
    <PartyForm
      today={today}
      bookedAt={bookedAt}
      office={{
        consultantId,
        choice: (error) => (
          <PersonChoice
            id={CONSULTANT}
            label={parties.form.consultant}
            error={error}
            chosenId={consultantId}
            onChoose={setChosen}
          />
        ),
      }}
    />
  );
}
