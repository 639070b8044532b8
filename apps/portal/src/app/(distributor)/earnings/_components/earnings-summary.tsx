"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { periodName } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Sums } from "~/components/ui/sums";
import type { PeriodView } from "~/components/views";
import { earnings } from "~/messages/en/earnings";
import { home } from "~/messages/en/home";
import { statusWord } from "~/messages/en/status";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** The period's sum by state: every cent accounted for. */
export function EarningsSummary({ period }: { readonly period: PeriodView }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.commissions.summarize.queryOptions({ periodId: period.id }));
  const { earned, byState } = data;
  const { currency } = earned;
  const states = [
    { id: "pending", minor: byState.pending },
    { id: "available", minor: byState.available },
    { id: "in_payout", minor: byState.inPayout },
    { id: "paid", minor: byState.paid },
    { id: "owed", minor: -byState.owed },
  ] as const;
  const shown = states.filter(({ id, minor }) => minor !== 0n || id !== "owed");
  return (
    <section className="proofs" aria-label={earnings.summary}>
      <div className="label mb-1">{say(home.earnedIn, { period: periodName(period) })}</div>
      <Money {...earned} size={40} />
      <section>
        <h2>{earnings.account}</h2>
        <p className="sm muted mb-3">{say(earnings.accountText, { period: periodName(period) })}</p>
        <div className="max-w-md">
          <Sums
            rows={shown.map(({ id, minor }) => ({
              id,
              label: statusWord("money", id).label,
              value: (
                <Money
                  minor={minor}
                  currency={currency}
                  href={id === "owed" ? undefined : (hrefOf(period.id, id) as Route)}
                />
              ),
            }))}
            total={{ label: say(home.earnedIn, { period: periodName(period) }), value: <Money {...earned} /> }}
          />
        </div>
        <p className="xs muted mt-3">
          {period.status === "closed" ? say(earnings.closed, { period: periodName(period) }) : earnings.exact}
        </p>
      </section>
    </section>
  );
}

const hrefOf = (periodId: string, state: string) => `/earnings?period=${encodeURIComponent(periodId)}&state=${state}`;
