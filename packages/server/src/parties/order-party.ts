import { party } from "@upline/db";
import type { Instant, PartyId } from "@upline/domain";
import { inArray, or } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** What an announced order says of its party. */
interface NamesParty {
  readonly partyRef?: string | undefined;
  readonly placedAt: Instant;
}

type Found =
  | { readonly partyId: PartyId | null }
  | { readonly because: "unknown_party" | "party_not_open"; readonly detail: string };

/**
 * The parties that orders name by number or id. One that was placed after the party had closed stays with it as a sale
 * that came too late; an unknown party, and an order from before it opened, wait for a person.
 */
export async function partiesNamed({ db }: Deps, orders: readonly NamesParty[]): Promise<(order: NamesParty) => Found> {
  const named = [...new Set(orders.flatMap(({ partyRef }) => (partyRef === undefined ? [] : [partyRef])))];
  const rows =
    named.length === 0
      ? []
      : await db
          .select({ id: party.id, number: party.number, opensAt: party.opensAt })
          .from(party)
          .where(or(inArray(party.number, named), inArray(party.id, named as PartyId[])));
  return ({ partyRef, placedAt }) => {
    if (partyRef === undefined) return { partyId: null };
    const found = rows.find(({ id, number }) => id === partyRef || number === partyRef);
    if (!found) {
      const detail = `There is no party ${partyRef}. Enter it, then replay this event.`;
      return { because: "unknown_party", detail };
    }
    if (placedAt >= found.opensAt) return { partyId: found.id };
    const detail = `Party ${found.number} opens at ${found.opensAt}, and this order was placed before.`;
    return { because: "party_not_open", detail };
  };
}
