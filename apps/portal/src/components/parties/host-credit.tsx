"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { parties } from "~/messages/en/parties";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { SectionHead } from "../shell/page-head";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorView } from "../ui/error-view";
import { Field } from "../ui/field";
import { moneyText } from "../ui/format";
import { Money } from "../ui/money";
import { Sums } from "../ui/sums";
import { useToast } from "../ui/toast";
import type { Party } from "./party-view";

const words = parties.credits;

/** What store credit the host has, from all parties; nothing where there never was any. */
export function HostCredit({ party, canSpend }: { readonly party: Party; readonly canSpend: boolean }) {
  const { credit, host } = party;
  const { currency, pending, available, owed } = credit;
  const [isSpending, setIsSpending] = useState(false);
  if (pending === 0n && available === 0n && owed === 0n) return null;
  const row = (id: string, label: string, minor: bigint) => {
    return { id, label, value: <Money minor={minor} currency={currency} /> };
  };
  return (
    <section>
      <SectionHead title={words.title} />
      <p className="sm muted mb-2">{say(words.sub, { host: host.name })}</p>
      <Sums
        rows={[
          ...(pending > 0n ? [row("pending", words.pending, pending)] : []),
          row("available", words.available, available),
          ...(owed > 0n ? [row("owed", words.owed, owed)] : []),
        ]}
      />
      {canSpend && available > 0n ? (
        <div className="mt-3">
          <Button size="sm" onClick={() => setIsSpending(true)}>
            {words.spend}
          </Button>
        </div>
      ) : null}
      {isSpending ? <SpendDialog party={party} onClose={() => setIsSpending(false)} /> : null}
    </section>
  );
}

/** Notes that an order of the host was paid with credit. */
function SpendDialog({ party, onClose }: { readonly party: Party; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useId();
  const { id, host, credit } = party;
  const spend = useMutation(
    trpc.parties.spendCredit.mutationOptions({
      onSuccess: async (_, { orderNumber }) => {
        onClose();
        toast({ text: say(words.done, { order: orderNumber }) });
        await queries.invalidateQueries(trpc.parties.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    spend.mutate({ partyId: id, orderNumber: text("orderNumber"), amount: text("amount") });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say(words.spendTitle, { host: host.name })}
      isBusy={spend.isPending}
      foot={
        <Button type="submit" form={form} variant="primary" isBusy={spend.isPending}>
          {words.spend}
        </Button>
      }
    >
      <form id={form} className="form" noValidate onSubmit={submit}>
        <p>{say(words.spendText, { amount: moneyText(credit.available, credit.currency) })}</p>
        <Field id="orderNumber" label={words.order} autoComplete="off" maxLength={60} />
        <Field
          id="amount"
          label={say(words.amount, { currency: credit.currency })}
          inputMode="decimal"
          autoComplete="off"
        />
        {spend.error ? <ErrorView error={spend.error} /> : null}
      </form>
    </Dialog>
  );
}
