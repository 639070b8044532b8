import { adminProcedure, distributorProcedure, router, signedInProcedure } from "../trpc/trpc.ts";
import { SeatsBelow, seatsBelow } from "./free-seats.ts";
import { Place, placeDistributor } from "./place-distributor.ts";
import { ListWaiting, listWaiting } from "./waiting.ts";

export const placementRouter = router({
  /** Who waits for a seat: everybody for the back office, own recruits for a distributor. */
  waiting: signedInProcedure.input(ListWaiting).query(({ ctx, input }) => listWaiting(ctx, input)),

  /** The seats below one person. Refuses with `not_found`. */
  seats: signedInProcedure.input(SeatsBelow).query(({ ctx, input }) => seatsBelow(ctx, input)),

  /** Gives somebody a seat. Refuses with `seat_taken`, `seat_invalid`, `already_placed`, `not_found`. */
  place: adminProcedure("support", "plan")
    .input(Place)
    .mutation(({ ctx, input }) => placeDistributor(ctx, input)),

  /** The same for those whom a distributor sponsored himself, at or below his own seat. */
  placeOwn: distributorProcedure
    .input(Place)
    .mutation(({ ctx, input }) => placeDistributor(ctx, input, "placement.placeOwn")),
});
