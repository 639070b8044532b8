"use client";

import type { Cond, PlanVersion } from "@upline/domain";
import { RotateCcw, X } from "lucide-react";
import { Button } from "~/components/ui/button";
import { RankMark } from "~/components/ui/rank-mark";
import { Say } from "~/components/ui/say";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { AddRequirement } from "./add-requirement";
import { plainText } from "./plain-text";
import { PlanProblem, type Problem, Problems, problemsAt } from "./problems";
import { RequirementSentence } from "./requirement-sentence";
import { type Asked, askedBy, matched, type Rank, withRank } from "./requirements";
import { TokenChoice } from "./tokens";

const words = plans.editor;
export type Edit = (change: (plan: PlanVersion) => PlanVersion) => void;

export interface BuilderProps {
  readonly plan: PlanVersion;
  /** The version in force, against which changes are shown. */
  readonly base: PlanVersion | null;
  readonly rank: Rank;
  readonly problems: readonly Problem[];
  readonly isReadOnly: boolean;
  readonly onEdit: Edit;
}

/** What one rank asks for, as sentences with changeable words. */
export function RankBuilder(props: BuilderProps) {
  const { plan, rank, problems } = props;
  const index = plan.ranks.findIndex(({ id }) => id === rank.id);
  return (
    <section className="build" aria-label={say(words.requirements, { rank: rank.label })}>
      <div className="sec-h mb-2.5 items-center">
        <span className="strong text-16">
          <RankMark bars={index + 1} of={plan.ranks.length} name={rank.label} />
        </span>
        <span className="sm muted">{opensOf(plan, rank.id)}</span>
      </div>
      {index === 0 ? (
        <p className="lead">{say(words.lowest, { rank: rank.label })}</p>
      ) : (
        <Requirements {...props} index={index} />
      )}
      <Keeping plan={plan} />
      <Problems problems={problems} plan={plan} />
    </section>
  );
}

function Requirements({ plan, base, rank, problems, isReadOnly, onEdit, index }: BuilderProps & { index: number }) {
  const asked = askedBy(rank.when);
  const before = base?.ranks.find(({ id }) => id === rank.id);
  const wasAsked = before ? askedBy(before.when) : null;
  const { rows, gone } = matched(asked.items, wasAsked?.items ?? []);
  const change = (next: Asked) => onEdit((current) => withRank(current, rank.id, next));
  const replace = (at: number, cond: Cond) =>
    change({ ...asked, items: asked.items.map((item, place) => (place === at ? cond : item)) });
  const remove = (at: number) => change({ ...asked, items: asked.items.filter((_, place) => place !== at) });
  const add = (cond: Cond) => change({ ...asked, items: [...asked.items, cond] });
  return (
    <>
      {asked.items.length === 0 ? (
        <p className="lead">{say(words.noneYet, { rank: rank.label })}</p>
      ) : (
        <Lead
          plan={plan}
          rank={rank}
          asked={asked}
          was={wasAsked}
          isReadOnly={isReadOnly}
          onMode={(mode) => change({ ...asked, mode })}
        />
      )}
      <ul className="rules">
        {rows.map(({ cond, was }, at) => (
          <li key={`${rank.id} ${at}`}>
            <span className="grip" aria-hidden="true" />
            <div>
              <RequirementSentence
                cond={cond}
                was={was}
                plan={plan}
                isReadOnly={isReadOnly}
                onChange={(next) => replace(at, next)}
              />{" "}
              {was === null && base ? <span className="tag tag-info">{words.isNew}</span> : null}
              {problemsAt(problems, `ranks.${index}.when.${asked.mode}.${at}`).map((problem) => (
                <PlanProblem key={`${problem.code} ${problem.path}`} problem={problem} plan={plan} />
              ))}
            </div>
            {isReadOnly ? null : (
              <button
                type="button"
                className="del"
                aria-label={say(words.remove, { what: plainText(cond, plan) })}
                onClick={() => remove(at)}
              >
                <X className="i" aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
        {gone.map((cond) => (
          <li key={JSON.stringify(cond)} className="gone">
            <span className="grip" aria-hidden="true" />
            <div>
              <span className="was">{words.wasRemoved}</span> <s>{plainText(cond, plan)}</s>
            </div>
            {isReadOnly ? null : (
              <Button
                variant="quiet"
                size="sm"
                className="btn-icon !w-6"
                aria-label={`${words.restore}: ${plainText(cond, plan)}`}
                title={words.restore}
                onClick={() => add(cond)}
              >
                <RotateCcw className="i i14" aria-hidden="true" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isReadOnly ? null : <AddRequirement plan={plan} rankIndex={index} items={asked.items} onAdd={add} />}
    </>
  );
}

function Lead({
  plan,
  rank,
  asked,
  was,
  isReadOnly,
  onMode,
}: {
  readonly plan: PlanVersion;
  readonly rank: Rank;
  readonly asked: Asked;
  readonly was: Asked | null;
  readonly isReadOnly: boolean;
  readonly onMode: (mode: Asked["mode"]) => void;
}) {
  const every = plan.periods.find(({ id }) => id === plan.basePeriod)?.every ?? "month";
  return (
    <p className="lead">
      <Say
        of={words.lead}
        with={{
          rank: <span className="tok is-fixed">{rank.label}</span>,
          period: <span className="tok is-fixed">{words.every[every]}</span>,
          mode: (
            <TokenChoice
              value={asked.mode}
              options={(["all", "any"] as const).map((value) => ({ value, label: words[value] }))}
              label={words.modeLabel}
              isReadOnly={isReadOnly}
              isChanged={was !== null && was.items.length > 0 && was.mode !== asked.mode}
              onChange={onMode}
            />
          ),
        }}
      />
    </p>
  );
}

function Keeping({ plan: { rankPolicy, periods, basePeriod } }: { readonly plan: PlanVersion }) {
  const { title, gracePeriods } = rankPolicy;
  const every = words.every[periods.find(({ id }) => id === basePeriod)?.every ?? "month"];
  return (
    <>
      <h2 className="mt-6 mb-1.5">{words.keeping}</h2>
      <p className="lead">
        {title === "lifetime" ? words.titleForEver : say(words.titleDemoted, { count: title.demoteAfter })}{" "}
        {gracePeriods === 0
          ? say(words.noGrace, { period: every })
          : say(words.grace, { period: every, count: gracePeriods })}
      </p>
    </>
  );
}

/** Which bonuses this rank opens, and how deep. */
function opensOf(plan: PlanVersion, rankId: string): string {
  return plan.bonuses
    .flatMap(({ label, walk }) => {
      if (walk.to !== "upline" || !walk.unlock || !("byRank" in walk.unlock)) return [];
      const levels = walk.unlock.byRank[rankId] ?? 0;
      return levels > 0 ? [say(words.opens, { bonus: label, levels })] : [];
    })
    .join(", ");
}
