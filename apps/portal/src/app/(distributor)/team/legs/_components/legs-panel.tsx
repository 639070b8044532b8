"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { WaitingNote } from "~/components/placement/waiting-note";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { periodName } from "~/components/ui/format";
import { EmptyState } from "~/components/ui/states";
import { legs as words } from "~/messages/en/legs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { LegBars } from "./leg-bars";
import { LegBonusView } from "./leg-bonus";

/** Both legs, bonus by bonus; without a bonus the volumes alone; without a binary tree a sentence. */
export function LegsPanel() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.team.legs.queryOptions({}));
  const { tree, isPlaced, tops, bonuses, volumes } = data;
  if (tree === null) {
    return (
      <>
        <PageHead title={words.title} />
        <EmptyState>{words.none}</EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHead title={words.title} sub={say(words.sub, { tree: tree.label })} />
      <WaitingNote />
      {isPlaced ? null : <EmptyState>{say(words.notPlaced, { tree: tree.label })}</EmptyState>}
      {isPlaced && bonuses.length === 0 && volumes ? (
        <section className="legs">
          <SectionHead title={periodName(volumes.period)} />
          <LegBars tops={tops} unit={volumes.volume} all={volumes.legs} used={[0n, 0n]} />
          <p className="sm muted mt-4">{say(words.noBonus, { period: periodName(volumes.period) })}</p>
        </section>
      ) : null}
      {isPlaced ? bonuses.map((bonus) => <LegBonusView key={bonus.id} bonus={bonus} tops={tops} />) : null}
    </>
  );
}
