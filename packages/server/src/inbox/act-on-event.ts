import { DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { GiveUp } from "../jobs/job.ts";
import { placeOrder } from "../orders/place-order.ts";
import { applyPaymentFacts } from "../payments/apply-payment-facts.ts";
import { enrolDistributor } from "../people/enrol-distributor.ts";
import type { NotYet } from "../people/outcome.ts";
import { upsertCustomer } from "../people/upsert-customer.ts";
import type { InboxOutcome, NeutralEvent, NeutralPerson, OrderAnnounced, PaymentNews } from "./neutral.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";
import type { VerifiedEvent } from "./provider.ts";
import { PROVIDERS } from "./providers/registry.ts";
import { decodeJsonObject } from "./signature.ts";

/** What acting on an event came to, and the names it quoted for its payment and order. */
export interface Acted {
  readonly outcome: InboxOutcome;
  readonly paymentRef: string | null;
  readonly orderRef: string | null;
}

/**
 * Understands a stored event and makes it true, in the caller's transaction.
 *
 * @throws ZodError for a genuine event of an unexpected form, GiveUp when there is nothing left to understand
 */
export async function actOnEvent(tx: Deps, row: InboxRow): Promise<Acted> {
  const nothing = (because: string): Acted => ({
    outcome: { state: "ignored", because },
    paymentRef: null,
    orderRef: null,
  });
  if (row.mode !== tx.config.PAYMENTS_MODE) return nothing("wrong_mode");
  const provider = PROVIDERS.get(row.provider);
  if (!provider) throw new GiveUp(`There is no provider named ${row.provider}.`);
  if (!provider.events.includes(row.type)) return nothing("unknown_type");

  const events = meaningOf(provider.translate, row);
  if (events.length === 0) return nothing("nothing_to_do");
  const outcomes: InboxOutcome[] = [];
  for (const event of events) outcomes.push(await act(tx, row, event));
  return { outcome: together(outcomes), ...namesIn(events) };
}

function meaningOf(
  translate: (event: VerifiedEvent) => readonly NeutralEvent[],
  row: InboxRow,
): readonly NeutralEvent[] {
  const { eventRef, type, occurredAt, mode, raw } = row;
  if (raw === null) throw new GiveUp("The body of this event is no longer kept.");
  const payload = decodeJsonObject(raw);
  if (payload === null) throw new GiveUp("The stored body is not a JSON object.");
  try {
    return translate({ eventRef, type, occurredAt, mode, payload });
  } catch (error) {
    if (error instanceof DomainError) throw new GiveUp(error.message);
    throw error;
  }
}

async function act(tx: Deps, row: InboxRow, event: NeutralEvent): Promise<InboxOutcome> {
  switch (event.type) {
    case "held":
      return { state: "held", because: event.because, detail: event.detail };
    case "payment":
      return pay(tx, row, event);
    case "customer.created": {
      const { customer, sponsorRef } = event;
      const news = { ...personOf(row, customer), name: customer.name ?? customer.id, sponsorRef };
      const outcome = await upsertCustomer(tx, news);
      return done(outcome, outcome.state === "known") ?? { state: "processed", effects: idsOf(outcome) };
    }
    case "distributor.enrolled": {
      const { distributor, sponsorRef, joinedAt } = event;
      const { name, email } = distributor;
      if (name === undefined || email === undefined) {
        return { state: "held", because: "person_incomplete", detail: "A sign-up needs a name and an e-mail address." };
      }
      const news = { ...personOf(row, distributor), name, email, locale: distributor.locale, sponsorRef, joinedAt };
      const outcome = await enrolDistributor(tx, news);
      return done(outcome, outcome.state === "known") ?? { state: "processed", effects: idsOf(outcome) };
    }
    case "order.placed":
    case "order.paid":
      return announceOrder(tx, row, event);
  }
}

/** The payment's facts are recorded even when its order cannot be placed yet, so that refunds find them. */
async function announceOrder(tx: Deps, row: InboxRow, event: OrderAnnounced): Promise<InboxOutcome> {
  const { orderId, buyer, payment, type: _, ...order } = event;
  const { person, kind } = buyer;
  const placed = await placeOrder(tx, {
    ...order,
    source: row.provider,
    externalId: orderId,
    buyer: { kind, id: person.id, name: person.name ?? person.id, email: person.email, country: person.country },
    causeId: row.id,
  });
  // Only the order may be credited with this payment: not a sponsor named beside it.
  const paid = payment ? await pay(tx, row, { ...payment, references: [orderId], distributorRefs: [] }) : null;
  const notPlaced = done(placed, placed.state === "known");
  if (notPlaced && notPlaced.state !== "processed") return notPlaced;
  return paid ?? notPlaced ?? { state: "processed", effects: idsOf(placed) };
}

function pay(tx: Deps, row: InboxRow, { type: _, ...news }: PaymentNews): Promise<InboxOutcome> {
  return applyPaymentFacts(tx, { ...news, provider: row.provider, mode: row.mode, causeId: row.id });
}

type Announced = {
  readonly state: string;
  readonly orderId?: string;
  readonly distributorId?: string;
  readonly customerId?: string;
};

/** The outcome when there is nothing new, or not yet; null when something was made. */
function done(
  outcome: (Announced & { readonly mailIds?: readonly string[] }) | NotYet,
  isKnown: boolean,
): InboxOutcome | null {
  if ("waitingFor" in outcome)
    return { state: "unmatched", waitingFor: outcome.waitingFor, because: "waits_for_arrival" };
  if ("because" in outcome) return { state: "held", because: outcome.because, detail: outcome.detail };
  return isKnown ? { state: "processed", noEffect: true, because: "known_already", effects: idsOf(outcome) } : null;
}

function idsOf(outcome: Announced | NotYet): {
  orderId?: string;
  distributorId?: string;
  customerId?: string;
  mailIds?: readonly string[];
} {
  const { state: _, creditedTo: __, ...ids } = outcome as Announced & { readonly creditedTo?: string };
  return ids;
}

function personOf(row: InboxRow, { id, email, phone, country }: NeutralPerson) {
  return { source: row.provider, externalId: id, email, phone, country, causeId: row.id };
}

/** Of several outcomes the one that needs somebody; otherwise all effects in one. */
function together(outcomes: readonly InboxOutcome[]): InboxOutcome {
  const open = outcomes.find(({ state }) => state === "held") ?? outcomes.find(({ state }) => state === "unmatched");
  const [first] = outcomes;
  if (open || outcomes.length === 1 || !first) return open ?? first ?? { state: "ignored", because: "nothing_to_do" };
  const all = outcomes.flatMap((outcome) => (outcome.state === "processed" ? [outcome] : []));
  const noEffect = all.every((outcome) => outcome.noEffect === true);
  return { state: "processed", noEffect, effects: Object.assign({}, ...all.map(({ effects }) => effects)) };
}

function namesIn(events: readonly NeutralEvent[]): { paymentRef: string | null; orderRef: string | null } {
  for (const event of events) {
    if (event.type === "payment") return { paymentRef: event.paymentRef, orderRef: event.references[0] ?? null };
    if (event.type === "order.placed" || event.type === "order.paid") {
      return { paymentRef: event.payment?.paymentRef ?? null, orderRef: event.orderId };
    }
  }
  return { paymentRef: null, orderRef: null };
}
