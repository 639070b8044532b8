import { company, distributor, inboxEvent, labRun, planVersion, rejectedRequest, salesOrder } from "@upline/db";
import { DomainError } from "@upline/domain";
import { and, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { publicProcedure, router } from "../trpc/trpc.ts";
import { DEMO_START } from "./seed-demo.ts";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "./users.ts";

export const demoRouter = router({
  /** The demo's sign-ins, addresses, facts, and which steps of the tour have been seen to happen. Refuses with `demo_only`. */
  state: publicProcedure.query(async ({ ctx }) => {
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
      steps: await stepsOf(ctx),
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

/** Each step ticks itself when its effect is found in the database; nobody marks one as done. */
async function stepsOf(deps: Deps) {
  const since = DEMO_START;
  const paid = await exists(
    deps,
    and(gt(inboxEvent.receivedAt, since), eq(inboxEvent.status, "processed"), isNotNull(inboxEvent.effects)),
  );
  const repeated = await exists(deps, and(gt(inboxEvent.receivedAt, since), gt(inboxEvent.duplicates, 0)));
  const refunded = await exists(
    deps,
    and(
      gt(inboxEvent.receivedAt, since),
      inArray(inboxEvent.type, ["charge.refunded", "payment.refunded"]),
      eq(inboxEvent.status, "processed"),
    ),
  );
  const [refusal] = await deps.db.select({ id: rejectedRequest.id }).from(rejectedRequest).limit(1);
  const [sent] = await deps.db.select({ id: labRun.id }).from(labRun).limit(1);
  const [previewed] = await deps.db
    .select({ id: planVersion.id })
    .from(planVersion)
    .where(isNotNull(planVersion.previewedHash))
    .limit(1);
  return [
    { id: "send", href: "/lab", done: sent !== undefined },
    { id: "see", href: "/home", done: paid },
    { id: "explain", href: "/earnings", done: paid },
    { id: "repeat", href: "/lab", done: repeated },
    { id: "tamper", href: "/integrations/rejected", done: refusal !== undefined },
    { id: "refund", href: "/lab", done: refunded },
    { id: "preview", href: "/admin/ranks", done: previewed !== undefined },
  ] as const;
}

async function exists(deps: Deps, where: ReturnType<typeof and>): Promise<boolean> {
  const [row] = await deps.db.select({ id: inboxEvent.id }).from(inboxEvent).where(where).limit(1);
  return row !== undefined;
}
