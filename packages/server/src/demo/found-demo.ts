import { company, planVersion, product } from "@upline/db";
import { eq } from "drizzle-orm";
import { forgetCompany } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enrolDistributor } from "../people/enrol-distributor.ts";
import { contentHash } from "../plans/content-hash.ts";
import { forgetPlans } from "../plans/plan-in-force.ts";
import { CATALOGUE } from "./catalogue.ts";
import { demoPlan } from "./demo-plan.ts";
import { keepCases } from "./plan-cases.ts";
import { COMPANY_ZONE, momentOf } from "./world-events.ts";
import type { DemoPeople } from "./world-people.ts";

/** The company, its products, and three published versions of its plan with a draft of the fourth. */
export async function foundCompany(deps: Deps): Promise<void> {
  const createdAt = deps.clock.now();
  await deps.db.insert(company).values({
    name: "Meadow & Oak",
    timeZone: COMPANY_ZONE,
    currency: "USD",
    country: "US",
    externalPayments: "createOrder",
    externalVolumeRate: "0.8",
    createdAt,
  });
  forgetCompany(deps);
  await deps.db
    .insert(product)
    .values(CATALOGUE.map((item, position) => ({ ...item, currency: "USD", validFrom: createdAt, position })));
  for (const version of [1, 2, 3, 4] as const) {
    const plan = demoPlan(version);
    const id = deps.newId("plv");
    await deps.db.insert(planVersion).values({
      id,
      planId: plan.planId,
      label: plan.label,
      status: "draft",
      effectiveFrom: plan.effectiveFrom,
      plan,
      createdBy: "system",
      createdAt,
      updatedAt: createdAt,
    });
    if (version >= 3) await keepCases(deps, id);
    if (version === 4) continue;
    const published = { publishedBy: "system", publishedAt: createdAt, contentHash: contentHash(plan) };
    await deps.db
      .update(planVersion)
      .set({ status: "scheduled", version, ...published })
      .where(eq(planVersion.id, id));
  }
  forgetPlans(deps);
}

/** The founders have no sponsor, which no webhook may claim. */
export async function enrolFounders(deps: Deps, people: DemoPeople): Promise<void> {
  for (const { key, name, email, country } of people.all.filter(({ sponsor }) => sponsor === null)) {
    const joinedAt = momentOf(0, 0);
    await inTransaction(deps, (tx) =>
      enrolDistributor(tx, {
        source: "standard",
        externalId: key,
        name,
        email,
        country,
        sponsorRef: null,
        joinedAt,
        causeId: `founder:${key}`,
      }),
    );
  }
}
