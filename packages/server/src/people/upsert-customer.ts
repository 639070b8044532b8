import { customer, personRef } from "@upline/db";
import { type CustomerId, type DistributorId, invariant } from "@upline/domain";
import { and, eq, inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import type { NotYet } from "./outcome.ts";
import { resolveDistributors } from "./resolve-distributor.ts";

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
 * Creates customers once per (source, external id), and updates what a later announcement says. The distributor
 * stays the one of the first announcement: a new seller does not take a customer away.
 *
 * @returns one answer per announcement, in the same order; the same customer may be announced several times
 */
export async function upsertCustomers(tx: Deps, list: readonly CustomerNews[]): Promise<readonly CustomerOutcome[]> {
  const known = await loadKnown(tx, list);
  const sponsors = await resolveDistributors(
    tx,
    list.flatMap((news) => (news.sponsorRef === null || known.has(keyOf(news)) ? [] : [news.sponsorRef])),
  );
  const outcomes: CustomerOutcome[] = [];
  for (const news of list) {
    const before = known.get(keyOf(news));
    if (before) {
      const row = await update(tx, before, news);
      known.set(keyOf(news), row);
      outcomes.push({ state: "known", customerId: row.id, creditedTo: row.creditedTo });
      continue;
    }
    const { source, externalId, sponsorRef } = news;
    const creditedTo = sponsorRef === null ? undefined : sponsors.get(sponsorRef);
    if (!creditedTo) {
      const value = sponsorRef ?? `customer:${source}:${externalId}`;
      outcomes.push({ state: "waiting", waitingFor: [{ kind: "distributor", value }] });
      continue;
    }
    const row = await create(tx, news, creditedTo);
    known.set(keyOf(news), row);
    outcomes.push({ state: "created", customerId: row.id, creditedTo });
  }
  return outcomes;
}

/** The same for one announcement. */
export async function upsertCustomer(tx: Deps, news: CustomerNews): Promise<CustomerOutcome> {
  const [outcome] = await upsertCustomers(tx, [news]);
  invariant(outcome, "every announcement has an answer");
  return outcome;
}

type Row = typeof customer.$inferSelect;

const keyOf = ({ source, externalId }: Pick<CustomerNews, "source" | "externalId">): string =>
  JSON.stringify([source, externalId]);

async function loadKnown(tx: Deps, list: readonly CustomerNews[]): Promise<Map<string, Row>> {
  if (list.length === 0) return new Map();
  const of = (field: "source" | "externalId") => [...new Set(list.map((news) => news[field]))];
  const rows = await tx.db
    .select({ source: personRef.source, externalId: personRef.externalId, customer })
    .from(personRef)
    .innerJoin(customer, eq(customer.id, personRef.personId as never))
    .where(
      and(
        inArray(personRef.source, of("source")),
        eq(personRef.kind, "customer"),
        inArray(personRef.externalId, of("externalId")),
      ),
    );
  return new Map(rows.map((row) => [keyOf(row), row.customer]));
}

/** Nothing is written for what is known: two batches with orders of the same customers would wait for each other. */
async function update(tx: Deps, row: Row, { name, email, phone, country }: CustomerNews): Promise<Row> {
  const changes = { name, ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(country ? { country } : {}) };
  const isNew = Object.entries(changes).some(([field, value]) => row[field as keyof typeof changes] !== value);
  if (isNew) await tx.db.update(customer).set(changes).where(eq(customer.id, row.id));
  return isNew ? { ...row, ...changes } : row;
}

async function create(tx: Deps, news: CustomerNews, creditedTo: DistributorId): Promise<Row> {
  const { source, externalId, name, email, phone, country, causeId } = news;
  const id = tx.newId("cus");
  const [row] = await tx.db
    .insert(customer)
    .values({
      id,
      name,
      email: email ?? null,
      phone: phone ?? null,
      country: country ?? null,
      creditedTo,
      createdAt: tx.clock.now(),
    })
    .returning();
  invariant(row, "an insert returns its row");
  await tx.db.insert(personRef).values({ source, kind: "customer", externalId, personId: id });
  await emit(tx, {
    type: "customer.created",
    subject: id,
    causeId,
    naturalKey: `customer.created:${id}`,
    data: { customerId: id, sponsorId: creditedTo },
  });
  await notify(tx, creditedTo, "team");
  return row;
}
