import type { DistributorId } from "@upline/domain";
import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { listAttributes } from "./attributes.queries.ts";
import { EnrolByHand, enrolByHand } from "./enrol-by-hand.ts";
import { FindPeople, findPeople, getPerson, ListPeople, listPeople } from "./people.queries.ts";
import { SetAttribute, setAttribute } from "./set-attribute.ts";
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

  /** What was recorded of what plans read about a person, and what published plans ask for. */
  attributes: adminProcedure()
    .input(z.strictObject({ distributorId: z.string() }))
    .query(({ ctx, input }) => listAttributes(ctx, input.distributorId as DistributorId)),

  /** Records what plans read about somebody. Refuses with `reason_too_short`, `attribute_in_past`, `not_found`. */
  setAttribute: adminProcedure("plan")
    .input(SetAttribute)
    .mutation(({ ctx, input }) => setAttribute(ctx, input)),

  /** What happened to a person, newest first, from all sources in one order. */
  timeline: adminProcedure()
    .input(ListTimeline)
    .query(({ ctx, input }) => listTimeline(ctx, input)),
});
