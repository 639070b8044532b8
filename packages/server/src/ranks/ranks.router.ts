import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import { adminProcedure, router, signedInProcedure } from "../trpc/trpc.ts";
import { rankCoach } from "./coach.ts";
import { rankHistory, rankOverview, rankProgress } from "./progress.ts";
import { WhatIf, whatIf } from "./what-if.ts";

const ofPerson = z.strictObject({ distributorId: z.string().max(60).nullish() }).default({});

/** A distributor reads his own ranks; the back office reads those of the person it names. */
export const ranksRouter = router({
  /** The ladder with what is missing, from the facts of this moment. */
  progress: signedInProcedure
    .input(ofPerson)
    .query(async ({ ctx, input }) => rankProgress(ctx, await subjectOf(ctx, input.distributorId))),

  /** The least that brings the next rank, confirmed by the engine. */
  coach: signedInProcedure
    .input(ofPerson)
    .query(async ({ ctx, input }) => rankCoach(ctx, await subjectOf(ctx, input.distributorId))),

  /** Rank and earnings as they would be after sales that have not happened. Nothing is stored. */
  whatIf: signedInProcedure
    .input(WhatIf)
    .query(async ({ ctx, input }) => whatIf(ctx, await subjectOf(ctx, input.distributorId), input)),

  /** Ranks of the closed periods, newest first. */
  history: signedInProcedure
    .input(ofPerson)
    .query(async ({ ctx, input }) => rankHistory(ctx, await subjectOf(ctx, input.distributorId))),

  /** Everybody, by rank. */
  overview: adminProcedure().query(({ ctx }) => rankOverview(ctx)),
});
