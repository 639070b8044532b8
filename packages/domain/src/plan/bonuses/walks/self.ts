import type { Path, Visit } from "../../walk.ts";

/**
 * The distributor the order is credited to, and nobody else: retail bonus, retail margin.
 *
 * @see docs/plans/retail.md for the rule in prose and a worked example
 */
export function walkSelf<P>(source: P, path: Path<P>, visit: Visit<P>): void {
  const gone = path.removed(source);
  if (gone) return visit(source, null, "skipped", gone);
  const obstacle = path.gate(source);
  visit(source, 0, obstacle ? "unpaid" : "paid", obstacle);
}
