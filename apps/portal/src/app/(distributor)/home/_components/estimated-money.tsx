"use client";

import { periodName } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { Sums } from "~/components/ui/sums";
import type { MoneyView, PeriodView } from "~/components/views";
import { home } from "~/messages/en/home";
import { say } from "~/messages/say";

export interface Estimate {
  readonly total: MoneyView;
  readonly byBonus: readonly { readonly bonusId: string; readonly label: string; readonly minor: bigint }[];
  readonly others: readonly { readonly period: PeriodView; readonly minor: bigint }[];
  readonly dirty: boolean;
}

/** What the close would add if it were now: its own column, its own look, never part of a sum with posted money. */
export function EstimatedMoney({
  estimate,
  period,
}: {
  readonly estimate: Estimate | null;
  readonly period: PeriodView;
}) {
  return (
    <div className="estimate">
      <div className="label">
        {home.estimatedAt} <StatusPill kind="money" state="estimated" label={home.estimate} isTag />
      </div>
      {estimate === null ? (
        <p className="sm muted">
          {say(period.status === "open" ? home.noEstimate : home.closedEstimate, { period: periodName(period) })}
        </p>
      ) : (
        <>
          <span data-figure="estimated">
            <Money {...estimate.total} size={28} isEstimate />
          </span>
          <div className="mt-3">
            <Sums
              rows={estimate.byBonus.map(({ bonusId, label, minor }) => ({
                id: bonusId,
                label,
                value: <Money minor={minor} currency={estimate.total.currency} isEstimate />,
              }))}
            />
          </div>
          {estimate.others.length > 0 ? (
            <div className="mt-3">
              <Sums
                rows={estimate.others.map(({ period: other, minor }) => ({
                  id: other.id,
                  label: (
                    <Say
                      of={home.otherEstimate}
                      with={{ period: other.label, on: <Day key="on" at={other.firmOn} /> }}
                    />
                  ),
                  value: <Money minor={minor} currency={estimate.total.currency} isEstimate />,
                }))}
              />
            </div>
          ) : null}
          <p className="xs muted mt-2.5">
            <Say
              of={home.estimateNote}
              with={{ period: periodName(period), on: <Day key="on" at={period.firmOn} /> }}
            />{" "}
            {estimate.dirty ? home.recalculating : null}
          </p>
        </>
      )}
    </div>
  );
}
