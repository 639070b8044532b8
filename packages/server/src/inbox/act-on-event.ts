import { DomainError, invariant } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { unstorableAt } from "../errors/unstorable.ts";
import { GiveUp } from "../jobs/job.ts";
import { type PlacedOrder, placeOrders } from "../orders/place-order.ts";
import { applyPayment, applyPaymentFacts, type NewFacts } from "../payments/apply-payment-facts.ts";
import { askAboutPayout } from "../payouts/ask-about-payout.ts";
import { enrolDistributor } from "../people/enrol-distributor.ts";
import type { NotYet } from "../people/outcome.ts";
import { upsertCustomer } from "../people/upsert-customer.ts";
import type { InboxOutcome, NeutralEvent, NeutralPerson, OrderAnnounced, PaymentNews } from "./neutral.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";
import type { VerifiedEvent } from "./provider.ts";
import { PROVIDERS } from "./providers/registry.ts";
import { decodeJsonObject } from "./signature.ts";

/** A stored event with what it means; or what became of it, when there is nothing to act on. */
export type Understood =
  | { readonly row: InboxRow; readonly events: readonly NeutralEvent[] }
  | { readonly row: InboxRow; readonly ignored: string };

/**
 * What a stored event means to this company. Pure but for the settings.
 *
 * @throws ZodError for a genuine event of an unexpected form, GiveUp when there is nothing left to understand
 */
export function understand({ config }: Pick<Deps, "config">, row: InboxRow): Understood {
  if (row.mode !== config.PAYMENTS_MODE) return { row, ignored: "wrong_mode" };
  const provider = PROVIDERS.get(row.provider);
  if (!provider) throw new GiveUp(`There is no provider named ${row.provider}.`);
  if (!provider.events.includes(row.type)) return { row, ignored: "unknown_type" };
  const events = meaningOf(provider.translate, row);
  return events.length === 0 ? { row, ignored: "nothing_to_do" } : { row, events };
}

/** Makes true what one stored event means, in the caller's transaction. */
export async function actOnEvents(tx: Deps, row: InboxRow, events: readonly NeutralEvent[]): Promise<InboxOutcome> {
  const outcomes: InboxOutcome[] = [];
  for (const event of events) outcomes.push(await act(tx, row, event));
  return together(outcomes);
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
    const events = translate({ eventRef, type, occurredAt, mode, payload });
    const place = unstorableAt(events);
    if (place !== null)
      throw new GiveUp(`It holds a character that cannot be stored, at ${place.replace(/^0\./, "")}.`);
    return events;
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
      return applyPayment(tx, paymentNews(row, event));
    case "customer.created": {
      const { customer, sponsorRef } = event;
      const news = { ...personOf(row, customer), name: customer.name ?? customer.id, sponsorRef };
      const outcome = await upsertCustomer(tx, news);
      return done(outcome, outcome.state === "known") ?? { state: "processed", effects: idsOf(outcome) };
    }
    case "distributor.enrolled": {
      const { distributor, sponsorRef, joinedAt } = event;
      const { name, email, locale, attributes } = distributor;
      if (name === undefined || email === undefined) {
        return { state: "held", because: "person_incomplete", detail: "A sign-up needs a name and an e-mail address." };
      }
      const news = { ...personOf(row, distributor), name, email, locale, attributes, sponsorRef, joinedAt };
      const outcome = await enrolDistributor(tx, news);
      return done(outcome, outcome.state === "known") ?? { state: "processed", effects: idsOf(outcome) };
    }
    case "payout":
      return askAboutPayout(tx, event);
    case "order.placed":
    case "order.paid":
      return announceOrder(tx, row, event);
  }
}

async function announceOrder(tx: Deps, row: InboxRow, event: OrderAnnounced): Promise<InboxOutcome> {
  const [outcome] = await announceOrders(tx, [{ row, event }]);
  invariant(outcome, "the first of a list is never put off");
  return outcome;
}

/**
 * Orders that a shop announces, with the payment where it says that they are paid. The payment's facts are recorded even
 * when its order cannot be placed yet, so that refunds find them.
 *
 * @returns one answer per order, in the same order; null for one that is put off, see `placeOrders`
 */
export async function announceOrders(
  tx: Deps,
  list: readonly { readonly row: InboxRow; readonly event: OrderAnnounced }[],
): Promise<readonly (InboxOutcome | null)[]> {
  const placed = await placeOrders(
    tx,
    list.map(({ row, event }) => orderNews(row, event)),
  );
  const payable = list.flatMap(({ row, event: { payment, orderId } }, index) =>
    // Only the order may be credited with this payment: not a sponsor named beside it.
    payment && placed[index]
      ? [{ index, news: paymentNews(row, { ...payment, references: [orderId], distributorRefs: [] }) }]
      : [],
  );
  const answers = await applyPaymentFacts(
    tx,
    payable.map(({ news }) => news),
  );
  const paid = new Map(payable.map(({ index }, place) => [index, answers[place] ?? null]));
  return placed.map((outcome, index) => {
    if (!outcome || paid.get(index) === null) return null;
    const announced = done(outcome, outcome.state === "known") ?? { state: "processed", effects: idsOf(outcome) };
    return announced.state === "processed" ? (paid.get(index) ?? announced) : announced;
  });
}

/** An announced order as the use case takes it. */
function orderNews(row: InboxRow, event: OrderAnnounced): PlacedOrder {
  const { orderId, buyer, payment: _, type: __, ...order } = event;
  const { person, kind } = buyer;
  return {
    ...order,
    source: row.provider,
    externalId: orderId,
    buyer: { kind, id: person.id, name: person.name ?? person.id, email: person.email, country: person.country },
    causeId: row.id,
  };
}

/** What is said of a payment, as the use case takes it. */
export function paymentNews(row: InboxRow, { type: _, ...news }: PaymentNews): NewFacts {
  return { ...news, provider: row.provider, mode: row.mode, causeId: row.id };
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

/** The names an event quotes for its payment and order, for the list of events. */
export function namesIn(events: readonly NeutralEvent[]): { paymentRef: string | null; orderRef: string | null } {
  for (const event of events) {
    if (event.type === "payment") return { paymentRef: event.paymentRef, orderRef: event.references[0] ?? null };
    if (event.type === "order.placed" || event.type === "order.paid") {
      return { paymentRef: event.payment?.paymentRef ?? null, orderRef: event.orderId };
    }
  }
  return { paymentRef: null, orderRef: null };
}
