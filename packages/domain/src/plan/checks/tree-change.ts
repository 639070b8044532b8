import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";

type Tree = PlanVersion["trees"][number];

/**
 * People keep their seats under the id of a tree from one version to the next. So a later version may widen it, but not
 * take seats away nor make another kind of tree of it; that is a new tree with an id of its own.
 */
export function checkTreeChange(plan: PlanVersion, others: readonly PlanVersion[]): Problem[] {
  const problems: Problem[] = [];
  for (const [index, tree] of plan.trees.entries()) {
    for (const other of others) {
      const there = other.trees.find(({ id }) => id === tree.id);
      if (!there) continue;
      const isEarlier = other.effectiveFrom <= plan.effectiveFrom;
      const [before, after] = isEarlier ? [there, tree] : [tree, there];
      const values = { tree: tree.id, version: String(other.version) };
      const path = `trees.${index}`;
      if (before.kind !== after.kind) {
        problems.push(error("tree_kind_changed", `${path}.kind`, { ...values, kind: tree.kind, other: there.kind }));
      } else if (widthOf(after) < widthOf(before)) {
        const widths = { width: String(widthOf(tree)), other: String(widthOf(there)) };
        problems.push(error("tree_narrowed", `${path}.width`, { ...values, ...widths }));
      }
    }
  }
  return problems;
}

/** Seats below each person; 0 in a tree without seats, and while none is said. */
const widthOf = ({ kind, width }: Tree): number => (kind === "binary" ? 2 : kind === "matrix" ? (width ?? 0) : 0);
