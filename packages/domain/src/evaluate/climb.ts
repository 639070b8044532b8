import type { NumberedTree } from "../genealogy/tree.ts";
import { parseDecimal } from "../money/decimal.ts";
import { add, compareExact, type Exact, exact, negated } from "../money/exact.ts";
import type { DifferentialWalk } from "../plan/bonuses/walks/differential.ts";
import type { Path, Visit } from "../plan/walk.ts";

/** The way of a differential from any source, told only of those who are paid. */
export type Climb = (source: number, visit: Visit<number>) => void;

const NONE = -1;

/**
 * The same as `walkDifferential` for those who are paid, in steps from rate to higher rate instead of from person to
 * person: a chain of any depth costs each source no more than there are rates. One pass from the top down prepares it.
 *
 * @param stopRank  as `walkDifferential`
 */
export function climbOf(
  { walk, stopRank }: { readonly walk: DifferentialWalk; readonly stopRank: number | null },
  tree: NumberedTree,
  path: Path<number>,
): Climb {
  const marks = marksOf(tree, path, stopRank);
  const { above, rates, higher, equal, height, stops, depth } = marks;
  const rateOf = (person: number) => rates[person] ?? exact(0n);
  const share = walk.sameRank ? exact(parseDecimal(walk.sameRank.share, 6) ?? 0n) : null;

  return (source, visit) => {
    const start = walk.includeSelf ? source : (above.parent[source] ?? NONE);
    if (start === NONE) return;
    let paid = walk.selfAlreadyPaid ? path.rate(source) : exact(0n);
    let equals = 0;
    const lowest = walk.includeSelf ? 0 : 1;
    const last = depth[stops[start] ?? NONE] ?? 0;
    let person = above.open[start] ?? NONE;
    while (person !== NONE && (depth[person] ?? 0) >= last) {
      const over = compareExact(rateOf(person), paid);
      const isEqual = over === 0 && share !== null && equals < (walk.sameRank?.first ?? 0) && paid.n > 0n;
      const level = lowest + (height[start] ?? 0) - (height[person] ?? 0);
      if (over > 0) {
        const minus = paid.n > 0n ? { minus: paid } : {};
        if (level >= walk.payFrom) visit(person, level, "paid", { rate: add(rateOf(person), negated(paid)), ...minus });
        paid = rateOf(person);
      } else if (isEqual && share !== null && level >= walk.payFrom) {
        equals += 1;
        visit(person, level, "paid", { rate: share, part: "same" });
      }
      const maySame =
        share !== null && equals < (walk.sameRank?.first ?? 0) && compareExact(rateOf(person), paid) === 0;
      person = (maySame ? equal[person] : higher[person]) ?? NONE;
    }
  };
}

/** What one pass from the top down notes of everybody, by canonical number. */
function marksOf(tree: NumberedTree, path: Path<number>, stopRank: number | null) {
  const size = tree.ids.length;
  const column = () => new Int32Array(size).fill(NONE);
  /** Nearest open person: at or above. */
  const above = { parent: column(), open: column() };
  /** Nearest open person above with a higher rate, and with at least the same. */
  const [higher, equal, stops] = [column(), column(), column()];
  /** How many people who are not removed stand from the top down to here. */
  const [height, depth] = [new Int32Array(size), new Int32Array(size)];
  const rates: (Exact | undefined)[] = [];
  const compare = (a: number, b: number) => compareExact(rates[a] ?? exact(0n), rates[b] ?? exact(0n));

  for (let number = 0; number < tree.canon.length; number += 1) {
    const person = tree.canon[number] ?? 0;
    const parent = tree.canon[tree.parent[number] ?? NONE] ?? NONE;
    const isGone = path.removed(person) !== null;
    above.parent[person] = parent;
    depth[person] = tree.depth[number] ?? 0;
    height[person] = (height[parent] ?? 0) + (isGone ? 0 : 1);
    above.open[person] = above.open[parent] ?? NONE;
    stops[person] = stops[parent] ?? NONE;
    if (isGone || path.gate(person)) continue;
    rates[person] = path.rate(person);
    let next = above.open[parent] ?? NONE;
    while (next !== NONE && compare(next, person) < 0) next = higher[next] ?? NONE;
    equal[person] = next;
    while (next !== NONE && compare(next, person) <= 0) next = higher[next] ?? NONE;
    higher[person] = next;
    above.open[person] = person;
    if (stopRank !== null && path.rank(person) >= stopRank) stops[person] = person;
  }
  return { above, rates, higher, equal, stops, height, depth };
}
