import type { PlanVersion } from "@upline/domain";
import { Check, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { plans } from "~/messages/en/plans";
import { type Problem, problemText } from "./problem-text";

export { type Problem, problemText };

const words = plans.editor;

/** Problems of one place of the document and of what stands inside it. */
export const problemsAt = (problems: readonly Problem[], path: string): readonly Problem[] =>
  problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));

export function PlanProblem({ problem, plan }: { readonly problem: Problem; readonly plan: PlanVersion }) {
  const isError = problem.severity === "error";
  const Icon = isError ? TriangleAlert : Info;
  return (
    <span className={isError ? "trouble neg" : "trouble warn"}>
      <Icon className="i i14" aria-hidden="true" />
      {problemText(problem, plan)}
    </span>
  );
}

/** Where it stands: the field's name when it is on this page, else its path in the document. */
const PlaceOf = ({ path }: { readonly path: string }) =>
  path === "effectiveFrom" ? (
    <span className="sm muted">{plans.publish.date}</span>
  ) : (
    <span className="mono muted">{path}</span>
  );

/** All problems of the version with the way to each that lies on this page. */
export function Problems({ problems, plan }: { readonly problems: readonly Problem[]; readonly plan: PlanVersion }) {
  if (problems.length === 0) {
    return (
      <p className="sm muted mt-6 flex items-center gap-2 border-t border-hairline pt-3.5">
        <Check className="i pos" aria-hidden="true" />
        {words.problemsNone}
      </p>
    );
  }
  return (
    <div className="mt-6 border-t border-hairline pt-3.5">
      <h2 className="mb-2">{words.problems}</h2>
      <ul className="rules !m-0">
        {problems.map((problem) => {
          const index = /^ranks\.(\d+)/.exec(problem.path)?.[1];
          const rank = index === undefined ? undefined : plan.ranks[Number(index)];
          return (
            <li key={`${problem.code} ${problem.path}`} className="!grid-cols-1 !border-0 !py-1">
              <span className="flex flex-wrap items-baseline gap-x-3">
                <PlanProblem problem={problem} plan={plan} />
                {rank ? (
                  <Link className="link sm" href={{ query: { rank: rank.id } }} scroll={false} replace>
                    {rank.label}
                  </Link>
                ) : (
                  <PlaceOf path={problem.path} />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
