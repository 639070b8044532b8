import type { InboxEffects, salesOrder } from "@upline/db";
import { addDays, type DistributorId, money, moneyText, stepOf, volumeText } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { type MailOrder, sendMail } from "../notifications/send-mail.ts";
import { emit, type News } from "../outbox/emit.ts";
import type { PlanInForce } from "../plans/plan-in-force.ts";
import type { OrderLineage } from "./load-order-facts.ts";
import type { Posted } from "./post-lines.ts";
import type { PaidOutcome } from "./save-outcome.ts";
import type { CountedRefund } from "./save-refunds.ts";
import { amountWords, dayWords } from "./worded.ts";

/** What happened to an order, for those who want to know. */
export interface Happening {
  readonly order: typeof salesOrder.$inferSelect;
  readonly outcome: PaidOutcome;
  readonly plan: PlanInForce;
  readonly causeId: string;
  readonly isConfirmation: boolean;
  readonly refunds: readonly CountedRefund[];
  readonly posted: Posted;
  readonly lineage: OrderLineage;
}

/** Writes news for other systems, mails to the buyer and the earners, and notices to open pages. */
export async function tell(tx: Deps, happening: Happening): Promise<Pick<InboxEffects, "mailIds" | "outboxEventIds">> {
  const outboxEventIds = await emit(tx, newsOf(happening));
  const mailIds = await sendMail(tx, mailsOf(happening));
  await notify(
    tx,
    happening.posted.people.map(({ earnerId }) => earnerId),
    "commissions",
  );
  await notify(tx, "admin", "orders");
  return { mailIds, outboxEventIds };
}

function newsOf({ order, isConfirmation, refunds, posted, causeId }: Happening): News[] {
  const cash = (minor: bigint) => ({ amount: moneyText(money(minor, order.currency)), currency: order.currency });
  const news: News[] = [];
  const about = { orderId: order.id, number: order.number, distributorId: order.creditedTo };
  if (isConfirmation) {
    const data = { ...about, total: cash(order.totalMinor), pv: volumeText(order.pv), cv: volumeText(order.cv) };
    const naturalKey = `${causeId}:order.confirmed:${order.id}`;
    news.push({ type: "order.confirmed", subject: order.id, causeId, naturalKey, data });
  }
  const refundedTotal = cash(refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
  for (const { ref, amountMinor, cause } of refunds.filter((refund) => refund.isNew && refund.amountMinor > 0n)) {
    const data = { ...about, refund: stepOf(ref), cause, amount: cash(amountMinor), refundedTotal };
    const naturalKey = `${causeId}:order.refunded:${order.id}:${ref}`;
    news.push({ type: "order.refunded", subject: order.id, causeId, naturalKey, data });
  }
  for (const { earnerId, net } of posted.people) {
    const type = net < 0n ? "commission.reversed" : "commission.earned";
    const data = { orderId: order.id, distributorId: earnerId, amount: cash(net), lineKeys: keysOf(posted, earnerId) };
    news.push({ type, subject: earnerId, causeId, naturalKey: `${causeId}:${type}:${earnerId}`, data });
  }
  return news;
}

function mailsOf({ order, outcome, plan, isConfirmation, posted, lineage, causeId }: Happening): MailOrder[] {
  const { timeZone } = plan.plan;
  const mails: MailOrder[] = [];
  if (isConfirmation && order.buyerEmail !== null) {
    mails.push({
      kind: "payment_confirmed",
      to: { personId: order.buyerId, name: order.buyerName, email: order.buyerEmail },
      causeId,
      naturalKey: `${causeId}:payment_confirmed:${order.id}`,
      values: {
        orderNumber: order.number,
        total: amountWords(order.totalMinor, order.currency),
        paidOn: dayWords(outcome.order.effectiveAt, timeZone),
      },
    });
  }
  const people = new Map([...lineage.around.people, ...lineage.people].map((person) => [person.frozen.id, person]));
  for (const { earnerId, net } of posted.people) {
    const person = people.get(earnerId);
    if (!person || net === 0n) continue;
    const to = { personId: earnerId, name: person.name, email: person.email };
    const amount = amountWords(net < 0n ? -net : net, order.currency);
    if (net < 0n) {
      const naturalKey = `${causeId}:commission_reversed:${earnerId}`;
      mails.push({
        kind: "commission_reversed",
        to,
        causeId,
        naturalKey,
        values: { amount, orderNumber: order.number },
      });
    } else if (isConfirmation) {
      const values = {
        amount,
        orderNumber: order.number,
        bonuses: bonusesOf(posted, earnerId, plan),
        finalOn: finalOn(outcome, plan),
      };
      mails.push({
        kind: "commission_earned",
        to,
        causeId,
        naturalKey: `${causeId}:commission_earned:${earnerId}`,
        values,
      });
    }
  }
  return mails;
}

const keysOf = ({ lineKeys }: Posted, earnerId: DistributorId): string[] =>
  lineKeys.filter((key) => key.split("|")[5] === earnerId);

function bonusesOf(posted: Posted, earnerId: DistributorId, { plan }: PlanInForce): string {
  const ids = new Set(keysOf(posted, earnerId).map((key) => key.split("|")[4]));
  return plan.bonuses.flatMap(({ id, label }) => (ids.has(id) ? [label] : [])).join(", ");
}

/** The day on which the longest hold of the live bonuses ends. */
function finalOn({ order }: Happening["outcome"], { plan }: PlanInForce): string {
  const days = Math.max(0, ...plan.bonuses.flatMap(({ when, settle }) => ("live" in when ? [settle.holdDays] : [])));
  return dayWords(addDays(order.effectiveAt, days, plan.timeZone), plan.timeZone);
}
