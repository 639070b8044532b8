"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Area } from "~/components/ui/field";
import { useToast } from "~/components/ui/toast";
import { approvals as words } from "~/messages/en/approvals";

const SHORTEST = 10;

interface AskedProps {
  /** On the button, and on the one that answers yes. */
  readonly verb: string;
  /** Names the button where several have the same verb. */
  readonly name?: string;
  readonly title: string;
  readonly text?: ReactNode;
  /** Said when it is done. */
  readonly done: string;
  readonly look?: "primary" | "quiet";
  readonly size?: "sm";
  /** Takes something back: the answer has the colour of that. */
  readonly isDanger?: boolean;
  readonly wantsReason?: boolean;
  readonly act: { readonly isPending: boolean; readonly error: unknown; readonly reset: () => void };
  readonly send: (reason: string) => Promise<unknown>;
}

/** A button, and the question before it acts. A refusal stands in the dialog; what was typed stays. */
export function Asked({ verb, name, title, text, done, look, size, isDanger, wantsReason, act, send }: AskedProps) {
  const toast = useToast();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [isShort, setIsShort] = useState(false);
  const open = () => {
    act.reset();
    setIsShort(false);
    setIsOpen(true);
  };
  const press = async () => {
    const isTooShort = wantsReason === true && reason.trim().length < SHORTEST;
    setIsShort(isTooShort);
    if (isTooShort) return;
    const isDone = await send(reason.trim()).then(
      () => true,
      () => false,
    );
    if (!isDone) return;
    setIsOpen(false);
    setReason("");
    toast({ text: done });
  };
  return (
    <>
      <Button variant={look} size={size} aria-label={name} onClick={open}>
        {verb}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={title}
        isBusy={act.isPending}
        foot={
          <Button variant={isDanger ? "danger" : "primary"} isBusy={act.isPending} onClick={press}>
            {verb}
          </Button>
        }
      >
        {text ? <p>{text}</p> : null}
        {wantsReason ? (
          <Area
            id={id}
            label={words.reason}
            hint={words.reasonHint}
            error={isShort ? words.reasonShort : null}
            maxLength={500}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        ) : null}
        {act.error ? <ErrorView error={act.error} /> : null}
      </Dialog>
    </>
  );
}
