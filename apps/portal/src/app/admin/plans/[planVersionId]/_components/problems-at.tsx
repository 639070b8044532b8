"use client";

import { Info, TriangleAlert } from "lucide-react";
import { type Problem, useEditing } from "./editing";

/** What is wrong at exactly this place. */
export function ProblemsAt({ path }: { readonly path: string }) {
  const { problems } = useEditing();
  return problems
    .filter((problem) => problem.path === path)
    .map((problem) => (
      <ProblemLine key={`${problem.code} ${Object.values(problem.values).join(" ")}`} problem={problem} />
    ));
}

/** What is wrong inside a place and has no field of its own there. */
export function ProblemsWithin({ path, shown }: { readonly path: string; readonly shown: readonly string[] }) {
  const { problems } = useEditing();
  const isInside = (problem: Problem) => problem.path === path || problem.path.startsWith(`${path}.`);
  return problems
    .filter((problem) => isInside(problem) && !shown.includes(problem.path))
    .map((problem) => (
      <ProblemLine
        key={`${problem.code} ${problem.path} ${Object.values(problem.values).join(" ")}`}
        problem={problem}
      />
    ));
}

function ProblemLine({ problem }: { readonly problem: Problem }) {
  const { wordsOf } = useEditing();
  const isError = problem.severity === "error";
  const Icon = isError ? TriangleAlert : Info;
  return (
    <span className={isError ? "trouble neg" : "trouble warn"}>
      <Icon className="i i14" aria-hidden="true" />
      {wordsOf(problem)}
    </span>
  );
}
