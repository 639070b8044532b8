"use client";

import { describePlan } from "@upline/domain/browser";
import { TriangleAlert } from "lucide-react";
import { Button } from "~/components/ui/button";
import { planEditor } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import type { Outputs } from "../../../_components/outputs";
import { ClassBadge } from "../../[planVersionId]/_components/class-badge";
import { partText } from "../../[planVersionId]/_components/words";
import { problemText } from "../../[planVersionId]/ranks/_components/problem-text";

const words = planEditor.create;
export type Template = Outputs["plans"]["templates"][number];

/** A ready plan: its bonuses in sentences, its ladder, and what stands in the way of publishing it here. */
export function TemplateCard({
  template: { plan, classes, problems },
  isBusy,
  onUse,
}: {
  readonly template: Template;
  readonly isBusy: boolean;
  readonly onUse: () => void;
}) {
  const { bonuses } = describePlan(plan);
  const needs = [...new Set(problems.map((problem) => problemText(problem, plan)))];
  return (
    <li className="template" aria-label={plan.label}>
      <header>
        <h3>{plan.label}</h3>
        <Button size="sm" isBusy={isBusy} aria-label={say(words.useName, { name: plan.label })} onClick={onUse}>
          {words.use}
        </Button>
      </header>
      <p className="sm muted">
        {words.ranks}: {plan.ranks.map(({ label }) => label).join(" · ")}
      </p>
      <dl>
        {bonuses.map(({ id, name, sentence }) => (
          <div key={id}>
            <dt>
              {partText(name)} {classes[id] ? <ClassBadge of={classes[id]} isShort /> : null}
            </dt>
            <dd className="sm">{partText(sentence)}</dd>
          </div>
        ))}
      </dl>
      {needs.length > 0 ? (
        <ul className="trouble-list">
          {needs.map((text) => (
            <li key={text} className="trouble warn sm">
              <TriangleAlert className="i i14" aria-hidden="true" />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
