"use client";

import { useMutation } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useEffect } from "react";
import { PageHead } from "~/components/shell/page-head";
import { leaveTrace } from "~/components/shell/traces";
import { Banner } from "~/components/ui/banner";
import { ButtonLink } from "~/components/ui/button";
import { StatusPill } from "~/components/ui/status-pill";
import { useUrlState } from "~/components/ui/use-url-state";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { NewDraft } from "../../../../ranks/_components/new-draft";
import { StaleBanner } from "../../_components/stale-banner";
import { VersionTabs } from "../../_components/version-tabs";
import { Preview } from "./preview";
import { PublishBar } from "./publish-bar";
import { RankBuilder } from "./rank-builder";
import { RankNav } from "./rank-nav";
import { SaveNote } from "./save-note";
import { type PlanVersionId, useDraft } from "./use-draft";

const words = plans.editor;

export interface EditorProps {
  readonly planVersionId: PlanVersionId;
  readonly viewer: { readonly id: string; readonly role: string };
  /** The company's now; decides which first days are still to come. */
  readonly today: string;
}

/** Ladder, requirements as sentences, and what they would have changed in the last closed period. */
export function RankEditor({ planVersionId, viewer, today }: EditorProps) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const draft = useDraft(planVersionId);
  const { stored, plan, edit, state } = draft;
  const isDraft = stored.status === "draft" || stored.status === "requested";
  const canPlan = viewer.role === "plan" || viewer.role === "owner";
  const canPreview = canPlan || viewer.role === "finance";
  const isReadOnly = !isDraft || !canPlan;
  const rank = plan.ranks.find(({ id }) => id === get("rank")) ?? plan.ranks.at(-1);
  const hasErrors = stored.problems.some(({ severity }) => severity === "error");

  const preview = useMutation(trpc.plans.preview.mutationOptions({ onSuccess: () => leaveTrace(planVersionId) }));
  const { mutate: compute } = preview;
  const previewable = isDraft && canPreview && state === "saved" && !hasErrors;
  useEffect(() => {
    if (previewable) compute({ planVersionId });
  }, [previewable, compute, planVersionId, stored.contentHash]);

  return (
    <>
      <EditorHead draft={draft} canPlan={canPlan} />
      <VersionTabs id={planVersionId} otherId={stored.base?.id ?? null} />
      {state === "stale" ? (
        <StaleBanner
          by={stored.changedByName}
          at={stored.updatedAt}
          zone={plan.timeZone}
          mine={plan}
          theirs={stored.plan}
          onTheirs={() => void draft.reload()}
          onMine={() => draft.overwrite(stored.revision)}
        />
      ) : draft.wasTakenOver ? (
        <Banner label={words.staleTitle}>{words.takenOver}</Banner>
      ) : null}
      {isDraft && !canPlan ? <Banner label={words.ranks}>{words.readOnlyRole}</Banner> : null}
      <div className="editor mt-3">
        <RankNav plan={plan} selectedId={rank?.id ?? null} preview={preview.data ?? null} />
        {rank ? (
          <RankBuilder
            plan={plan}
            base={stored.base?.plan ?? null}
            rank={rank}
            problems={stored.problems}
            isReadOnly={isReadOnly}
            onEdit={edit}
          />
        ) : null}
        <Preview
          result={preview.data ?? null}
          error={preview.error}
          isPending={preview.isPending || state === "saving" || state === "unsaved"}
          why={whyNoPreview({ isDraft, canPreview, hasErrors })}
          plan={plan}
          onAgain={() => compute({ planVersionId })}
        />
      </div>
      <PublishBar
        draft={draft}
        viewer={viewer}
        today={today}
        preview={preview.data && preview.data.contentHash === stored.contentHash ? preview.data : null}
      />
    </>
  );
}

function whyNoPreview({
  isDraft,
  canPreview,
  hasErrors,
}: {
  readonly isDraft: boolean;
  readonly canPreview: boolean;
  readonly hasErrors: boolean;
}): string | null {
  if (!isDraft) return plans.preview.onlyDrafts;
  if (!canPreview) return plans.preview.needsRole;
  return hasErrors ? plans.preview.waits : null;
}

function EditorHead({ draft, canPlan }: { readonly draft: ReturnType<typeof useDraft>; readonly canPlan: boolean }) {
  const { stored, plan, state } = draft;
  const { status, base, changes } = stored;
  const isDraft = status === "draft" || status === "requested";
  const title = (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      {plans.title}
      <StatusPill
        kind="plan"
        state={status}
        isTag
        label={status === "draft" ? say(plans.draft, { version: String(plan.version) }) : undefined}
      />
    </span>
  );
  const sub = !isDraft
    ? `${plan.label}. ${words.readOnly}`
    : base
      ? say(words.sub, { count: changes.length, version: String(base.version) })
      : plan.label;
  return (
    <PageHead title={title} sub={sub} back={{ href: "/admin/ranks", label: plans.title }}>
      {isDraft && canPlan ? <SaveNote state={state} error={draft.error} onRetry={draft.retry} /> : null}
      <ButtonLink size="sm" href="/admin/ranks#versions">
        <History className="i i14" aria-hidden="true" />
        {words.history}
      </ButtonLink>
      {!isDraft && canPlan ? <NewDraft from={stored} /> : null}
    </PageHead>
  );
}
