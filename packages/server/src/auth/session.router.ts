import { distributor, user } from "@upline/db";
import { asc, eq } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import { partyRules } from "../parties/party-rules.ts";
import { placementTrees } from "../placement/placement-trees.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { adminProcedure, router, signedInProcedure } from "../trpc/trpc.ts";

export const sessionRouter = router({
  /** Who is signed in, for which company, and what the company's clock says. */
  me: signedInProcedure.query(async ({ ctx }) => {
    const { viewer } = ctx;
    const own = viewer.distributorId;
    const [node] = own
      ? await ctx.db
          .select({
            id: distributor.id,
            number: distributor.number,
            name: distributor.name,
            code: distributor.code,
            timeZone: distributor.timeZone,
          })
          .from(distributor)
          .where(eq(distributor.id, own))
      : [];
    const { name, timeZone, currency } = await companyOf(ctx);
    const plans = await publishedPlans(ctx);
    const trees = plans.findLast(({ from }) => from <= ctx.clock.now())?.plan.trees ?? [];
    return {
      user: {
        id: viewer.userId,
        name: viewer.name,
        email: viewer.email,
        role: viewer.role,
        twoFactorEnabled: viewer.secondFactor,
      },
      distributor: node ?? null,
      company: { name, timeZone, currency, demo: ctx.config.DEMO, engine: ctx.handle.kind },
      /** Whether the plan in force has a tree with two legs, which pages exist only then. */
      hasLegs: trees.some(({ kind }) => kind === "binary"),
      /** Whether the plan in force credits hosts of parties, or some were entered. */
      hasParties: (await partyRules(ctx)).isShown,
      /** Whether a plan in force or to come has a tree in which everybody has a seat. */
      hasSeats: (await placementTrees(ctx)).length > 0,
      companyNow: ctx.clock.now(),
    };
  }),
});

export const usersRouter = router({
  /** Everybody who may sign in to the back office. */
  list: adminProcedure("owner").query(({ ctx }) =>
    ctx.db
      .select({
        id: user.id,
        name: user.name,
        email: user.email,
        role: user.role,
        twoFactorEnabled: user.twoFactorEnabled,
      })
      .from(user)
      .orderBy(asc(user.name)),
  ),
});
