"use client";

import type { PlanVersion } from "@upline/domain";
import { describePlan } from "@upline/domain/browser";
import type { Route } from "next";
import { ButtonLink } from "~/components/ui/button";
import { RankMark } from "~/components/ui/rank-mark";
import { planEditor as words } from "~/messages/en/plan-editor";
import { fieldId, useEditing } from "./editing";
import { ProblemsWithin } from "./problems-at";
import type { PlanVersionId } from "./use-autosave";
import { partText } from "./words";

/** The ladder in short; its requirements are edited on a page of their own. */
export function RankSummary({
  plan,
  planVersionId,
}: {
  readonly plan: PlanVersion;
  readonly planVersionId: PlanVersionId;
}) {
  const { isReadOnly } = useEditing();
  const { ranks } = describePlan(plan);
  return (
    <>
      <ul className="definitions" id={fieldId("ranks")} tabIndex={-1}>
        {plan.ranks.map(({ id, label }, index) => {
          const path = `ranks.${index}`;
          const part = ranks[index]?.part;
          return (
            <li key={id} id={fieldId(path)} tabIndex={-1}>
              <div className="min-w-0">
                <RankMark bars={index + 1} of={plan.ranks.length} name={label} />
                <p className="sm muted">
                  {part?.is === "sentence" && part.with.when ? partText(part.with.when) : null}
                </p>
                <ProblemsWithin path={path} shown={[]} />
              </div>
            </li>
          );
        })}
      </ul>
      <ButtonLink size="sm" href={`/admin/plans/${planVersionId}/ranks` as Route}>
        {isReadOnly ? words.readRanks : words.editRanks}
      </ButtonLink>
    </>
  );
}
