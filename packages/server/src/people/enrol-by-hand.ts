import { distributor } from "@upline/db";
import { addDays, type DistributorId, DomainError, type Instant, later, localDate, startOfDate } from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enrolDistributor } from "./enrol-distributor.ts";

export const EnrolByHand = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(200),
  /** Null only for the first distributor of a company. */
  sponsorId: z.templateLiteral(["dst_", z.string().max(60)]).nullable(),
  /** A day in the company's time zone; today is this moment. */
  joinedOn: z.iso.date(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "is not a country code of two letters")
    .nullable(),
});

/** One lock for all: of two people who enrol the first distributor, or one e-mail, the second is told. */
const ENROL_LOCK = 7_350_002;

/**
 * Makes somebody a distributor on his behalf, under a sponsor who may sponsor, since a day that has come.
 *
 * @throws DomainError `email_taken`, `sponsor_unknown`, `joining_day_invalid`
 */
export async function enrolByHand(
  deps: Deps,
  { name, email, sponsorId, joinedOn, country }: z.output<typeof EnrolByHand>,
): Promise<{ readonly distributorId: DistributorId }> {
  return inTransaction(deps, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(${ENROL_LOCK})`);
    const sponsor = await sponsorOf(tx, sponsorId);
    const joinedAt = await joiningInstant(tx, joinedOn, sponsor?.joinedAt ?? null);
    await assertFree(tx, email);
    const outcome = await enrolDistributor(tx, {
      source: "admin",
      externalId: tx.newId("req"),
      name,
      email,
      ...(country ? { country } : {}),
      sponsorRef: sponsorId,
      joinedAt,
      causeId: tx.requestId,
    });
    if (outcome.state !== "enrolled") throw new DomainError("sponsor_unknown", "There is no such sponsor.");
    const { distributorId } = outcome;
    await audit(tx, {
      action: "people.enrol",
      subjectType: "distributor",
      subjectId: distributorId,
      after: { name, email, sponsorId, joinedOn, country },
    });
    return { distributorId };
  });
}

async function sponsorOf(tx: Deps, sponsorId: string | null) {
  const columns = { name: distributor.name, status: distributor.status, joinedAt: distributor.joinedAt };
  if (sponsorId === null) {
    const [anybody] = await tx.db.select(columns).from(distributor).limit(1);
    if (!anybody) return null;
    throw new DomainError("sponsor_unknown", "Choose who sponsors this person. Only the first distributor has nobody.");
  }
  const [sponsor] = await tx.db
    .select(columns)
    .from(distributor)
    .where(eq(distributor.id, sponsorId as DistributorId));
  if (!sponsor) throw new DomainError("sponsor_unknown", "There is no such sponsor. Choose another one.");
  if (sponsor.status === "terminated" || sponsor.status === "merged") {
    throw new DomainError(
      "sponsor_unknown",
      `${sponsor.name} has left, so nobody new joins there. Choose another one.`,
    );
  }
  return sponsor;
}

/** The moment of a joining day: now for today, its start otherwise, and never before the sponsor was there. */
async function joiningInstant(tx: Deps, joinedOn: string, sponsorJoined: Instant | null): Promise<Instant> {
  const { timeZone } = await companyOf(tx);
  const now = tx.clock.now();
  if (joinedOn > localDate(now, timeZone)) {
    throw new DomainError("joining_day_invalid", "That day has not come yet. Enter today or a day before.");
  }
  if (joinedOn === localDate(now, timeZone)) return now;
  const start = startOfDate(joinedOn, timeZone);
  if (sponsorJoined === null) return start;
  if (addDays(start, 1, timeZone) <= sponsorJoined) {
    const since = localDate(sponsorJoined, timeZone);
    throw new DomainError("joining_day_invalid", `The sponsor joined on ${since}. Enter that day or a later one.`, {
      since,
    });
  }
  return later(start, sponsorJoined);
}

async function assertFree(tx: Deps, email: string): Promise<void> {
  const [taken] = await tx.db
    .select({ number: distributor.number, name: distributor.name })
    .from(distributor)
    .where(sql`lower(${distributor.email}) = lower(${email})`);
  if (!taken) return;
  throw new DomainError("email_taken", `This e-mail already belongs to ${taken.name}, ${taken.number}.`, {
    number: taken.number,
  });
}
