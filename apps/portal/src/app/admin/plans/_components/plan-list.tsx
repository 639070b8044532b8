"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { PageHead } from "~/components/shell/page-head";
import { ButtonLink } from "~/components/ui/button";
import { dateText } from "~/components/ui/format";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { planEditor } from "~/messages/en/plan-editor";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { changeText } from "../../_components/change-text";
import type { Outputs } from "../../_components/outputs";

const words = planEditor.list;
type Version = Outputs["plans"]["list"][number];

export function PlanList({ canEdit }: { readonly canEdit: boolean }) {
  const trpc = useTRPC();
  const { data: versions } = useSuspenseQuery(trpc.plans.list.queryOptions());
  const create = canEdit ? (
    <ButtonLink variant="primary" href={"/admin/plans/new" as Route}>
      <Plus className="i i14" aria-hidden="true" />
      {words.new}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        {create}
      </PageHead>
      {versions.length === 0 ? (
        <EmptyState action={create}>{words.empty}</EmptyState>
      ) : (
        <ol className="plan-list">
          {versions.map((version) => (
            <Row key={version.id} version={version} />
          ))}
        </ol>
      )}
    </>
  );
}

function Row({ version }: { readonly version: Version }) {
  const { id, label, status, effectiveFrom, createdByName, publishedByName, isReadable, changes, beforeId } = version;
  const facts = [
    { name: words.from, value: dateText(effectiveFrom, "long") },
    { name: words.author, value: createdByName ?? words.none },
    { name: words.approver, value: publishedByName ?? words.none },
    { name: words.changes, value: isReadable ? say(plans.changesOf, { count: changes.length }) : words.broken },
  ];
  return (
    <li>
      <div className="plan-row-head">
        <Link className="proof strong" href={`/admin/plans/${id}` as Route}>
          {label}
        </Link>
        <StatusPill kind="plan" state={status} />
        {beforeId && isReadable ? (
          <Link className="link sm right" href={`/admin/plans/${id}/compare/${beforeId}` as Route}>
            {words.toCompare}
          </Link>
        ) : null}
      </div>
      <dl>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isReadable && changes.length > 0 ? (
        <details className="sm">
          <summary>{words.compare}</summary>
          <ul>
            {changes.map((change) => (
              <li key={JSON.stringify(change.path)}>{changeText(change)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
