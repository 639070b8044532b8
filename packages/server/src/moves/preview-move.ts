import type { DistributorId } from "@upline/domain";
import { z } from "zod";
import { peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { rankLabels } from "../plans/bonus-labels.ts";
import { moveImpact } from "./move-impact.ts";
import { checkedMove, sponsorEdges } from "./move-situation.ts";

const Id = z.templateLiteral(["dst_", z.string().max(40)]);
export const Wanted = {
  distributorId: Id,
  /** Null: on top of the tree. */
  parentId: Id.nullable(),
  fromDay: z.iso.date().nullable(),
};
export const PreviewMove = z.strictObject(Wanted);

/** People of an open period that are shown; the count tells of the rest. */
const MOST_SHOWN = 50;

/**
 * What a move would do before anybody decides: who goes along, and whose rank, volume or estimate of an open period
 * changes. Closed periods and posted lines never do.
 *
 * @throws DomainError `move_…` when it cannot be, `not_found`
 */
export async function previewMove(deps: Deps, wanted: z.output<typeof PreviewMove>) {
  const move = await checkedMove(deps, wanted, await sponsorEdges(deps));
  const tree = await treeIndex(deps);
  const impact = await moveImpact(deps, move);
  const from = tree.parentOf(wanted.distributorId);
  const shown = impact.map(({ people, ...period }) => ({
    ...period,
    changed: people.length,
    people: people.slice(0, MOST_SHOWN),
  }));
  const ids = shown.flatMap(({ people }) => people.map(({ distributorId }) => distributorId));
  const people = await peopleSeen(deps, [wanted.distributorId, from, wanted.parentId, ...ids]);
  const labels = await rankLabels(deps);
  const personOf = (id: DistributorId | null) => (id === null ? null : (people.get(id) ?? null));
  return {
    person: personOf(wanted.distributorId),
    from: personOf(from),
    to: personOf(wanted.parentId),
    effectiveAt: move.from,
    /** The person and everybody below, who goes along. */
    goAlong: tree.teamSize(wanted.distributorId) + 1,
    periods: shown.map((period) => ({
      ...period,
      people: period.people.map(({ distributorId, before, after }) => ({
        person: personOf(distributorId),
        before: { ...before, rank: labels.get(before.rankId) ?? before.rankId },
        after: { ...after, rank: labels.get(after.rankId) ?? after.rankId },
      })),
    })),
  };
}
