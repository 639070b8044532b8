import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";

type Outputs = inferRouterOutputs<AppRouter>["parties"];

export type Party = Outputs["get"];
export type PartyRow = Outputs["list"]["rows"][number];
export type Reward = Party["rewards"][number];

/** Where parties are shown: the back office, or the consultant's own pages. */
export type PartyBase = "/admin/parties" | "/parties";

export interface PartySearch {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
}

export const PARTY_STATES = ["planned", "open", "closed"] as const;
type PartyState = (typeof PARTY_STATES)[number];

/** The address as the procedure's input. */
export function partyInput({ q, state }: PartySearch) {
  const known = PARTY_STATES.find((one): one is PartyState => one === state);
  return { ...(q ? { q: q.slice(0, 100) } : {}), ...(known ? { state: known } : {}) };
}
