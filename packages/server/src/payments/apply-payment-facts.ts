import { type InboxEffects, payment, salesOrder, updateRows } from "@upline/db";
import {
  earlier,
  foldPayment,
  type Instant,
  invariant,
  later,
  orderOutcome,
  type PaymentFact,
  type PaymentState,
} from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { renumbers } from "../commissions/later-sales.ts";
import { areSalesNumbered } from "../commissions/load-around.ts";
import { type PaidOutcome, saveOutcomes } from "../commissions/save-outcome.ts";
import type { Deps } from "../deps.ts";
import type { InboxOutcome } from "../inbox/neutral.ts";
import { wakeWaiting } from "../inbox/waiting.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { volumesOf } from "../orders/volumes.ts";
import type { PlanInForce } from "../plans/plan-in-force.ts";
import { amountOf, bothFigures } from "./figures.ts";
import { type FoundOrder, findOrders, type OrderRow, paymentName, type Wanted } from "./find-order.ts";
import { planAt } from "./plan-at.ts";
import { type KnownPayment, type PaymentRow, paymentKey, recordFacts } from "./record-facts.ts";

/** What an event says about one payment, and the names by which its order and distributor may be found, best first. */
export interface NewFacts {
  readonly provider: string;
  readonly mode: "test" | "live";
  readonly paymentRef: string;
  readonly facts: readonly PaymentFact[];
  /** Names of the order only: a payment that has none may become an external order. */
  readonly references: readonly string[];
  readonly distributorRefs: readonly string[];
  readonly customer?: { readonly name: string; readonly email: string } | undefined;
  /** The inbox event. */
  readonly causeId: string;
}

/**
 * Providers say something about payments: confirmed, failed, refunded, disputed. Makes it true, once.
 *
 * Runs in the caller's transaction. Two events about the same fact meet at its business key, and the later one
 * changes nothing. What cannot be matched waits for its order; what contradicts waits for a person. Facts are recorded
 * before the match, so that an unmatched payment knows its refunds when its order arrives.
 *
 * Payments that have nothing to do with each other are read and written together. One that shares its payment, order,
 * buyer or cause with an earlier one of the list is put off: its answer is null, and the caller gives it again once the
 * others are done. The first of a list is never put off.
 *
 * @returns one answer per item, in the same order
 */
export async function applyPaymentFacts(
  tx: Deps,
  list: readonly NewFacts[],
): Promise<readonly (InboxOutcome | null)[]> {
  // Orders that nobody has paid yet post nothing: they do not wait for those who do.
  if (list.length === 0) return [];
  await lockForPosting(tx);
  const outcomes = new Map<NewFacts, InboxOutcome>();
  const isPutOff = firstOnly();
  const now = list.filter((news) => !isPutOff([`payment ${paymentKey(news)}`, `cause ${news.causeId}`]));
  const known = await recordFacts(tx, now);

  const wanted = now.flatMap((news, index): Told[] => {
    const told = known[index];
    if (!told) return [];
    const { row, facts, isOurs, toldBy } = told;
    if (isOurs || row.orderId === null) return [{ news, known: told, row, state: foldPayment(facts) }];
    outcomes.set(news, nothingNew(row, toldBy));
    return [];
  });
  const areNumbered = await areSalesNumbered(tx);
  const findings = await findOrders(tx, wanted);
  const situations: Situation[] = [];
  for (const [index, told] of wanted.entries()) {
    const found = findings[index];
    if (!found) continue;
    const { news } = told;
    if ("waitingFor" in found) {
      const effects = { paymentRef: news.paymentRef };
      outcomes.set(news, { state: "unmatched", waitingFor: found.waitingFor, because: "no_order", effects });
      continue;
    }
    const { id, buyerId, creditedTo } = found.order;
    const names = [`order ${id}`, `buyer ${buyerId}`, ...(areNumbered ? [`seller ${creditedTo}`] : [])];
    if (isPutOff(names)) continue;
    if (told.row.orderId === null && told.known.hasOthers)
      await wakeWaiting(tx, "payment", [paymentName(news.provider, news.paymentRef)]);
    situations.push({ ...told, found });
  }
  for (const [news, outcome] of await decide(tx, situations)) outcomes.set(news, outcome);
  return list.map((news) => outcomes.get(news) ?? null);
}

