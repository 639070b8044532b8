import type { PartyId } from "@upline/domain";
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
  "parties.closeOwn": {
    who: "distributors",
    input: ({ partyId }: AccessWorld) => ({ partyId }),
    foreign: ({ foreignPartyId }: AccessWorld) => [{ partyId: foreignPartyId }],
  },
} as const;

/** A party of somebody. */
export async function aParty(deps: Deps, distributorId: string): Promise<PartyId> {
  return (await openParty(deps, { ...A_PARTY, distributorId })).id;
}
