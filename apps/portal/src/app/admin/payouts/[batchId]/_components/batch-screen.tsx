"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { dateText, moneyText } from "~/components/ui/format";
import { StatusPill } from "~/components/ui/status-pill";
import { payouts } from "~/messages/en/payouts";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { BatchDecision } from "./batch-decision";
import { BatchItems } from "./batch-items";
import { BatchNotes } from "./batch-notes";

const words = payouts.batch;

export function BatchScreen({
  batchId,
  canDecide,
}: {
  readonly batchId: `pob_${string}`;
  readonly canDecide: boolean;
}) {
  const trpc = useTRPC();
  const { data: batch } = useSuspenseQuery(trpc.payouts.batch.queryOptions({ batchId }));
  const { totals, currency, skipped } = batch;
  const amount = (minor: string) => moneyText(BigInt(minor), currency);
  const reasons = Object.entries(skipped);
  return (
    <>
      <PageHead
        title={say(words.title, { cycle: dateText(batch.cycle, "long") })}
        sub={<StatusPill kind="payoutBatch" state={batch.status} />}
        back={{ href: "/admin/payouts" as Route, label: words.back }}
      >
        {canDecide ? <BatchDecision batch={batch} /> : null}
      </PageHead>
      <div className="grid gap-6">
        <BatchNotes batch={batch} canDecide={canDecide} />
        <p>
          {batch.items.length === 0
            ? words.none
            : say(words.totals, {
                gross: amount(totals.grossMinor),
                fee: amount(totals.feeMinor),
                tax: amount(totals.taxMinor),
                net: amount(totals.netMinor),
              })}
        </p>
        {batch.items.length > 0 ? <BatchItems batch={batch} canDecide={canDecide} /> : null}
        {reasons.length > 0 ? (
          <section>
            <SectionHead title={words.skipped} />
            <ul className="sm grid gap-1">
              {reasons.map(([reason, count]) => (
                <li key={reason}>
                  {count} {payouts.reasons[reason] ?? reason}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </>
  );
}
