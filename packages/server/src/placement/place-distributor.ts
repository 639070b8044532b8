import { distributor, genealogyEdge } from "@upline/db";
import { type DistributorId, DomainError, type Instant } from "@upline/domain";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { notFound } from "../auth/can-view.ts";
import { standpointOf } from "../auth/viewer.ts";
import { refreshEstimateSoon } from "../commissions/estimate-soon.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { type FreeSeat, freeSeat, type Seating } from "./free-seat.ts";
import { type PlacementTree, placementTrees } from "./placement-trees.ts";

const Id = z.templateLiteral(["dst_", z.string().max(40)]);
export const Place = z.strictObject({
  tree: z.string().max(100),
  distributorId: Id,
  /** Null: where the rule of the tree puts him now. */
  seat: z.strictObject({ parentId: Id, slot: z.int().min(0).max(1_000) }).nullable(),
});

/**
 * Gives somebody his seat in a placement tree, from now on. A distributor places those whom he sponsored, at or below
 * himself; the back office anybody, anywhere.
 *
 * @throws DomainError `seat_taken`, `seat_invalid`, `already_placed`, `not_found`
 */
export async function placeDistributor(
  deps: Deps,
  { tree: named, distributorId, seat }: z.output<typeof Place>,
  action: "placement.place" | "placement.placeOwn" = "placement.place",
): Promise<FreeSeat> {
  return inTransaction(deps, async (tx) => {
    // One after the other: whoever comes second sees the seat taken.
    await lockForPosting(tx);
    const tree = (await placementTrees(tx)).find(({ id }) => id === named);
    if (!tree) throw notFound();
    await assertWaits(tx, tree, distributorId);
    const chosen = seat ?? (await freeSeat(tx, tree, distributorId));
    await assertFree(tx, tree, chosen);
    await takeSeats(tx, tree, [{ distributorId, seat: chosen }], { causeId: "placement" });
    await audit(tx, {
      action,
      subjectType: "distributor",
      subjectId: distributorId,
      after: { tree: tree.id, ...chosen },
    });
    return chosen;
  });
}

/** Seats that are taken together. */
interface Taking {
  readonly causeId: "placement" | "placement.due";
  /** Now if nothing is said. */
  fromOf?(id: DistributorId): Instant;
}

/** Records the edges, in their order; the database holds the seats. */
export async function takeSeats(
  tx: Deps,
  tree: PlacementTree,
  seatings: readonly Seating[],
  { causeId, fromOf }: Taking,
): Promise<void> {
  if (seatings.length === 0) return;
  const now = tx.clock.now();
  await tx.db.insert(genealogyEdge).values(
    seatings.map(({ distributorId, seat }) => {
      const fromAt = fromOf?.(distributorId) ?? now;
      return { tree: tree.id, distributorId, ...seat, fromAt, recordedAt: now, causeId };
    }),
  );
  const touched = seatings.flatMap(({ distributorId, seat }) => [distributorId, seat.parentId ?? distributorId]);
  await notify(tx, ["admin", ...touched], "team");
  await notify(tx, "admin", "people");
  refreshEstimateSoon(tx);
}

async function assertWaits(tx: Deps, tree: PlacementTree, id: DistributorId): Promise<void> {
  const [person] = await tx.db.select({ status: distributor.status }).from(distributor).where(eq(distributor.id, id));
  const own = standpointOf(tx.viewer);
  if (!person || (own !== null && (await treeIndex(tx)).parentOf(id) !== own)) throw notFound();
  if (person.status === "terminated" || person.status === "merged") {
    throw new DomainError("seat_invalid", "This person has left the company, so there is no seat for them.");
  }
  if ((await treeIndex(tx, { tree: tree.id, at: tx.clock.now() })).has(id)) {
    throw new DomainError(
      "already_placed",
      "This person has a seat in this tree already. Load the page again to see it.",
    );
  }
}

async function assertFree(tx: Deps, tree: PlacementTree, { parentId, slot }: FreeSeat): Promise<void> {
  const index = await treeIndex(tx, { tree: tree.id, at: tx.clock.now() });
  const own = standpointOf(tx.viewer);
  if (own !== null && !index.has(own)) {
    throw new DomainError(
      "seat_invalid",
      "You have no seat in this tree yet. Your sponsor or the office places you first.",
    );
  }
  if (own !== null && (parentId === null || index.levelBelow(own, parentId) === null)) throw notFound();
  if (parentId === null) return;
  if (!index.has(parentId)) {
    throw new DomainError("seat_invalid", "The person above has no seat in this tree yet. Place them first.");
  }
  if (slot >= tree.width) {
    throw new DomainError(
      "seat_invalid",
      `In this tree each person has ${tree.width} seats below. Choose one of them.`,
    );
  }
  if (index.childrenOf(parentId).some((id) => index.slotOf(id) === slot)) {
    throw new DomainError("seat_taken", "Somebody else has taken this seat meanwhile. Choose another one.");
  }
}
