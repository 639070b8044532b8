import { party } from "@upline/db";
import { DomainError, earlier } from "@upline/domain";
import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { refreshEstimateSoon } from "../commissions/estimate-soon.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { demandParty, type PartyRow } from "./party-row.ts";

export const OneParty = z.strictObject({ partyId: z.templateLiteral(["pty_", z.string().max(40)]) });

/**
 * Closes a party before its time: what guests have paid by now decides the host's credit, which the close of the period
 * posts. Closed once, it stays closed.
 *
 * @throws DomainError `party_not_found`, `party_closed`; `not_found` for one of another consultant
 */
export async function closeParty(
  deps: Deps,
  { partyId }: z.output<typeof OneParty>,
  action: "parties.close" | "parties.closeOwn" = "parties.close",
): Promise<void> {
  await inTransaction(deps, async (tx) => {
    // No period is frozen meanwhile: the closing counts in the period of its instant.
    await lockForPosting(tx);
    const row = await demandParty(tx, partyId);
    if (row.closedAt !== null) {
      throw new DomainError("party_closed", `Party ${row.number} has closed already. Load the page again to see it.`);
    }
    const closedAt = earlier(tx.clock.now(), row.closesAt);
    await tx.db.update(party).set({ closedAt, seq: sql`nextval('fact_seq')` }).where(eq(party.id, row.id));
    await audit(tx, { action, subjectType: "party", subjectId: row.id, after: { number: row.number, closedAt } });
    await told(tx, [row]);
  });
}

/**
 * Closes every party whose time is over, at the end of its time and not at the time of this run.
 *
 * @returns how many
 */
export async function closeDueParties(deps: Deps): Promise<number> {
  return inTransaction(deps, async (tx) => {
    await lockForPosting(tx);
    return closeDue(tx);
  });
}

/** The same under a lock that the caller holds. */
export async function closeDue(tx: Deps): Promise<number> {
  const rows = await tx.db
    .update(party)
    .set({ closedAt: sql`${party.closesAt}`, seq: sql`nextval('fact_seq')` })
    .where(and(isNull(party.closedAt), lte(party.closesAt, tx.clock.now())))
    .returning();
  if (rows.length > 0) await told(tx, rows);
  return rows.length;
}

async function told(tx: Deps, rows: readonly Pick<PartyRow, "consultantId">[]): Promise<void> {
  await notify(tx, ["admin", ...new Set(rows.map(({ consultantId }) => consultantId))], "parties");
  refreshEstimateSoon(tx);
}
