import type { z } from "zod";
import { error, type Problem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/**
 * Where a document has not the shape of a plan, as problems. A field that is not known is named by itself, however deep it
 * stands; of a choice between shapes, the one that the value comes nearest to is meant.
 */
export function shapeProblems(issues: readonly Issue[], above: readonly PropertyKey[] = []): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) return shapeProblems(nearest(issue.errors), path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((field) =>
        error("schema_invalid", [...path, field].join("."), { message: issue.message, field }),
      );
    }
    const code = issue.message.endsWith("decimal number") ? "decimal_invalid" : "schema_invalid";
    return [error(code, path.join("."), { message: issue.message })];
  });
}

/** The branch of a choice with the fewest complaints. */
function nearest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  return branches.reduce((best, branch) => (complaints(branch) < complaints(best) ? branch : best), branches[0] ?? []);
}

/** An unknown field counts less than a missing one: it says which shape was meant. */
function complaints(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === "unrecognized_keys") return sum + issue.keys.length;
    return sum + (issue.code === "invalid_union" ? complaints(nearest(issue.errors)) : 10);
  }, 0);
}
