import { sealLedger } from "@upline/db";
import type { Deps } from "../deps.ts";

const TRANSACTIONS_PER_BLOCK = 5000;

/** Seals everything that nothing can overtake any more, block after block. @returns how many transactions were sealed */
export async function sealAll(deps: Deps): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await sealLedger(deps.db, TRANSACTIONS_PER_BLOCK);
    sealed += count;
    if (count < TRANSACTIONS_PER_BLOCK) return sealed;
  }
}
