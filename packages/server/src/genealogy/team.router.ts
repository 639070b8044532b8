import type { DistributorId } from "@upline/domain";
import { z } from "zod";
import { distributorProcedure, router, signedInProcedure } from "../trpc/trpc.ts";
import { Children, searchTeam, teamChildren, teamFacts, teamMember, teamPath, teamRoot } from "./team.queries.ts";

const One = z.strictObject({ distributorId: z.string() });

export const teamRouter = router({
  /** The top of the tree that the viewer may see. */
  root: signedInProcedure
    .input(z.strictObject({ distributorId: z.string().nullish() }).optional())
    .query(({ ctx, input }) => teamRoot(ctx, input?.distributorId)),

  /** One page of a person's frontline. Refuses with `not_found` for anybody who is not below the viewer. */
  children: signedInProcedure.input(Children).query(({ ctx, input }) => teamChildren(ctx, input)),

  /** People below the viewer by part of the name or number. */
  search: signedInProcedure
    .input(z.strictObject({ q: z.string().max(100) }))
    .query(({ ctx, input }) => searchTeam(ctx, input.q)),

  /** From the viewer down to a person. Refuses with `not_found`. */
  path: signedInProcedure.input(One).query(({ ctx, input }) => teamPath(ctx, input.distributorId as DistributorId)),

  /** One person in detail. Refuses with `not_found`. */
  member: signedInProcedure.input(One).query(({ ctx, input }) => teamMember(ctx, input.distributorId as DistributorId)),

  /** Who joined, who is a little short of active, who went quiet. */
  facts: distributorProcedure.query(({ ctx }) => teamFacts(ctx, ctx.distributorId)),
});
