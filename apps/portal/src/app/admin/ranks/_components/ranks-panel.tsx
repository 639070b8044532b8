"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { EmptyState } from "~/components/ui/states";
import { plans as words } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Ladder } from "./ladder";
import { NewDraft } from "./new-draft";
import { RankMoves } from "./rank-moves";
import { VersionList } from "./version-list";

/** The ladder, the moves of the open period, the versions; live. */
export function RanksPanel({ canEdit }: { readonly canEdit: boolean }) {
  const trpc = useTRPC();
  const { data: ranks } = useSuspenseQuery(trpc.ranks.overview.queryOptions());
  const { data: versions } = useSuspenseQuery(trpc.plans.list.queryOptions());
  const current = versions.find(({ status }) => status === "in_force") ?? versions[0];
  return (
    <>
      <PageHead title={words.title} sub={say(words.sub, { period: ranks.period.label })}>
        {canEdit && current ? <NewDraft from={current} isPrimary /> : null}
      </PageHead>
      <div className="review">
        <div className="grid gap-9 min-w-0">
          <section>
            <SectionHead title={words.ladder} />
            <Ladder ranks={ranks} planVersionId={current?.id ?? null} />
          </section>
          <section id="versions">
            <SectionHead title={words.versions} />
            {versions.length === 0 ? (
              <EmptyState>{words.noVersions}</EmptyState>
            ) : (
              <VersionList versions={versions} canEdit={canEdit} />
            )}
          </section>
        </div>
        <aside className="min-w-0">
          <SectionHead title={words.changes}>
            <span className="muted">{words.changesNote}</span>
          </SectionHead>
          <RankMoves ranks={ranks} />
        </aside>
      </div>
    </>
  );
}
