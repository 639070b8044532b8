import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { freeSeats } from "./free-seat.ts";
import { takeSeats } from "./place-distributor.ts";
import { deadlineOf, type PlacementTree, placementTrees } from "./placement-trees.ts";
import { type Waiting, waitingFor } from "./waiting.ts";

/** Sales wait for a batch, so it is short. */
const MOST_AT_ONCE = 200;

/**
 * Places everybody whose deadline has passed where the rule of the tree puts him, in the order of joining. Where a tree is
 * placed by hand, nobody.
 *
 * @returns how many got a seat
 */
export async function placeDue(deps: Deps): Promise<number> {
  let placed = 0;
  for (const tree of await placementTrees(deps)) {
    if (tree.rule === "manual") continue;
    for (let more = true; more; ) {
      const done = await inTransaction(deps, (tx) => placeSome(tx, tree));
      placed += done;
      more = done === MOST_AT_ONCE;
    }
  }
  return placed;
}

async function placeSome(tx: Deps, tree: PlacementTree): Promise<number> {
  await lockForPosting(tx);
  const due = await dueNow(tx, tree);
  const ids = due.slice(0, MOST_AT_ONCE).map(({ id }) => id);
  await takeSeats(tx, tree, await freeSeats(tx, tree, ids), { causeId: "placement.due" });
  return ids.length;
}

async function dueNow(tx: Deps, tree: PlacementTree): Promise<readonly Waiting[]> {
  const now = tx.clock.now();
  const due: Waiting[] = [];
  for (const one of await waitingFor(tx, tree)) if ((await deadlineOf(tx, tree, one.joinedAt)) <= now) due.push(one);
  return due;
}
