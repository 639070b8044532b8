"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Money } from "~/components/ui/money";
import { RankMark } from "~/components/ui/rank-mark";
import { Strip } from "~/components/ui/strip";
import { Volume } from "~/components/ui/volume";
import type { RankProgress } from "~/components/views";
import { admin } from "~/messages/en/admin";
import { useTRPC } from "~/trpc/client";

const words = admin.person;

/** Rank and volume of the open period, and what the ledger holds for the person, state by state. */
export function PersonStanding({ distributorId }: { readonly distributorId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.people.get.queryOptions({ distributorId }));
  // Somebody who is not in the open period has balances all the same.
  const { data: progress } = useQuery(trpc.ranks.progress.queryOptions({ distributorId }));
  const { balances } = data;
  const money = (id: string, label: string, minor: bigint, isQuiet: boolean) =>
    isQuiet && minor === 0n ? null : { id, label, value: <Money minor={minor} currency={balances.currency} /> };
  return (
    <div className="mb-6">
      <Strip
        label={words.facts}
        items={[
          ...(progress ? standingOf(progress) : []),
          money("pending", words.pending, balances.pending, false),
          money("available", words.available, balances.available, false),
          money("inPayout", words.inPayout, balances.inPayout, false),
          money("onHold", words.onHold, balances.onHold, true),
          money("owed", words.owed, balances.owed, true),
        ]}
      />
    </div>
  );
}

function standingOf({ ladder, paidAs, title, pv, gv }: RankProgress) {
  const mark = (id: string, isProvisional: boolean) => {
    const rank = ladder.find((step) => step.id === id);
    return (
      <RankMark bars={rank?.bars ?? 1} of={ladder.length} name={rank?.label ?? id} isProvisional={isProvisional} />
    );
  };
  return [
    { id: "paidAs", label: `${words.paidAs}, ${words.provisional}`, value: mark(paidAs, true) },
    { id: "title", label: words.title, value: mark(title, false) },
    { id: "pv", label: words.pv, value: <Volume hundredths={pv} unit="PV" hideUnit /> },
    { id: "gv", label: words.gv, value: <Volume hundredths={gv} unit="GV" hideUnit /> },
  ];
}
