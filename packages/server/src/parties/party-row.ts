import { party } from "@upline/db";
import { DomainError, type Instant, type PartyId } from "@upline/domain";
import { eq } from "drizzle-orm";
import { notFound } from "../auth/can-view.ts";
import { standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";

export type PartyRow = typeof party.$inferSelect;

/** Where a party stands now. */
export type PartyState = "planned" | "open" | "closed";

/** One whose time is over counts nothing more, whether it was noted yet or not. */
export function stateOf({ opensAt, closesAt, closedAt }: PartyRow, now: Instant): PartyState {
  if (closedAt !== null || closesAt <= now) return "closed";
  return opensAt > now ? "planned" : "open";
}

/**
 * A party as the viewer may see it: consultants their own.
 *
 * @throws DomainError `party_not_found` in the back office, `not_found` for somebody else's
 */
export async function demandParty(deps: Deps, partyId: PartyId): Promise<PartyRow> {
  const [row] = await deps.db.select().from(party).where(eq(party.id, partyId));
  const own = standpointOf(deps.viewer);
  if (own !== null && row?.consultantId !== own) throw notFound();
  if (!row) throw new DomainError("party_not_found", "There is no such party.");
  return row;
}
