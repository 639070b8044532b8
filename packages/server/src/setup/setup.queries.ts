import { company, distributor, planVersion, providerSecret, user } from "@upline/db";
import { classify, errorsOf, planTemplate, TEMPLATE_IDS, validatePlan } from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** Nobody can sign in and there is no company: the state of a database on its first start. */
export async function isEmpty({ db }: Pick<Deps, "db">): Promise<boolean> {
  const [row] = await db
    .select({
      used: sql<boolean>`exists (select 1 from ${user}) or exists (select 1 from ${company})`,
    })
    .from(sql`(select 1) as one`);
  return row?.used !== true;
}

/** What a new installation is asked for: nothing about it is told to whoever has not the token. */
export function setupTemplates() {
  return TEMPLATE_IDS.map((id) => {
    const plan = planTemplate(id);
    return { id, plan, classes: classify(plan), problems: errorsOf(validatePlan(plan, { recorded: "sales" })) };
  });
}

export type SetupStep = "plan" | "provider" | "distributor";

/** The steps of the set-up that were skipped and are still to be done. */
export async function openSteps(deps: Deps): Promise<readonly SetupStep[]> {
  const [row] = await deps.db
    .select({
      plan: sql<boolean>`exists (select 1 from ${planVersion} where ${eq(planVersion.status, "scheduled")})`,
      provider: sql<boolean>`exists (select 1 from ${providerSecret})`,
      distributor: sql<boolean>`exists (select 1 from ${distributor})`,
    })
    .from(sql`(select 1) as one`);
  const hasProvider = row?.provider === true || deps.config.providers.size > 0;
  return [
    ...(row?.plan ? [] : (["plan"] as const)),
    ...(hasProvider ? [] : (["provider"] as const)),
    ...(row?.distributor ? [] : (["distributor"] as const)),
  ];
}
