import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { selectRows } from "./rows.ts";

/** Seals up to `limit` transactions that nothing can overtake any more. @returns how many were sealed */
export async function sealLedger(db: Db, limit = 5000): Promise<number> {
  const [row] = await selectRows<{ sealed: number }>(db, sql`select ledger.seal(${limit}::int) as sealed`);
  return row?.sealed ?? 0;
}

/** The first block whose content or chain is not as sealed; null when all are. */
export async function firstBrokenSeal(db: Db): Promise<bigint | null> {
  const [row] = await selectRows<{ block: string }>(
    db,
    sql`select v.block::text as block from ledger.verify() v where v.ok is not true order by v.block limit 1`,
  );
  return row ? BigInt(row.block) : null;
}

/** The blocks after `block` whose content or chain is not as sealed, at most a hundred. */
export async function brokenSealsAfter(db: Db, block: bigint): Promise<readonly bigint[]> {
  const rows = await selectRows<{ block: string }>(
    db,
    sql`select v.block::text as block from ledger.verify_after(${String(block)}::bigint) v where v.ok is not true order by v.block limit 100`,
  );
  return rows.map((row) => BigInt(row.block));
}

/** The end of the chain of seals. */
export interface SealHead {
  readonly block: bigint;
  /** Hex digits. */
  readonly hash: string;
  readonly sealedAt: string;
}

interface HeadRow extends Record<string, unknown> {
  readonly block: string;
  readonly hash: string;
  readonly sealedAt: string;
}

/** The newest block, or the one that is asked for; null where there is none. */
export async function sealHead(db: Db, block: bigint | null = null): Promise<SealHead | null> {
  const wanted = block === null ? null : String(block);
  const [row] = await selectRows<HeadRow>(
    db,
    sql`select block::text as block, encode(hash, 'hex') as hash,
        to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sealedAt"
      from ledger.seals where ${wanted}::bigint is null or block = ${wanted}::bigint order by ledger.seals.block desc limit 1`,
  );
  return row ? { ...row, block: BigInt(row.block) } : null;
}

/** What no block holds yet. */
export interface UnsealedTail {
  readonly transactions: number;
  /** How long the oldest of them has waited; null when there is none. */
  readonly oldestSeconds: number | null;
}

export async function unsealedTail(db: Db): Promise<UnsealedTail> {
  const [row] = await selectRows<{ transactions: number; oldest: number | null }>(
    db,
    sql`select count(*)::int as transactions, extract(epoch from clock_timestamp() - min(t.recorded_at))::int as oldest
      from ledger.transactions t where not exists (select 1 from ledger.sealed_transactions s where s.tx_id = t.id)`,
  );
  return { transactions: row?.transactions ?? 0, oldestSeconds: row?.oldest ?? null };
}
