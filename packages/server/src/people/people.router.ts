import type { DistributorId } from "@upline/domain";
import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { getPerson, ListPeople, listPeople } from "./people.queries.ts";
import { ListTimeline, listTimeline } from "./timeline.ts";

export const peopleRouter = router({
  /** Distributors, with search and filters. */
  list: adminProcedure()
    .input(ListPeople)
    .query(({ ctx, input }) => listPeople(ctx, input)),

  /** One distributor. Refuses with `not_found`. */
  get: adminProcedure()
    .input(z.strictObject({ distributorId: z.string() }))
    .query(({ ctx, input }) => getPerson(ctx, input.distributorId as DistributorId)),

  /** What happened to a person, newest first, from all sources in one order. */
  timeline: adminProcedure()
    .input(ListTimeline)
    .query(({ ctx, input }) => listTimeline(ctx, input)),
});
