import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import { adminProcedure, distributorProcedure, router, signedInProcedure } from "../trpc/trpc.ts";
import { Compare, compareTrees } from "./compare-trees.ts";
import { teamLegs } from "./legs.queries.ts";
import {
  Children,
  One,
  Search,
  searchTeam,
  teamChildren,
  teamMember,
  teamPath,
  teamTops,
  teamView,
} from "./team.queries.ts";
import { teamFacts } from "./team-facts.ts";
import { InTree } from "./tree-view.ts";

/** Each of them takes a tree of the plan and a day of the past; left out: the sponsor tree, today. */
export const teamRouter = router({
  /** Which trees there are, which one and which day is looked at, and of which period the figures are. */
  view: signedInProcedure.input(InTree.strict()).query(({ ctx, input }) => teamView(ctx, input)),

  /** Where the outline begins: the viewer, or for the back office whoever is on top. Empty for a tree he was not in. */
  tops: signedInProcedure.input(InTree.strict()).query(({ ctx, input }) => teamTops(ctx, input)),

  /** One page of a person's frontline. Refuses with `not_found` for anybody who is not below the viewer. */
  children: signedInProcedure.input(Children).query(({ ctx, input }) => teamChildren(ctx, input)),

  /** People below the viewer by part of the name or number. */
  search: signedInProcedure.input(Search).query(({ ctx, input }) => searchTeam(ctx, input)),

  /** From the viewer down to a person. Refuses with `not_found`. */
  path: signedInProcedure.input(One).query(({ ctx, input }) => teamPath(ctx, input)),

  /** One person in detail. Refuses with `not_found`. */
  member: signedInProcedure.input(One).query(({ ctx, input }) => teamMember(ctx, input)),

  /** What is different between two days of a tree: who joined, moved, left. */
  compare: adminProcedure()
    .input(Compare)
    .query(({ ctx, input }) => compareTrees(ctx, input)),

  /** Both binary legs of a person, by every bonus that pays on them. His own; the back office names the person. */
  legs: signedInProcedure
    .input(z.strictObject({ distributorId: z.string().nullish() }))
    .query(async ({ ctx, input }) => teamLegs(ctx, await subjectOf(ctx, input.distributorId))),

  /** Who joined, who is a little short of active, who went quiet. */
  facts: distributorProcedure.query(({ ctx }) => teamFacts(ctx, ctx.distributorId)),
});
