"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { useToast } from "~/components/ui/toast";
import { errors } from "~/messages/en/errors";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";
import type { InboxEvent } from "./event-checks";
import { becauseText } from "./event-outcome";

const words = integrations.event;
type Replayed = Outputs["inbox"]["replay"];

/** Runs the event again and says what came of it; `r` presses it. */
export function ReplayButton({ event }: { readonly event: InboxEvent }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { row } = event;
  const bookedAt = row.status === "processed" && row.because === null ? row.processedAt : null;
  const replay = useMutation(
    trpc.inbox.replay.mutationOptions({
      onSuccess: async (answer) => {
        await queries.invalidateQueries(trpc.inbox.pathFilter());
        const now = queries.getQueryData<InboxEvent>(trpc.inbox.get.queryKey({ inboxEventId: row.id }));
        toast({ text: answerText(answer, now ?? event, bookedAt), isBad: answer.status === "dead" });
      },
      onError: (error) => toast({ text: refusalOf(error).message ?? errors.unexpected.what, isBad: true }),
    }),
  );
  const isOnItsWay = row.status === "received";
  const button = useRef<HTMLButtonElement>(null);
  useReplayKey(button);
  return (
    <Button
      ref={button}
      size="sm"
      isBusy={replay.isPending}
      aria-disabled={isOnItsWay || undefined}
      title={isOnItsWay ? words.noReplay : undefined}
      aria-keyshortcuts="r"
      onClick={() => (isOnItsWay ? toast({ text: words.noReplay }) : replay.mutate({ inboxEventId: row.id }))}
    >
      <RotateCcw className="i i14" aria-hidden="true" />
      {replay.isPending ? words.replaying : words.replay}
    </Button>
  );
}

/** "No effect: booked on 18 Mar, 10:04 by evt_…7f3k." */
function answerText({ status, noEffect, because }: Replayed, event: InboxEvent, bookedAt: string | null): ReactNode {
  if (status === "received") return words.onItsWay;
  if (!noEffect) return say(words.done, { status: words.result[status] });
  const at = bookedAt ? <Instant at={bookedAt} /> : null;
  const { duplicateOf } = event.caused;
  if (duplicateOf) {
    const told = at ?? <Instant at={event.row.receivedAt} />;
    return (
      <Say of={words.noEffectBy} with={{ at: told, event: <span className="mono">{duplicateOf.eventRef}</span> }} />
    );
  }
  if (at) return <Say of={words.noEffectAt} with={{ at }} />;
  return say(words.noEffectPlain, { because: because ? becauseText(because) : (words.because.nothing_to_do ?? "") });
}

function useReplayKey(button: { readonly current: HTMLButtonElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "r" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const target = event.target as HTMLElement;
      if (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      button.current?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [button]);
}
