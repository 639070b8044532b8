import { ledgerPost, party, salesOrder } from "@upline/db";
import { instant, type PartyId, posting } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { AdminRole } from "../../auth/viewer.ts";
import type { Deps } from "../../deps.ts";
import { openParty } from "../../parties/open-party.ts";
import type { AccessWorld } from "./access-world.ts";

const SUPPORT = ["support", "plan", "owner"] as const satisfies AdminRole[];
const NOBODY = "dst_nobody";
const NO_PARTY: PartyId = "pty_nobody";

const A_PARTY = {
  host: { kind: "new", name: "Holly Host", email: "holly@walk.example" },
  opensOn: "2026-04-10",
  lastDay: "2026-04-20",
  bookedAt: null,
} as const;

const ONE_OF_ELM = {
  who: "signed in",
  input: ({ partyId }: AccessWorld) => ({ partyId }),
  foreign: ({ foreignPartyId }: AccessWorld) => [{ partyId: foreignPartyId }, { partyId: NO_PARTY }],
} as const;

/** Of people who are not oneself. */
const ofOthers = ({ oak, ivy, fern }: AccessWorld) => [oak, ivy, fern, NOBODY];

export const PARTIES = {
  "parties.list": {
    who: "signed in",
    input: () => ({}),
    foreign: (world: AccessWorld) => ofOthers(world).map((distributorId) => ({ distributorId })),
  },
  "parties.rules": { who: "signed in", foreign: "of the company's plan" },
  "parties.get": ONE_OF_ELM,
  "parties.hosts": {
    who: "signed in",
    input: () => ({ q: "" }),
    adminInput: ({ elm }: AccessWorld) => ({ q: "", distributorId: elm }),
    foreign: (world: AccessWorld) => ofOthers(world).map((distributorId) => ({ q: "", distributorId })),
  },
  "parties.open": { who: SUPPORT, input: ({ elm }: AccessWorld) => ({ ...A_PARTY, distributorId: elm }) },
  "parties.openOwn": {
    who: "distributors",
    input: () => A_PARTY,
    foreign: ({ foreignPartyId }: AccessWorld) => [{ ...A_PARTY, bookedAt: foreignPartyId }],
  },
  "parties.close": { who: SUPPORT, input: ({ partyId }: AccessWorld) => ({ partyId }) },
  "parties.spendCredit": {
    who: ["support", "finance", "owner"],
    input: ({ partyId, creditOrder }: AccessWorld) => ({ partyId, orderNumber: creditOrder, amount: "1.00" }),
  },
  "parties.closeOwn": {
    who: "distributors",
    input: ({ partyId }: AccessWorld) => ({ partyId }),
    foreign: ({ foreignPartyId }: AccessWorld) => [{ partyId: foreignPartyId }],
  },
} as const;

/** An order of a host who has 5.00 of store credit. @returns its number */
export async function creditOrderOf(deps: Deps, partyId: PartyId): Promise<string> {
  const [row] = await deps.db.select().from(party).where(eq(party.id, partyId));
  const hostId = row?.hostId ?? "";
  const at = instant("2026-03-09T10:00:00Z");
  await deps.db.insert(salesOrder).values({
    id: "ord_of_host",
    ...{ number: "O-1", buyerKind: "customer", buyerId: hostId, buyerName: row?.hostName ?? "" },
    ...{ creditedTo: row?.consultantId ?? "dst_", placedAt: at, currency: "USD", totalMinor: 500n, pv: 0n, cv: 0n },
    ...{ status: "placed", createdAt: at, causeId: "test" },
  });
  await ledgerPost(deps.db, [
    posting("accrue", "cl:test:credit", { sourceType: "run", sourceId: "test", effectiveAt: at }, [
      { code: "company.commission_expense", currency: "USD", amount: 500n },
      { code: "credit.available", owner: hostId, currency: "USD", amount: -500n },
    ]),
  ]);
  return "O-1";
}

/** A party of somebody. */
export async function aParty(deps: Deps, distributorId: string): Promise<PartyId> {
  return (await openParty(deps, { ...A_PARTY, distributorId })).id;
}
