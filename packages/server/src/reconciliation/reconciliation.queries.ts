import { reconciliationCheck } from "@upline/db";
import type { Deps } from "../deps.ts";
import { CHECKS } from "./checks.ts";
import type { Fault } from "./fault.ts";

/** Every check with what its newest comparison found. */
export async function listChecks({ db }: Deps) {
  const rows = new Map((await db.select().from(reconciliationCheck)).map((row) => [row.check, row]));
  const checks = CHECKS.map(({ id }) => {
    const row = rows.get(id);
    return {
      check: id,
      checkedAt: row?.checkedAt ?? null,
      tookMs: row?.tookMs ?? null,
      faultCount: row?.faultCount ?? 0,
      faultySince: row?.faultySince ?? null,
      faults: (row?.faults ?? []) as readonly Fault[],
    };
  });
  return { checks, isFrozen: checks.some(({ faultCount }) => faultCount > 0) };
}
