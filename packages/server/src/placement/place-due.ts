import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { freeSeat } from "./free-seat.ts";
import { takeSeat } from "./place-distributor.ts";
import { deadlineOf, placementTrees } from "./placement-trees.ts";
import { waitingFor } from "./waiting.ts";

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
      const done = await inTransaction(deps, async (tx) => {
        await lockForPosting(tx);
        const now = tx.clock.now();
        let count = 0;
        for (const { id: distributorId, joinedAt } of await waitingFor(tx, tree)) {
          if (count === MOST_AT_ONCE) break;
          if ((await deadlineOf(tx, tree, joinedAt)) > now) continue;
          await takeSeat(tx, {
            tree,
            distributorId,
            seat: await freeSeat(tx, tree, distributorId),
            causeId: "placement.due",
          });
          count += 1;
        }
        return count;
      });
      placed += done;
      more = done === MOST_AT_ONCE;
    }
  }
  return placed;
}
