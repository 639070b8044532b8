"use client";

import { DayGroups } from "~/app/(distributor)/earnings/_components/day-groups";
import { BalancePanel } from "~/app/(distributor)/home/_components/balance-panel";
import { EstimatedMoney } from "~/app/(distributor)/home/_components/estimated-money";
import { LatestLines } from "~/app/(distributor)/home/_components/latest-lines";
import { PostedMoney } from "~/app/(distributor)/home/_components/posted-money";
import { RunningTotal } from "~/app/(distributor)/home/_components/running-total";
import { TeamFacts } from "~/app/(distributor)/home/_components/team-facts";
import { LineProof } from "~/components/explain/line-proof";
import { RankCard } from "~/components/rank/rank-card";
import { PageHead } from "~/components/shell/page-head";
import { Components } from "./components";
import { Frame } from "./frame";
import { balances, estimate, explanation, facts, february, march, now, progress, rows, summary } from "./samples";
import { TreeStory } from "./tree-story";

/** One story fills the page, so that it can be photographed and measured. */
export function Stories({ story }: { readonly story: string }) {
  return <Frame role={story === "components" || story === "console" ? "owner" : "distributor"}>{storyOf(story)}</Frame>;
}

function storyOf(story: string) {
  switch (story) {
    case "home":
      return <HomeStory />;
    case "earnings":
      return (
        <main id="main" className="lines">
          <div className="list">
            <header className="head">
              <h1>Earnings</h1>
            </header>
            <DayGroups rows={rows} selectedId={rows[0]?.id ?? null} total={{ count: 4, minor: 4905n }} />
          </div>
          <article className="proofs line-open">
            <LineProof explanation={explanation} />
          </article>
        </main>
      );
    case "team":
      return <TreeStory />;
    default:
      return <Components />;
  }
}

function HomeStory() {
  return (
    <main id="main" className="page">
      <PageHead title="Good morning, Hazel" sub="March 2026, day 18 of 31" />
      <div className="home">
        <div className="main">
          <section className="money o1">
            <PostedMoney summary={summary} period={march} before={february} />
            <EstimatedMoney estimate={estimate} period={march} />
          </section>
          <LatestLines rows={rows} period={march} />
          <RunningTotal summary={summary} period={march} before={february} today="2026-03-18" />
        </div>
        <div className="rail">
          <BalancePanel balances={balances} currency="USD" />
          <RankCard progress={progress} now={now} />
          <TeamFacts facts={facts} />
        </div>
      </div>
    </main>
  );
}
