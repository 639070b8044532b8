"use client";

import { Check, Info, TriangleAlert } from "lucide-react";
import { Button } from "~/components/ui/button";
import { planEditor as words } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { goToField, type Problem, useEditing } from "./editing";

/** Everything that is wrong, errors first, each a way to its field. */
export function ProblemList() {
  const { problems } = useEditing();
  if (problems.length === 0) {
    return (
      <p className="sm muted flex items-center gap-2">
        <Check className="i pos" aria-hidden="true" />
        {words.noProblems}
      </p>
    );
  }
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <>
      <p className="sm">
        {say(words.errorCount, { count: errors })} {say(words.warningCount, { count: problems.length - errors })}
      </p>
      <ul className="problem-list">
        {problems.map((problem) => (
          <ProblemLink key={keyOf(problem)} problem={problem} />
        ))}
      </ul>
    </>
  );
}

/** One code may stand at one place for several reasons. */
const keyOf = ({ code, path, values }: Problem): string => `${code} ${path} ${Object.values(values).join(" ")}`;

function ProblemLink({ problem }: { readonly problem: Problem }) {
  const { wordsOf } = useEditing();
  const isError = problem.severity === "error";
  const Icon = isError ? TriangleAlert : Info;
  return (
    <li>
      <Icon className={isError ? "i i14 neg" : "i i14 warn"} aria-hidden="true" />
      <span className="min-w-0">
        <span>{wordsOf(problem)}</span>
        {problem.path === "" ? null : (
          <Button variant="quiet" size="sm" className="to-field" onClick={() => goToField(problem.path)}>
            <span className="vh">{words.goTo} </span>
            <span className="mono">{problem.path}</span>
          </Button>
        )}
      </span>
    </li>
  );
}
