import { ledgerPost, lockOwner, salesOrder, selectRows } from "@upline/db";
import {
  currency as currencyOf,
  DomainError,
  minorDigits,
  money,
  moneyText,
  parseDecimal,
  spendKey,
  spendPosting,
} from "@upline/domain";
import { eq, or, sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { demandParty } from "./party-row.ts";

export const SpendCredit = z.strictObject({
  /** A party of the host whose credit it is. */
  partyId: z.templateLiteral(["pty_", z.string().max(40)]),
  /** Number of the host's own order that the credit pays for. */
  orderNumber: z.string().trim().min(1).max(60),
  /** Decimal text in the company's currency: "25.00". */
  amount: z.string().trim().max(20),
});

/**
 * Notes that a host's store credit paid for goods: once for an order, and at most what he has to spend.
 *
 * @throws DomainError `amount_malformed`, `credit_order_invalid`, `credit_spent_already`, `would_overdraw`,
 *         `party_not_found`, `not_found`
 */
export async function spendCredit(
  deps: Deps,
  { partyId, orderNumber, amount }: z.output<typeof SpendCredit>,
): Promise<void> {
  await inTransaction(deps, async (tx) => {
    await lockForPosting(tx);
    const { hostId, number, consultantId } = await demandParty(tx, partyId);
    const order = await orderOf(tx, orderNumber, hostId);
    const minor = minorOf(amount, order.currency);
    const available = -((await lockOwner(tx.db, hostId, order.currency)).get("credit.available") ?? 0n);
    if (minor > available) {
      const has = `${moneyText(money(available, order.currency))} ${order.currency}`;
      throw new DomainError("would_overdraw", `This host has ${has} of store credit to spend.`);
    }
    const [known] = await selectRows<{ id: string }>(
      tx.db,
      sql`select id::text as id from ledger.transactions where idem_key = ${spendKey(order.id)}`,
    );
    if (known) {
      const message = `Order ${order.number} was paid with store credit already.`;
      throw new DomainError("credit_spent_already", message, { transaction: known.id });
    }
    const source = { sourceType: "order", sourceId: order.id, effectiveAt: order.placedAt };
    await ledgerPost(tx.db, [
      spendPosting({
        owner: hostId,
        currency: currencyOf(order.currency),
        minor,
        orderId: order.id,
        source: { ...source, reason: `Store credit for order ${order.number}`, actor: actorOf(tx.viewer).id },
      }),
    ]);
    await audit(tx, {
      action: "parties.spendCredit",
      subjectType: "party",
      subjectId: partyId,
      after: { number, hostId, orderNumber: order.number, minor: String(minor) },
    });
    await notify(tx, ["admin", consultantId], "parties");
  });
}

/** An order that the host bought himself. */
async function orderOf({ db }: Deps, named: string, hostId: string) {
  const [order] = await db
    .select()
    .from(salesOrder)
    .where(or(eq(salesOrder.number, named), eq(salesOrder.id, named as typeof salesOrder.$inferSelect.id)));
  if (order?.buyerId === hostId) return order;
  throw new DomainError(
    "credit_order_invalid",
    `There is no order ${named} that this host bought. Enter the number of an own order.`,
  );
}

function minorOf(text: string, code: string): bigint {
  const minor = parseDecimal(text, minorDigits(currencyOf(code)));
  if (minor !== null && minor > 0n) return minor;
  throw new DomainError("amount_malformed", "Enter an amount above zero, such as 25.00.");
}
