import type { DistributorId } from "@upline/domain";
import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { EnrolByHand, enrolByHand } from "./enrol-by-hand.ts";
import { FindPeople, findPeople, getPerson, ListPeople, listPeople } from "./people.queries.ts";
import { ListTimeline, listTimeline } from "./timeline.ts";

export const peopleRouter = router({
  /** Distributors, with search and filters. */
  list: adminProcedure()
    .input(ListPeople)
    .query(({ ctx, input }) => listPeople(ctx, input)),

  /** The first few who fit a search, to choose one of them. */
  find: adminProcedure()
    .input(FindPeople)
    .query(({ ctx, input }) => findPeople(ctx, input)),

  /** Enrols somebody on his behalf. Refuses with `email_taken`, `sponsor_unknown`, `joining_day_invalid`. */
  enrol: adminProcedure()
    .input(EnrolByHand)
    .mutation(({ ctx, input }) => enrolByHand(ctx, input)),

  /** One distributor. Refuses with `not_found`. */
  get: adminProcedure()
    .input(z.strictObject({ distributorId: z.string() }))
    .query(({ ctx, input }) => getPerson(ctx, input.distributorId as DistributorId)),

  /** What happened to a person, newest first, from all sources in one order. */
  timeline: adminProcedure()
    .input(ListTimeline)
    .query(({ ctx, input }) => listTimeline(ctx, input)),
});
