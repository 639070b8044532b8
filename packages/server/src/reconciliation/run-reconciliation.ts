import { reconciliationCheck, sealHead } from "@upline/db";
import { eq, sql } from "drizzle-orm";
import { type Deps, inSnapshot, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { CHECKS, type CheckId, ledgerFaults, sealFaults } from "./checks.ts";
import type { Fault } from "./fault.ts";

/** What a comparison came to. */
export interface CheckResult {
  readonly check: CheckId;
  readonly faults: readonly Fault[];
  readonly ms: number;
}

/** How many rows of a check are kept for the screen; all of them are counted. */
const KEPT = 100;

/** Compares everything and keeps what it found: rows that disagree freeze payouts until a later run finds none. */
export async function runReconciliation(deps: Deps): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { id, find } of CHECKS) {
    const startedAt = performance.now();
    // What is compared is read of one moment: a sale that is booked meanwhile is no fault.
    const [head, faults] = await inSnapshot(deps, async (tx) => {
      return [id === "seal" ? await sealHead(tx.db) : null, await find(tx)] as const;
    });
    const result = { check: id, faults, ms: Math.round(performance.now() - startedAt) };
    await keep(deps, result, head);
    results.push(result);
  }
  return results;
}

/**
 * Compares the balances, and the blocks since the last comparison: cheap enough for every five minutes. What it finds is
 * added; only a comparison of everything takes a fault away.
 */
export async function verifyNewest(deps: Deps): Promise<{ readonly faults: number; readonly blocks: number }> {
  const [known] = await deps.db.select().from(reconciliationCheck).where(eq(reconciliationCheck.check, "seal"));
  const from = known?.headBlock ?? 0n;
  const head = await sealHead(deps.db);
  const found = [
    { check: "ledger", faults: await ledgerFaults(deps) },
    { check: "seal", faults: await sealFaults(deps, from) },
  ] as const;
  for (const { check, faults } of found) if (faults.length > 0) await add(deps, check, faults);
  if (head && found.every(({ faults }) => faults.length === 0)) {
    const seen = { headBlock: head.block, headHash: head.hash };
    await deps.db
      .insert(reconciliationCheck)
      .values({ check: "seal", ...seen })
      .onConflictDoUpdate({ target: reconciliationCheck.check, set: seen });
  }
  return {
    faults: found.reduce((sum, { faults }) => sum + faults.length, 0),
    blocks: Number((head?.block ?? from) - from),
  };
}

/** Compares every block and every balance; what disagrees is kept. */
export async function verifyWhole(deps: Deps) {
  const startedAt = performance.now();
  const head = await sealHead(deps.db);
  const found = [
    { check: "ledger", faults: await ledgerFaults(deps) },
    { check: "seal", faults: await sealFaults(deps, 0n) },
  ] as const;
  for (const { check, faults } of found) if (faults.length > 0) await add(deps, check, faults);
  return {
    faults: found.flatMap(({ faults }) => faults).slice(0, KEPT),
    head: head && { ...head, block: String(head.block) },
    ms: Math.round(performance.now() - startedAt),
  };
}

async function keep(deps: Deps, { check, faults, ms }: CheckResult, head: Awaited<ReturnType<typeof sealHead>>) {
  const at = deps.clock.wall();
  const row = {
    checkedAt: at,
    tookMs: ms,
    faultCount: faults.length,
    faults: faults.slice(0, KEPT),
    ...(head && faults.length === 0 ? { headBlock: head.block, headHash: head.hash } : {}),
  };
  await save(deps, check, row, faults);
}

async function add(deps: Deps, check: CheckId, faults: readonly Fault[]): Promise<void> {
  const [known] = await deps.db.select().from(reconciliationCheck).where(eq(reconciliationCheck.check, check));
  const old = (known?.faults ?? []) as readonly Fault[];
  const isNew = ({ rule, ref }: Fault) => !old.some((one) => one.rule === rule && one.ref === ref);
  const more = faults.filter(isNew);
  if (more.length === 0) return;
  const row = {
    // Of many only the first are kept, so the rest cannot be told from those that were counted before.
    faultCount: Math.max(known?.faultCount ?? 0, faults.length, old.length + more.length),
    faults: [...old, ...more].slice(0, KEPT),
  };
  await save(deps, check, row, more);
}

type Row = Omit<typeof reconciliationCheck.$inferInsert, "check" | "faultySince"> & { readonly faultCount: number };

async function save(deps: Deps, check: CheckId, row: Row, found: readonly Fault[]): Promise<void> {
  const since = row.faultCount > 0 ? deps.clock.wall() : null;
  await inTransaction(deps, async (tx) => {
    const [known = { faultCount: 0 }] = await tx.db
      .select()
      .from(reconciliationCheck)
      .where(eq(reconciliationCheck.check, check));
    await tx.db
      .insert(reconciliationCheck)
      .values({ check, ...row, faultySince: since })
      .onConflictDoUpdate({
        target: reconciliationCheck.check,
        set: { ...row, faultySince: since && sql`coalesce(${reconciliationCheck.faultySince}, ${since}::timestamptz)` },
      });
    if (known.faultCount !== row.faultCount) await notify(tx, "admin", "health");
  });
  if (found.length > 0) deps.log.error({ event: "reconciliation_fault", check, count: found.length, first: found[0] });
}
