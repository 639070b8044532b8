"use client";

import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { PlanVersion } from "@upline/domain";
import { describePlan, listStarters } from "@upline/domain/browser";
import { CodeXml, Download, History } from "lucide-react";
import type { Route } from "next";
import { useMemo } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { Button, ButtonLink } from "~/components/ui/button";
import { StatusPill } from "~/components/ui/status-pill";
import { useUrlState } from "~/components/ui/use-url-state";
import { planEditor as words } from "~/messages/en/plan-editor";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";
import { NewDraft } from "../../../ranks/_components/new-draft";
import { problemText } from "../ranks/_components/problem-text";
import { SaveNote } from "../ranks/_components/save-note";
import { AddBonus } from "./add-bonus";
import { BonusCard } from "./bonus-card";
import { EditingProvider, useEditing } from "./editing";
import type { Estimate } from "./estimate-line";
import { ExpertView } from "./expert-view";
import { FirstDay } from "./first-day";
import { ProblemList } from "./problem-list";
import { RankSummary } from "./rank-summary";
import { Definitions, Lines, Section, type SectionId } from "./section";
import { StaleBanner } from "./stale-banner";
import type { PlanVersionId } from "./use-autosave";
import { useDocument } from "./use-document";
import { useDownload } from "./use-download";
import { VersionTabs } from "./version-tabs";

export interface PlanEditorProps {
  readonly planVersionId: PlanVersionId;
  readonly viewer: { readonly role: string };
  /** The company's now; decides which first days are still to come. */
  readonly today: string;
}

/** A whole plan in sentences whose changeable words are fields, in the order in which a plan is read. */
export function PlanEditor({ planVersionId, viewer, today }: PlanEditorProps) {
  const draft = useDocument(planVersionId);
  const { stored, content, changes } = draft;
  const { get } = useUrlState();
  const isDraft = stored.status === "draft" || stored.status === "requested";
  const canPlan = viewer.role === "plan" || viewer.role === "owner";
  const isReadOnly = !isDraft || !canPlan;
  // Every change here keeps the shape; the server says when a text that was typed in has none.
  const plan = stored.plan === null ? null : asPlan(content, stored.plan);
  const isText = plan === null || get("view") === "text";
  const editing = useMemo(
    () => ({
      ...changes,
      isReadOnly,
      problems: stored.problems,
      wordsOf: (problem: Parameters<typeof problemText>[0]) => problemText(problem, plan),
    }),
    [changes, isReadOnly, stored.problems, plan],
  );
  return (
    <EditingProvider value={editing}>
      <Head draft={draft} planVersionId={planVersionId} canPlan={canPlan} isText={isText} />
      <VersionTabs id={planVersionId} otherId={stored.base?.id ?? null} />
      {draft.state === "stale" ? (
        <StaleBanner
          by={stored.changedByName}
          at={stored.updatedAt}
          zone={plan?.timeZone ?? "UTC"}
          mine={plan}
          theirs={stored.plan}
          onTheirs={() => void draft.reload()}
          onMine={() => draft.overwrite(stored.revision)}
        />
      ) : draft.wasTakenOver ? (
        <Banner label={words.stale.title}>{plans.editor.takenOver}</Banner>
      ) : null}
      {isDraft && !canPlan ? <Banner label={words.title}>{plans.editor.readOnlyRole}</Banner> : null}
      {plan === null ? (
        <Banner label={words.title} tone="bad">
          {words.unreadable}
        </Banner>
      ) : null}
      {isText || plan === null ? (
        <ExpertView document={content} onTake={draft.replace} />
      ) : (
        <Sections plan={plan} planVersionId={planVersionId} classes={stored.classes} today={today} role={viewer.role} />
      )}
    </EditingProvider>
  );
}

/** The document that stands here, which has the shape that the server saw last: fields change values, never the shape. */
function asPlan(content: Readonly<Record<string, unknown>>, shaped: PlanVersion): PlanVersion {
  return { ...shaped, ...content };
}

