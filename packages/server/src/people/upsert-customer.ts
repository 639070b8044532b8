import { customer, personRef } from "@upline/db";
import type { CustomerId, DistributorId } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import type { NotYet } from "./outcome.ts";
import { resolveDistributor } from "./resolve-distributor.ts";

/** A retail customer, as another system announced it. */
export interface CustomerNews {
  readonly source: string;
  readonly externalId: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly country?: string | undefined;
  /** Who the customer belongs to; null when the sender does not know. */
  readonly sponsorRef: string | null;
  readonly causeId: string;
}

export type CustomerOutcome =
  | { readonly state: "created" | "known"; readonly customerId: CustomerId; readonly creditedTo: DistributorId }
  | NotYet;

/**
 * Creates a customer once per (source, external id), and updates what a later announcement says. The distributor
 * stays the one of the first announcement: a new seller does not take a customer away.
 */
export async function upsertCustomer(tx: Deps, news: CustomerNews): Promise<CustomerOutcome> {
  const { source, externalId, name, email, phone, country, causeId } = news;
  const [known] = await tx.db
    .select()
    .from(personRef)
    .innerJoin(customer, eq(customer.id, personRef.personId as never))
    .where(and(eq(personRef.source, source), eq(personRef.kind, "customer"), eq(personRef.externalId, externalId)));
  if (known) {
    const row = known.customer;
    const changes = { name, ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(country ? { country } : {}) };
    const isNew = Object.entries(changes).some(([field, value]) => row[field as keyof typeof changes] !== value);
    // Nothing is written for what is known: two batches with orders of the same customers would wait for each other.
    if (isNew) await tx.db.update(customer).set(changes).where(eq(customer.id, row.id));
    return { state: "known", customerId: row.id, creditedTo: row.creditedTo };
  }
  const creditedTo = news.sponsorRef === null ? null : await resolveDistributor(tx, news.sponsorRef);
  if (creditedTo === null) {
    const value = news.sponsorRef ?? `customer:${source}:${externalId}`;
    return { state: "waiting", waitingFor: [{ kind: "distributor", value }] };
  }
  const id = tx.newId("cus");
  const createdAt = tx.clock.now();
  await tx.db.insert(customer).values({
    id,
    name,
    email: email ?? null,
    phone: phone ?? null,
    country: country ?? null,
    creditedTo,
    createdAt,
  });
  await tx.db.insert(personRef).values({ source, kind: "customer", externalId, personId: id });
  await emit(tx, {
    type: "customer.created",
    subject: id,
    causeId,
    naturalKey: `customer.created:${id}`,
    data: { customerId: id, sponsorId: creditedTo },
  });
  await notify(tx, creditedTo, "team");
  return { state: "created", customerId: id, creditedTo };
}
