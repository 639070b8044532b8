import type { Walk } from "../../bonus-schema.ts";
import type { Path, Visit } from "../../walk.ts";

export type GenerationsWalk = Extract<Walk, { to: "generations" }>;

/**
 * Up the line, counted in generations instead of levels: a generation ends where somebody of the boundary rank stands.
 *
 * - `starts`: the boundary person opens the next generation; before the first one it is generation 0, which is unpaid;
 * - `closes`: the boundary person is the last of his generation; the first one is 1.
 *
 * Boundaries go by rank alone, also without volume. Removed people are passed through and are never one. With
 * `sameOrHigher` each person counts those who rank at least as high as himself.
 *
 * @param boundary  place of the boundary rank in the ladder; null for `sameOrHigher`
 * @see docs/plans/generations.md for the rule in prose and a worked example
 */
export function walkGenerations<P>(
  { walk, boundary }: { readonly walk: GenerationsWalk; readonly boundary: number | null },
  source: P,
  path: Path<P>,
  visit: Visit<P>,
): void {
  /** How many people of each rank stand below; the last entry that is filled is the highest rank met. */
  const met: number[] = [];
  const meet = (person: P) => {
    if (path.removed(person)) return;
    const rank = path.rank(person);
    met[rank] = (met[rank] ?? 0) + 1;
  };
  const metFrom = (rank: number) => met.reduce((sum, count, at) => (at >= rank ? sum + count : sum), 0);
  if (walk.edge === "starts") meet(source);

  // Before the first boundary nobody is paid: whoever can tell where it stands begins there.
  const isBare = walk.edge === "starts" && boundary !== null && metFrom(boundary) === 0;
  const first = isBare && path.boundaryAbove ? path.boundaryAbove(source) : path.up(source);
  for (let person = first; person !== null; person = path.up(person)) {
    const gone = path.removed(person);
    if (gone) {
      visit(person, null, "skipped", gone);
      continue;
    }
    const generation = metFrom(boundary ?? path.rank(person)) + (walk.edge === "closes" ? 1 : 0);
    if (boundary !== null && generation > walk.count) return;
    const shut = path.gate(person);
    if (shut) visit(person, generation, "unpaid", shut);
    else if (generation === 0) visit(person, 0, "skipped", "generation_zero");
    else if (generation > walk.count) visit(person, generation, "unpaid", "beyond_generations");
    else visit(person, generation, "paid", null);
    meet(person);
  }
}
