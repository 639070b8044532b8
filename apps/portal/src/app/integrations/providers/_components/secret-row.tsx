"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { Facts } from "~/components/ui/sums";
import { useToast } from "~/components/ui/toast";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Provider } from "./provider-detail";
import { SetSecret } from "./set-secret";

const words = integrations.provider;

interface Props {
  readonly provider: Provider;
  readonly setting: Provider["settings"][number];
  readonly mayChange: boolean;
}

/** One setting: whether it is set and from where, what it replaced, and how to change it. Never its value. */
export function SecretRow({ provider, setting, mayChange }: Props) {
  const [open, setOpen] = useState<"set" | "clear" | null>(null);
  const { name, isSet, source, previousUntil, previousLastUsedAt } = setting;
  const isChangeable = mayChange && provider.source !== "environment";
  return (
    <div className="secret">
      <div className="secret-head">
        <span className="mono">{name}</span>
        <StatusPill kind="check" state={isSet ? "on" : "off"} label={source ? words.set[source] : words.notSet} />
        {isChangeable && open !== "set" ? (
          <span className="right">
            <Button size="sm" onClick={() => setOpen("set")}>
              {isSet ? words.replace : words.setSecret}
            </Button>
            {isSet ? (
              <Button size="sm" variant="quiet" onClick={() => setOpen("clear")}>
                {words.clear}
              </Button>
            ) : null}
          </span>
        ) : null}
      </div>
      {isSet && setting.isSecret ? (
        <Facts
          rows={[
            {
              id: "previous",
              label: words.previous,
              value: previousUntil ? (
                <Say of={words.acceptedUntil} with={{ at: <Instant at={previousUntil} /> }} />
              ) : (
                words.noPrevious
              ),
            },
          ]}
        />
      ) : null}
      {previousUntil && previousLastUsedAt ? (
        <Banner label={words.stillUsedLabel} tone="wait">
          <Say
            of={words.stillUsed}
            with={{ at: <Instant at={previousLastUsedAt} />, until: <Instant at={previousUntil} /> }}
          />
        </Banner>
      ) : null}
      {mayChange && provider.source === "environment" ? (
        <p className="sm muted">
          <Say of={words.fromEnvironment} with={{ name: <span className="mono">{name}</span> }} />
        </p>
      ) : null}
      {open === "set" ? (
        <SetSecret slug={provider.slug} name={name} isReplacing={isSet} onDone={() => setOpen(null)} />
      ) : null}
      <ClearDialog provider={provider} name={name} isOpen={open === "clear"} onClose={() => setOpen(null)} />
    </div>
  );
}

interface ClearProps {
  readonly provider: Provider;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function ClearDialog({ provider, name, isOpen, onClose }: ClearProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const clear = useMutation(
    trpc.providers.clearSecret.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.providers.pathFilter());
        toast({ text: words.cleared });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      isBusy={clear.isPending}
      title={words.clearTitle}
      foot={
        <Button variant="danger" isBusy={clear.isPending} onClick={() => clear.mutate({ slug: provider.slug, name })}>
          {words.clearDo}
        </Button>
      }
    >
      <p>{say(words.clearText, { name, label: provider.label })}</p>
      {clear.error ? <ErrorView error={clear.error} /> : null}
    </Dialog>
  );
}
