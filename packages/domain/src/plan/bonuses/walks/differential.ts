import { parseDecimal } from "../../../money/decimal.ts";
import { add, compareExact, type Exact, exact, negated } from "../../../money/exact.ts";
import type { Walk } from "../../bonus-schema.ts";
import type { Path, Visit } from "../../walk.ts";

export type DifferentialWalk = Extract<Walk, { to: "differential" }>;

const NOTHING = exact(0n);

/**
 * Up the line, each person for what his rate is above the highest rate below: stairstep by bracket, differential by
 * rank, one-row infinity.
 *
 * Somebody whose gate is shut neither earns nor blocks. Somebody below the first paid level earns nothing and blocks
 * all the same. An equal rate is paid nothing unless the plan shares with the first equals (`sameRank`).
 *
 * @param stopRank  place in the ladder from which on the walk ends with that person (a broken-away leg)
 * @see docs/plans/stairstep.md for the rule in prose and a worked example
 */
export function walkDifferential<P>(
  { walk, stopRank }: { readonly walk: DifferentialWalk; readonly stopRank: number | null },
  source: P,
  path: Path<P>,
  visit: Visit<P>,
): void {
  const { includeSelf, selfAlreadyPaid, payFrom, sameRank } = walk;
  let paid = selfAlreadyPaid ? path.rate(source) : NOTHING;
  let level = includeSelf ? 0 : 1;
  let equals = 0;
  for (let person = includeSelf ? source : path.up(source); person !== null; person = path.up(person)) {
    const gone = path.removed(person);
    if (gone) {
      visit(person, null, "skipped", gone);
      continue;
    }
    const shut = path.gate(person);
    if (shut) {
      visit(person, level, "skipped", shut);
      level += 1;
      continue;
    }
    const own = path.rate(person);
    const above = compareExact(own, paid);
    const isEqual = above === 0 && own.n > 0n;
    if (level < payFrom) visit(person, level, "skipped", "below_first_level");
    else if (above > 0) {
      visit(person, level, "paid", { rate: add(own, negated(paid)), ...(paid.n > 0n ? { minus: paid } : {}) });
    } else if (isEqual && sameRank && equals < sameRank.first) {
      equals += 1;
      visit(person, level, "paid", { rate: shareOf(sameRank.share), part: "same" });
    } else {
      const code = own.n === 0n ? "rate_zero" : isEqual ? "blocked_by_equal_rank" : "rate_already_paid_below";
      visit(person, level, "skipped", code);
    }
    if (above > 0) paid = own;
    if (stopRank !== null && path.rank(person) >= stopRank) return;
    level += 1;
  }
}

function shareOf(text: string): Exact {
  return exact(parseDecimal(text, 6) ?? 0n);
}
