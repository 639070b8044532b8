import { customer, distributor, party } from "@upline/db";
import {
  addDays,
  type CustomerId,
  type DistributorId,
  DomainError,
  type Instant,
  localDate,
  type PartyId,
  startOfDate,
} from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { notFound, subjectOf } from "../auth/can-view.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { upsertCustomer } from "../people/upsert-customer.ts";
import { demandParty } from "./party-row.ts";

/** How long a party may take orders: two months and a little. */
const MOST_DAYS = 62;

const Host = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("customer"), id: z.templateLiteral(["cus_", z.string().max(40)]) }),
  z.strictObject({ kind: z.literal("distributor"), id: z.templateLiteral(["dst_", z.string().max(40)]) }),
  z.strictObject({
    kind: z.literal("new"),
    name: z.string().trim().min(1).max(200),
    email: z.email().max(254),
  }),
]);

const OpenOwn = z.strictObject({
  host: Host,
  /** First and last day on which orders count, in the company's zone. */
  opensOn: z.iso.date(),
  lastDay: z.iso.date(),
  /** The party at which it was booked. */
  bookedAt: z.templateLiteral(["pty_", z.string().max(40)]).nullable(),
});
export const OpenOwnParty = OpenOwn;
export const OpenParty = OpenOwn.extend({ distributorId: z.string().max(60) });

type Input = z.output<typeof OpenOwn> & { readonly distributorId?: string };

/**
 * Enters a party: who hosts it, who sells, and on which days. A consultant enters her own; the back office anybody's.
 *
 * @throws DomainError `party_day_invalid`, `party_host_invalid`, `party_closed`, `not_found`
 */
export async function openParty(
  deps: Deps,
  { host, opensOn, lastDay, bookedAt, distributorId }: Input,
  action: "parties.open" | "parties.openOwn" = "parties.open",
): Promise<{ readonly id: PartyId; readonly number: string }> {
  return inTransaction(deps, async (tx) => {
    // A party that closes meanwhile takes no booking.
    if (bookedAt !== null) await lockForPosting(tx);
    const consultantId = await subjectOf(tx, distributorId);
    const days = await daysOf(tx, opensOn, lastDay);
    if (bookedAt !== null) await assertTakesBookings(tx, bookedAt);
    const found = await hostOf(tx, host, consultantId);
    const id = tx.newId("pty");
    const [row] = await tx.db
      .insert(party)
      .values({
        id,
        number: sql`'P-' || nextval('party_number')`,
        ...found,
        consultantId,
        ...days,
        bookedAt,
        createdAt: tx.clock.now(),
      })
      .returning({ number: party.number });
    const number = row?.number ?? "";
    await audit(tx, {
      action,
      subjectType: "party",
      subjectId: id,
      after: { number, hostId: found.hostId, consultantId, opensOn, lastDay, bookedAt },
    });
    await notify(tx, ["admin", consultantId], "parties");
    return { id, number };
  });
}

async function daysOf(tx: Deps, opensOn: string, lastDay: string) {
  const { timeZone } = await companyOf(tx);
  const today = localDate(tx.clock.now(), timeZone);
  const opensAt = startOfDate(opensOn, timeZone);
  const closesAt: Instant = addDays(startOfDate(lastDay, timeZone), 1, timeZone);
  const refuse = (message: string) => new DomainError("party_day_invalid", message, { opensOn, lastDay });
  if (lastDay < opensOn) throw refuse("The last day for orders is before the day of the party. Choose a later one.");
  if (opensOn < today) throw refuse("The party is in the past. Choose today or a later day.");
  if (closesAt > addDays(opensAt, MOST_DAYS, timeZone)) {
    throw refuse(`A party takes orders for at most ${MOST_DAYS} days. Choose an earlier last day.`);
  }
  return { opensAt, closesAt };
}

async function assertTakesBookings(tx: Deps, bookedAt: PartyId): Promise<void> {
  const { closedAt, closesAt, number } = await demandParty(tx, bookedAt);
  if (closedAt === null && closesAt > tx.clock.now()) return;
  throw new DomainError("party_closed", `Party ${number} has closed, so no more parties are booked at it.`);
}

interface FoundHost {
  readonly hostKind: "customer" | "distributor";
  readonly hostId: CustomerId | DistributorId;
  readonly hostName: string;
}

const unfit = (message: string) => new DomainError("party_host_invalid", message);

async function hostOf(tx: Deps, host: Input["host"], consultantId: DistributorId): Promise<FoundHost> {
  if (host.kind === "distributor") return distributorHost(tx, host.id, consultantId);
  const id = host.kind === "new" ? await newCustomer(tx, host, consultantId) : host.id;
  const [row] = await tx.db
    .select({ name: customer.name, creditedTo: customer.creditedTo })
    .from(customer)
    .where(eq(customer.id, id));
  if (row?.creditedTo !== consultantId) throw notFound();
  return { hostKind: "customer", hostId: id, hostName: row.name };
}

/** Somebody who has not bought yet: a customer of the consultant from now on. */
async function newCustomer(
  tx: Deps,
  { name, email }: { readonly name: string; readonly email: string },
  consultantId: DistributorId,
): Promise<CustomerId> {
  const externalId = `${consultantId}:${email.toLowerCase()}`;
  const news = { source: "party", externalId, name, email, sponsorRef: consultantId, causeId: "parties.open" };
  const outcome = await upsertCustomer(tx, news);
  if (outcome.state === "waiting" || outcome.state === "held") throw unfit("This host cannot be entered.");
  return outcome.customerId;
}

async function distributorHost(tx: Deps, id: DistributorId, consultantId: DistributorId): Promise<FoundHost> {
  if (id === consultantId) {
    throw unfit("Whoever sells at a party does not host it. Choose another host, or another consultant.");
  }
  const [row] = await tx.db
    .select({ name: distributor.name, status: distributor.status })
    .from(distributor)
    .where(eq(distributor.id, id));
  if (!row || (await treeIndex(tx)).parentOf(id) !== consultantId) throw notFound();
  if (row.status === "terminated" || row.status === "merged") {
    throw unfit("This person has left the company and can be credited nothing.");
  }
  return { hostKind: "distributor", hostId: id, hostName: row.name };
}
