import type { PrimaryReason } from "../../../evaluate/reason.ts";
import type { Walk } from "../../bonus-schema.ts";
import type { Path, Visit } from "../../walk.ts";

export type UplineWalk = Extract<Walk, { to: "upline" }>;

/**
 * Up the line, one level at a time: unilevel, infinity, fast start.
 *
 * Removed people are passed through as if the child hung on the grandparent. What someone who cannot be paid does
 * to the levels above is `compress`:
 * - `none`: uses up the level, which is paid to nobody (breakage, stays with the company);
 * - `skipInactive`: an inactive person uses no level, an active one who is not entitled does;
 * - `skipUnqualified`: the level waits for the next person who is entitled to it.
 *
 * @see docs/plans/unilevel.md for the rule in prose and a worked example
 */
export function walkUpline<P>(walk: UplineWalk, source: P, path: Path<P>, visit: Visit<P>): void {
  const { compress, payFrom } = walk;
  const levels = walk.levels === "infinity" ? Number.POSITIVE_INFINITY : walk.levels;

  let level = 1;
  for (let person = path.up(source); person !== null && level <= levels; person = path.up(person)) {
    const gone = path.removed(person);
    if (gone) {
      visit(person, null, "skipped", gone);
      continue;
    }
    if (compress === "skipInactive" && !path.active(person)) {
      visit(person, null, "skipped", "not_active");
      continue;
    }
    const gate = path.gate(person);
    const locked = path.unlocked(person) < level ? lockedBy(walk) : null;
    if (compress === "skipUnqualified" && (gate || locked)) {
      visit(person, null, "skipped", gate ?? locked);
      continue;
    }
    const reason = gate ?? (level < payFrom ? "below_first_level" : locked);
    visit(person, level, reason ? "unpaid" : "paid", reason);
    level += 1;
  }
}

/** The reason of a level that is not open to someone. */
export function lockedBy({ unlock }: UplineWalk): PrimaryReason {
  return unlock && "byRank" in unlock ? "rank_too_low_for_level" : "level_not_unlocked";
}
