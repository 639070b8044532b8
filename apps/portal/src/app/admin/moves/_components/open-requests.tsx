"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Area } from "~/components/ui/field";
import { dateText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { useToast } from "~/components/ui/toast";
import { moves as words } from "~/messages/en/moves";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";
import { Impact } from "./impact";
import { placeText, sponsorName } from "./sponsor-name";

type Request = Outputs["moves"]["list"]["open"][number];

/** What one person asked for and another decides, each with what it would change. */
export function OpenRequests({
  requests,
  canDecide,
}: {
  readonly requests: readonly Request[];
  readonly canDecide: boolean;
}) {
  return (
    <section className="mb-8">
      <SectionHead title={words.open} />
      <ul className="grid gap-4">
        {requests.map((request) => (
          <li key={request.approvalId} className="panel">
            <OpenRequest request={request} canDecide={canDecide} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OpenRequest({ request, canDecide }: { readonly request: Request; readonly canDecide: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [isDeclining, setIsDeclining] = useState(false);
  const { approvalId, fingerprint, person, from, to, fromDay, reason, requestedBy, requestedAt, isOwn } = request;
  const name = person?.name ?? "";
  const read = () => queries.invalidateQueries(trpc.moves.pathFilter());
  const approve = useMutation(
    trpc.approvals.approve.mutationOptions({
      onSuccess: async () => {
        toast({ text: say(words.approved, { name, place: placeText(to) }) });
        await read();
      },
    }),
  );
  return (
    <>
      <p className="strong">
        <bdi>{name}</bdi>: <bdi>{say(words.fromTo, { from: sponsorName(from), to: sponsorName(to) })}</bdi>,{" "}
        {fromDay ? say(words.onDay, { day: dateText(fromDay, "long") }) : words.atApproval}
      </p>
      <p>{reason}</p>
      <p className="sm muted">
        {say(words.asked, { name: requestedBy ?? "" })} <Instant at={requestedAt} />
      </p>
      <Impact wanted={request.wanted} />
      {isOwn ? <p className="sm">{words.own}</p> : null}
      {canDecide ? (
        <div className="mt-3 flex flex-wrap gap-2">
          {isOwn ? null : (
            <Button
              variant="primary"
              isBusy={approve.isPending}
              aria-label={say(words.approveName, { name })}
              onClick={() => approve.mutate({ approvalId, fingerprint })}
            >
              {words.approve}
            </Button>
          )}
          <Button
            aria-label={say(isOwn ? words.withdrawName : words.declineName, { name })}
            onClick={() => setIsDeclining(true)}
          >
            {isOwn ? words.withdraw : words.decline}
          </Button>
        </div>
      ) : null}
      {approve.error ? <ErrorView error={approve.error} /> : null}
      {isDeclining ? <DeclineDialog request={request} onClose={() => setIsDeclining(false)} /> : null}
    </>
  );
}

function DeclineDialog({ request, onClose }: { readonly request: Request; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const { approvalId, person, isOwn } = request;
  const name = person?.name ?? "";
  const decline = useMutation(
    trpc.approvals.decline.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast({ text: words.declined });
        await queries.invalidateQueries(trpc.moves.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say(isOwn ? words.withdrawTitle : words.declineTitle, { name })}
      isBusy={decline.isPending}
      foot={
        <Button variant="primary" isBusy={decline.isPending} onClick={() => decline.mutate({ approvalId, reason })}>
          {isOwn ? words.withdraw : words.decline}
        </Button>
      }
    >
      <Area
        id={`decline-${approvalId}`}
        label={words.reason}
        hint={words.form.reasonHint}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {decline.error ? <ErrorView error={decline.error} /> : null}
    </Dialog>
  );
}
