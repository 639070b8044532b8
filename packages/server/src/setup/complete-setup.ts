import { account, company, planVersion, user } from "@upline/db";
import {
  DomainError,
  errorsOf,
  isCurrency,
  isTimeZone,
  localDate,
  minorDigits,
  periodOf,
  planTemplate,
  TEMPLATE_IDS,
  type TemplateId,
  validatePlan,
} from "@upline/domain";
import { hashPassword } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { forgetCompany } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enrolDistributor } from "../people/enrol-distributor.ts";
import { contentHash } from "../plans/content-hash.ts";
import { forgetPlans } from "../plans/plan-in-force.ts";
import { isEmpty } from "./setup.queries.ts";
import { isSetupToken } from "./setup-token.ts";

const Name = z.string().trim().min(1).max(120);

export const CompleteSetup = z.strictObject({
  token: z.string().max(200),
  owner: z.strictObject({ name: Name, email: z.email().max(200), password: z.string().min(12).max(128) }),
  company: z.strictObject({
    name: Name,
    timeZone: z.string().refine(isTimeZone, "is not a time zone"),
    currency: z.string().refine(isCurrency, "is not a currency"),
    country: z.string().regex(/^[A-Z]{2}$/, "is not a country code of two letters"),
  }),
  /** Left out: the step is skipped and named on the overview. */
  templateId: z.enum(TEMPLATE_IDS).optional(),
  distributor: z.strictObject({ name: Name, email: z.email().max(200) }).optional(),
});

/** One lock for all: of two people with the token, the second finds an owner. */
const SETUP_LOCK = 7_350_001;

/**
 * Makes the owner, the company and, where they were chosen, the first plan version and the first distributor, all at once
 * or not at all. The first version is in force from the start of the running period: no order counts before it.
 *
 * @throws DomainError `credentials_wrong` for another token, `already_decided` once there is an owner or a company,
 *   `plan_not_publishable` for a template with problems here
 */
export async function completeSetup(deps: Deps, input: z.output<typeof CompleteSetup>): Promise<{ email: string }> {
  if (!isSetupToken(deps.config, input.token)) {
    throw new DomainError("credentials_wrong", "This is not the address that was printed when the server started.");
  }
  const password = await hashPassword(input.owner.password);
  const email = input.owner.email.toLowerCase();
  await inTransaction(deps, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    if (!(await isEmpty(tx))) {
      throw new DomainError("already_decided", "This installation is set up already. Sign in instead.");
    }
    const now = tx.clock.now();
    const id = tx.newId("usr");
    const { name } = input.owner;
    await tx.db.insert(user).values({ id, name, email, emailVerified: true, role: "owner", distributorId: null });
    await tx.db
      .insert(account)
      .values({ id: `${id}:password`, accountId: id, providerId: "credential", userId: id, password });
    await tx.db.insert(company).values({ ...input.company, createdAt: now });
    const as: Deps = { ...tx, viewer: ownerOf({ id, name, email }) };
    if (input.templateId) await publishFirst(as, input.templateId, input.company);
    if (input.distributor) await enrolFirst(as, input.distributor, input.company.country);
    const { token: _, owner: __, ...after } = input;
    await audit(as, { action: "setup.complete", subjectType: "company", subjectId: "1", after });
  });
  forgetCompany(deps);
  forgetPlans(deps);
  return { email };
}

const ownerOf = ({ id, name, email }: { id: string; name: string; email: string }): Deps["viewer"] => ({
  kind: "user",
  userId: id,
  name,
  email,
  role: "owner",
  distributorId: null,
  secondFactor: false,
  address: null,
});

/** Nobody can approve as the second person yet, and nothing was sold yet: the first version is published by its owner. */
async function publishFirst(
  tx: Deps,
  templateId: TemplateId,
  { timeZone, currency }: z.output<typeof CompleteSetup>["company"],
): Promise<void> {
  const now = tx.clock.now();
  const { effectiveFrom } = planTemplate(templateId);
  const digits = isCurrency(currency) ? minorDigits(currency) : 2;
  const plan = planTemplate(templateId, { timeZone, currency, minorDigits: digits, effectiveFrom });
  const base = plan.periods.find(({ id }) => id === plan.basePeriod);
  const first = {
    ...plan,
    ...(base ? { effectiveFrom: localDate(periodOf(base, now, timeZone).start, timeZone) } : {}),
  };
  const [wrong] = errorsOf(validatePlan(first, { recorded: "sales" }));
  if (wrong) {
    throw new DomainError("plan_not_publishable", "This template needs facts that are not recorded here yet.", {
      problem: wrong.code,
      path: wrong.path,
    });
  }
  const id = tx.newId("plv");
  const by = tx.viewer.kind === "user" ? tx.viewer.userId : "setup";
  await tx.db.insert(planVersion).values({
    id,
    planId: first.planId,
    version: first.version,
    label: `${first.label}, version 1`,
    status: "scheduled",
    effectiveFrom: first.effectiveFrom,
    plan: { ...first, label: `${first.label}, version 1` },
    contentHash: contentHash({ ...first, label: `${first.label}, version 1` }),
    createdBy: by,
    createdAt: now,
    updatedAt: now,
    publishedBy: by,
    publishedAt: now,
  });
}

async function enrolFirst(tx: Deps, { name, email }: { name: string; email: string }, country: string): Promise<void> {
  const joinedAt = tx.clock.now();
  await enrolDistributor(tx, {
    source: "setup",
    externalId: "first",
    name,
    email,
    country,
    sponsorRef: null,
    joinedAt,
    causeId: "setup",
  });
}
