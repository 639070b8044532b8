"use client";

import { Money } from "~/components/ui/money";
import { Sums } from "~/components/ui/sums";
import { home } from "~/messages/en/home";

export interface Balances {
  readonly pending: bigint;
  readonly available: bigint;
  readonly onHold: bigint;
  readonly inPayout: bigint;
  readonly owed: bigint;
}

/** What the ledger holds over all periods, and how it adds up. */
export function BalancePanel({ balances, currency }: { readonly balances: Balances; readonly currency: string }) {
  const { pending, available, onHold, inPayout, owed } = balances;
  const total = pending + available + onHold + inPayout - owed;
  const rows = [
    { id: "available", label: home.available, minor: available },
    { id: "pending", label: home.pending, minor: pending },
    { id: "held", label: home.onHold, minor: onHold },
    { id: "payout", label: home.inPayout, minor: inPayout },
    { id: "owed", label: home.owed, minor: -owed },
  ].filter(({ id, minor }) => minor !== 0n || id === "available" || id === "pending");
  return (
    <section className="panel o2" aria-label={home.balance}>
      <div className="label mb-1.5">{home.balance}</div>
      <Money minor={total} currency={currency} size={28} />
      <div className="mt-3">
        <Sums
          rows={rows.map(({ id, label, minor }) => ({ id, label, value: <Money minor={minor} currency={currency} /> }))}
          total={{ label: home.balanceTotal, value: <Money minor={total} currency={currency} /> }}
        />
      </div>
    </section>
  );
}