/** The same for one payment, with its answer. */
export async function applyPayment(tx: Deps, news: NewFacts): Promise<InboxOutcome> {
  const [outcome] = await applyPaymentFacts(tx, [news]);
  invariant(outcome, "the first of a list is never put off");
  return outcome;
}

/** Says of each set of names whether one of them was given before; if not, all of them count as given. */
function firstOnly(): (names: readonly string[]) => boolean {
  const given = new Set<string>();
  return (names) => {
    if (names.some((name) => given.has(name))) return true;
    for (const name of names) given.add(name);
    return false;
  };
}

/** What was said, and what is known of the payment now. */
interface Told extends Wanted {
  readonly known: KnownPayment;
}

interface Situation extends Told {
  readonly found: FoundOrder;
}

/** A sale that counts, on its way to the books together with others. */
interface Sale {
  readonly situation: Situation;
  readonly outcome: PaidOutcome;
  readonly plan: PlanInForce;
}

async function decide(tx: Deps, situations: readonly Situation[]): Promise<(readonly [NewFacts, InboxOutcome])[]> {
  const outcomes: (readonly [NewFacts, InboxOutcome])[] = [];
  const sales: Sale[] = [];
  for (const situation of situations) {
    const decided = await decideOne(tx, situation);
    if ("state" in decided) outcomes.push([situation.news, decided]);
    else if (await isPlain(tx, decided)) sales.push(decided);
    // What changes posted lines depends on balances: each sees those that the one before it left.
    else outcomes.push(...(await book(tx, [decided])));
  }
  return [...outcomes, ...(await book(tx, sales))];
}

/** A first payment that changes nothing that was posted for others. */
async function isPlain(tx: Deps, { situation: { found }, outcome }: Sale): Promise<boolean> {
  if (found.order.effectiveAt !== null) return false;
  return !(await renumbers(tx, { ...found.order, at: outcome.order.effectiveAt }));
}

async function decideOne(tx: Deps, situation: Situation): Promise<InboxOutcome | Sale> {
  const { row, state, found, known } = situation;
  const { order } = found;
  if (found.paidBy !== null && state.confirmedAt !== null) {
    const detail = `Order ${order.number} was paid by ${found.paidBy} before. This payment is ${amountOf(state)}.`;
    return hold(tx, { row, order, because: "order_already_paid", detail });
  }
  const from = await orderDateOf(tx, order);
  const outcome = orderOutcome({ ...order, margin: order.marginMinor, volumes: volumesOf(order) }, state, from);
  switch (outcome.kind) {
    case "quarantined":
      return hold(tx, { row, order, because: outcome.because, detail: bothFigures(outcome, order, state) });
    case "not_paid": {
      const isNew = await saveUnpaid(tx, { row, order, state, status: outcome.orderStatus });
      return answer({ orderId: order.id, paymentRef: row.paymentRef }, isNew, toldByOther(known));
    }
    case "paid": {
      const plan = await planAt(tx, outcome.order.effectiveAt);
      if (plan !== null) return { situation, outcome, plan };
      const detail = `No plan version is in force at ${outcome.order.effectiveAt}, when order ${order.number} was paid.`;
      return hold(tx, { row, order, because: "no_plan_in_force", detail });
    }
  }
}

/** The order date, where the plan of that day counts orders from it. */
async function orderDateOf(tx: Deps, { placedAt }: OrderRow): Promise<Instant | null> {
  const plan = await planAt(tx, placedAt);
  return plan?.plan.policies.orderEffective === "orderDate" ? placedAt : null;
}

