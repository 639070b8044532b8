import { distributor } from "@upline/db";
import { amountText } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { sendMail } from "../notifications/send-mail.ts";
import type { PayoutRow } from "./apply-payout-facts.ts";

/** Writes to the person whose payout was sent, failed, or came back. That it has arrived, the bank says. */
export async function tellPerson(tx: Deps, { id, distributorId, state, ...row }: PayoutRow): Promise<void> {
  if (state !== "sent" && state !== "failed" && state !== "returned") return;
  const [person] = await tx.db.select().from(distributor).where(eq(distributor.id, distributorId));
  if (!person) return;
  const minor = state === "failed" ? row.grossMinor : row.netMinor;
  const values = { amount: `${amountText(minor, row.currency)} ${row.currency}`, ending: row.ending };
  const order = {
    to: { personId: distributorId, name: person.name, email: person.email },
    causeId: id,
    naturalKey: `payout_${state}:${id}`,
    values,
  };
  await sendMail(tx, { kind: `payout_${state}`, ...order });
}
