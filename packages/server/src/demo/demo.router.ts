import { company, distributor, inboxEvent, planVersion, salesOrder } from "@upline/db";
import { DomainError } from "@upline/domain";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { publicProcedure, router } from "../trpc/trpc.ts";
import { tourSteps } from "./tour-steps.ts";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "./users.ts";

const Visitor = z.strictObject({ did: z.array(z.string().max(60)).max(60) }).optional();

export const demoRouter = router({
  /**
   * The demo's sign-ins, addresses, facts, and which steps of the tour this visitor has been seen to take: `did` are the
   * ids of what the browser did. Refuses with `demo_only`.
   */
  state: publicProcedure.input(Visitor).query(async ({ ctx, input }) => {
    if (!ctx.config.DEMO) throw new DomainError("demo_only", "This page belongs to the demo.");
    const [row] = await ctx.db.select().from(company);
    const sandboxUrl = ctx.config.SANDBOX_URL ?? null;
    return {
      signIns: DEMO_SIGN_INS,
      password: DEMO_PASSWORD,
      companyName: row?.name ?? "",
      companyNow: ctx.clock.now(),
      shopUrl: sandboxUrl ? new URL("/shop", sandboxUrl).href : null,
      mailUrl: sandboxUrl ? new URL("/mail", sandboxUrl).href : null,
      sandboxUrl,
      engine: ctx.handle.kind,
      facts: await factsOf(ctx),
      steps: await tourSteps(ctx, input?.did ?? []),
    };
  }),
});

async function factsOf(deps: Deps) {
  const [row] = await deps.db
    .select({
      distributors: sql<number>`(select count(*)::int from ${distributor})`,
      orders: sql<number>`(select count(*)::int from ${salesOrder})`,
      events: sql<number>`(select count(*)::int from ${inboxEvent})`,
      planVersions: sql<number>`(select count(*)::int from ${planVersion})`,
    })
    .from(sql`(select 1) one`);
  return row ?? { distributors: 0, orders: 0, events: 0, planVersions: 0 };
}
