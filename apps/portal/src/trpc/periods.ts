import "server-only";

import { cache } from "react";
import { api } from "./server";

/** The periods of the plan, newest first, asked once per request. */
export const periods = cache(async () => (await api()).commissions.periods());

/** The period that a page shows: the one named in the address, else the open one. */
export async function periodShown(named: string | undefined) {
  const all = await periods();
  return all.find(({ id }) => id === named) ?? all.find(({ status }) => status === "open") ?? all[0] ?? null;
}