function Head({
  draft,
  planVersionId,
  canPlan,
  isText,
}: {
  readonly draft: ReturnType<typeof useDocument>;
  readonly planVersionId: PlanVersionId;
  readonly canPlan: boolean;
  readonly isText: boolean;
}) {
  const { stored, state } = draft;
  const { hrefWith } = useUrlState();
  const download = useDownload(planVersionId);
  const isDraft = stored.status === "draft" || stored.status === "requested";
  const sub = !isDraft
    ? plans.editor.readOnly
    : stored.base
      ? say(plans.editor.sub, { count: stored.changes.length, version: String(stored.base.version) })
      : words.first;
  return (
    <PageHead
      title={
        <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
          {stored.label}
          <StatusPill kind="plan" state={stored.status} isTag />
        </span>
      }
      sub={sub}
      back={{ href: "/admin/plans" as Route, label: words.all }}
    >
      {isDraft && canPlan ? <SaveNote state={state} error={draft.error} onRetry={draft.retry} /> : null}
      <ButtonLink size="sm" href={hrefWith({ view: isText && stored.plan ? null : "text" })}>
        <CodeXml className="i i14" aria-hidden="true" />
        {isText && stored.plan ? words.asSentences : words.asText}
      </ButtonLink>
      <Button size="sm" isBusy={download.isPending} onClick={download.start}>
        <Download className="i i14" aria-hidden="true" />
        {words.export}
      </Button>
      <ButtonLink size="sm" href={`/admin/plans/${planVersionId}/ranks` as Route}>
        <History className="i i14" aria-hidden="true" />
        {words.toRanks}
      </ButtonLink>
      {!isDraft && canPlan && stored.plan ? <NewDraft from={stored} /> : null}
    </PageHead>
  );
}

const ORDER = [
  "people",
  "volumes",
  "active",
  "ranks",
  "bonuses",
  "limits",
  "policies",
  "problems",
] as const satisfies readonly SectionId[];

/** Who may see what closed history comes to under a plan. */
const ESTIMATORS: readonly string[] = ["plan", "finance", "owner", "auditor"];

function estimateOf(found: Outputs["plans"]["estimatedPayout"] | undefined, bonusId: string): Estimate | undefined {
  const own = found?.byBonus.find((one) => one.bonusId === bonusId);
  return found && own ? { minor: own.minor, baseMinor: found.baseMinor, periodLabel: found.periodLabel } : undefined;
}

function Sections({
  plan,
  planVersionId,
  classes,
  today,
  role,
}: {
  readonly plan: PlanVersion;
  readonly planVersionId: PlanVersionId;
  readonly classes: ReturnType<typeof useDocument>["stored"]["classes"];
  readonly today: string;
  readonly role: string;
}) {
  const trpc = useTRPC();
  const examples = useSuspenseQuery(trpc.plans.workedExamples.queryOptions({ planVersionId })).data.examples;
  // Closed history takes a moment to evaluate: the page does not wait for it, and the last answer stays until the next.
  const estimated = useQuery(
    trpc.plans.estimatedPayout.queryOptions(
      { planVersionId },
      { enabled: ESTIMATORS.includes(role), placeholderData: keepPreviousData },
    ),
  );
  const { isReadOnly } = useEditing();
  const described = describePlan(plan);
  const starters = listStarters(plan);
  return (
    <div className="plan-editor">
      <nav className="plan-nav" aria-label={words.sectionsLabel}>
        <ul>
          {ORDER.map((id) => (
            <li key={id}>
              <a href={`#section-${id}`}>{words.sections[id].title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="plan-body">
        <Section id="people">
          <FirstDay plan={plan} today={today} />
          <Definitions list="trees" items={described.trees} additions={starters.trees} keep={1} />
          <h3>{words.cadences}</h3>
          <Definitions list="periods" items={described.periods} additions={starters.periods} keep={1} />
        </Section>
        <Section id="volumes">
          <Definitions list="volumes" items={described.volumes} additions={starters.volumes} keep={1} />
          <h3>{words.metrics}</h3>
          <Definitions list="metrics" items={described.metrics} additions={starters.metrics} />
        </Section>
        <Section id="active">
          <Lines parts={[described.active]} />
          <h3>{words.conditions}</h3>
          <Definitions list="conditions" items={described.conditions} additions={starters.conditions} keep={1} />
        </Section>
        <Section id="ranks">
          <RankSummary plan={plan} planVersionId={planVersionId} />
          <Lines parts={[described.rankPolicy]} />
        </Section>
        <Section id="bonuses">
          {described.bonuses.map((bonus, index) => (
            <BonusCard
              key={bonus.id}
              bonus={bonus}
              index={index}
              isLast={index === described.bonuses.length - 1}
              bonusClass={classes.find(({ bonusId }) => bonusId === bonus.id)?.class}
              example={examples.find(({ bonusId }) => bonusId === bonus.id)}
              currency={plan.currency}
              estimate={estimateOf(estimated.data, bonus.id)}
            />
          ))}
          {isReadOnly ? null : <AddBonus plan={plan} />}
        </Section>
        <Section id="limits">
          <Definitions list="limits" items={described.limits} additions={starters.limits} />
        </Section>
        <Section id="policies">
          <Lines parts={described.policies} />
        </Section>
        <Section id="problems">
          <ProblemList />
        </Section>
      </div>
    </div>
  );
}
