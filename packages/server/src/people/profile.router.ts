import { distributorProcedure, router } from "../trpc/trpc.ts";
import { getProfile, UpdateProfile, updateProfile } from "./profile.ts";

export const profileRouter = router({
  /** What a distributor may see and change of himself. */
  get: distributorProcedure.query(({ ctx }) => getProfile(ctx, ctx.distributorId)),

  /** Changes it. Refuses with `time_zone_unknown`. */
  update: distributorProcedure
    .input(UpdateProfile)
    .mutation(({ ctx, input }) => updateProfile(ctx, ctx.distributorId, input)),
});
