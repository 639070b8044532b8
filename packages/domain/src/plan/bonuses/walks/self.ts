import type { Path, Visit } from "../../walk.ts";

/**
 * The distributor the order is credited to, and nobody else: retail bonus, retail margin.
 *
 * @see docs/plans/retail.md for the rule in prose and a worked example
 */
export function walkSelf<P>(source: P, path: Path<P>, visit: Visit<P>): void {
  const gone = path.removed(source);
  const obstacle = path.gate(source);
  if (gone) visit(source, null, "skipped", gone);
  else visit(source, 0, obstacle ? "unpaid" : "paid", obstacle);
}
