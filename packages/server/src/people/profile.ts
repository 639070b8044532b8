import { distributor } from "@upline/db";
import { type DistributorId, DomainError, isTimeZone } from "@upline/domain";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { notFound } from "../auth/can-view.ts";
import { type Deps, inTransaction } from "../deps.ts";

export const UpdateProfile = z.strictObject({
  name: z.string().trim().min(1).max(200),
  phone: z.string().trim().max(40).nullable(),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "is a country code of two letters")
    .nullable(),
  timeZone: z.string().max(60).nullable(),
  sharesContact: z.boolean(),
});

/** What a distributor may see and change of himself. */
export async function getProfile(deps: Deps, id: DistributorId) {
  const [row] = await deps.db.select().from(distributor).where(eq(distributor.id, id));
  if (!row) throw notFound();
  const { number, name, email, phone, country, locale, timeZone, sharesContact, code, joinedAt } = row;
  return { id, number, name, email, phone, country, locale, timeZone, sharesContact, code, joinedAt };
}

/** @throws DomainError `time_zone_unknown` for a zone that does not exist */
export async function updateProfile(deps: Deps, id: DistributorId, changes: z.output<typeof UpdateProfile>) {
  if (changes.timeZone !== null && !isTimeZone(changes.timeZone)) {
    throw new DomainError("time_zone_unknown", "There is no such time zone. Choose one such as America/New_York.");
  }
  return inTransaction(deps, async (tx) => {
    const before = await getProfile(tx, id);
    await tx.db.update(distributor).set(changes).where(eq(distributor.id, id));
    const was = Object.fromEntries(Object.keys(changes).map((key) => [key, before[key as keyof typeof changes]]));
    await audit(tx, {
      action: "profile.update",
      subjectType: "distributor",
      subjectId: id,
      before: was,
      after: changes,
    });
    return getProfile(tx, id);
  });
}
