import "server-only";

import { cache } from "react";
import { api } from "./server";

export interface DemoDoor {
  readonly company: string;
  readonly password: string;
  readonly signIns: readonly {
    readonly email: string;
    readonly name: string;
    readonly role: string;
    readonly shows: string;
  }[];
}

/** The demo's people; null where `DEMO=1` is not set, so that real installations show no trace of them. */
export const demoState = cache(async (): Promise<DemoDoor | null> => {
  try {
    const { signIns, password, companyName } = await (await api()).demo.state();
    return { company: companyName, password, signIns };
  } catch (error) {
    if (["NOT_FOUND", "FORBIDDEN", "PRECONDITION_FAILED"].includes((error as { code?: string }).code ?? ""))
      return null;
    throw error;
  }
});