/** Writes sales of different orders and buyers with everything they cause. */
async function book(tx: Deps, sales: readonly Sale[]): Promise<(readonly [NewFacts, InboxOutcome])[]> {
  const saved = await saveOutcomes(
    tx,
    sales.map(({ situation: { news, found }, outcome, plan }) => ({
      order: found.order,
      outcome,
      plan,
      causeId: news.causeId,
      toldAt: toldAt(tx, news),
    })),
  );
  const done = sales.flatMap(({ situation }, index) => {
    const result = saved[index];
    return result ? [{ situation, result }] : [];
  });
  await savePayments(
    tx,
    done.map(({ situation: { row, state, found }, result }) => {
      const confirmEffects = row.confirmEffects + (result.isConfirmation ? 1 : 0);
      return { row, order: found.order, state, confirmEffects };
    }),
  );
  return done.map(({ situation: { news, row, found, known }, result }) => {
    const effects = { ...result.effects, orderId: found.order.id, paymentRef: row.paymentRef };
    return [news, answer(effects, result.isNew, toldByOther(known))] as const;
  });
}

/** The latest moment that an event speaks of; a provider's time later than the company's clock counts as now. */
function toldAt({ clock }: Deps, { facts }: NewFacts): Instant {
  const now = clock.now();
  const [first = now, ...others] = facts.map(({ occurredAt }) => earlier(occurredAt, now));
  return others.reduce(later, first);
}

const toldByOther = ({ isOurs, toldBy }: KnownPayment): string | null => (isOurs ? null : toldBy);

function answer(effects: InboxEffects, isNew: boolean, toldBy: string | null): InboxOutcome {
  if (isNew) return { state: "processed", effects };
  const because = toldBy ? "duplicate" : "already_counted";
  return {
    state: "processed",
    noEffect: true,
    because,
    effects: { ...effects, ...(toldBy ? { duplicateOf: toldBy } : {}) },
  };
}

function nothingNew({ orderId, paymentRef }: PaymentRow, toldBy: string | null): InboxOutcome {
  return answer({ ...(orderId ? { orderId } : {}), paymentRef }, false, toldBy);
}

/** The order waits for a person. What was true before stays true; the payment does not count. */
async function hold(
  tx: Deps,
  { row, order, because, detail }: { row: PaymentRow; order: OrderRow; because: string; detail: string },
): Promise<InboxOutcome> {
  const { provider, paymentRef } = row;
  const isPaid = order.effectiveAt !== null;
  await tx.db
    .update(payment)
    .set({ orderId: order.id, status: "held" })
    .where(and(eq(payment.provider, provider), eq(payment.paymentRef, paymentRef)));
  await tx.db
    .update(salesOrder)
    .set({ heldBecause: because, ...(isPaid ? {} : { status: "held" as const }) })
    .where(eq(salesOrder.id, order.id));
  await notify(tx, "admin", "orders");
  return { state: "held", because, detail, effects: { orderId: order.id, paymentRef } };
}

async function saveUnpaid(
  tx: Deps,
  { row, order, state, status }: { row: PaymentRow; order: OrderRow; state: PaymentState; status: "placed" | "failed" },
): Promise<boolean> {
  await savePayments(tx, [{ row, order, state, confirmEffects: row.confirmEffects }]);
  if (order.effectiveAt !== null || order.status === status) return row.status !== state.status;
  await tx.db.update(salesOrder).set({ status, heldBecause: null }).where(eq(salesOrder.id, order.id));
  await notify(tx, "admin", "orders");
  return true;
}

interface PaymentNow {
  readonly row: PaymentRow;
  readonly order: OrderRow;
  readonly state: PaymentState;
  readonly confirmEffects: number;
}

async function savePayments(tx: Deps, list: readonly PaymentNow[]): Promise<void> {
  const rows = list.map(({ row, order, state, confirmEffects }) => ({
    provider: row.provider,
    paymentRef: row.paymentRef,
    orderId: order.id,
    currency: state.currency,
    grossMinor: state.gross,
    refundedMinor: state.refunded,
    lostMinor: state.lost,
    netMinor: state.net,
    status: state.status,
    confirmEffects,
  }));
  await updateRows(tx.db, payment, rows, { by: ["provider", "paymentRef"] });
}
