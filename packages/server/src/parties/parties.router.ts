import { adminProcedure, distributorProcedure, router, signedInProcedure } from "../trpc/trpc.ts";
import { closeParty, OneParty } from "./close-party.ts";
import { getParty } from "./get-party.ts";
import { findHosts, HostSearch } from "./hosts.queries.ts";
import { OpenOwnParty, OpenParty, openParty } from "./open-party.ts";
import { ListParties, listParties } from "./parties.queries.ts";
import { partyRules } from "./party-rules.ts";
import { SpendCredit, spendCredit } from "./spend-credit.ts";

export const partiesRouter = router({
  /** Parties, newest first: all for the back office, own ones for a consultant. */
  list: signedInProcedure.input(ListParties).query(({ ctx, input }) => listParties(ctx, input)),

  /** Whether the plan of today pays hosts, and for what. */
  rules: signedInProcedure.query(({ ctx }) => partyRules(ctx)),

  /** One party with its orders and what its host is credited. Refuses with `not_found`, `party_not_found`. */
  get: signedInProcedure.input(OneParty).query(({ ctx, input }) => getParty(ctx, input.partyId)),

  /** Who may host a party of a consultant: own customers and those whom he sponsored. */
  hosts: signedInProcedure.input(HostSearch).query(({ ctx, input }) => findHosts(ctx, input)),

  /** Enters a party. Refuses with `party_day_invalid`, `party_host_invalid`, `party_closed`, `not_found`. */
  open: adminProcedure("support", "plan")
    .input(OpenParty)
    .mutation(({ ctx, input }) => openParty(ctx, input)),

  /** The same for the consultant himself. */
  openOwn: distributorProcedure
    .input(OpenOwnParty)
    .mutation(({ ctx, input }) => openParty(ctx, input, "parties.openOwn")),

  /** Closes a party before its time. Refuses with `party_closed`, `party_not_found`. */
  close: adminProcedure("support", "plan")
    .input(OneParty)
    .mutation(({ ctx, input }) => closeParty(ctx, input)),

  /** The same for the consultant himself. */
  closeOwn: distributorProcedure
    .input(OneParty)
    .mutation(({ ctx, input }) => closeParty(ctx, input, "parties.closeOwn")),

  /**
   * Notes that a host's store credit paid for an own order. Refuses with `amount_malformed`, `credit_order_invalid`,
   * `credit_spent_already`, `would_overdraw`, `party_not_found`.
   */
  spendCredit: adminProcedure("support", "finance")
    .input(SpendCredit)
    .mutation(({ ctx, input }) => spendCredit(ctx, input)),
});
