import type { Instant } from "@upline/domain";
import { type Deps, inTransaction } from "../deps.ts";
import { freeSeats } from "../placement/free-seat.ts";
import { takeSeats } from "../placement/place-distributor.ts";
import { placementTrees } from "../placement/placement-trees.ts";
import { waitingFor } from "../placement/waiting.ts";

/**
 * Gives everybody who has joined his seat in the placement trees, by their rules and as of joining; the first founder
 * stands on top.
 *
 * @param until  whoever joined from this moment on still waits
 */
export async function seatPeople(deps: Deps, until: Instant): Promise<void> {
  for (const tree of await placementTrees(deps)) {
    const people = (await waitingFor(deps, tree)).filter(({ joinedAt }) => joinedAt < until);
    if (people.length === 0) continue;
    const ids = people.map(({ id }) => id);
    // Nobody else writes, and outside the transaction the trees are kept from one time to the next.
    const seatings = await freeSeats(deps, tree, ids);
    const joinedAt = new Map(people.map((person) => [person.id, person.joinedAt]));
    const fromOf = (id: (typeof ids)[number]) => joinedAt.get(id) ?? deps.clock.now();
    await inTransaction(deps, (tx) => takeSeats(tx, tree, seatings, { causeId: "placement.due", fromOf }));
  }
}
