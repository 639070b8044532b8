import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { selectRows } from "./rows.ts";

const utc = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface FeedAccount extends Record<string, unknown> {
  readonly account: string;
  readonly code: string;
  /** Empty for the company's accounts. */
  readonly owner: string;
  readonly currency: string;
}

/** All accounts, which the lines of the feed name by number. */
export function feedAccounts(db: Db): Promise<readonly FeedAccount[]> {
  return selectRows<FeedAccount>(
    db,
    sql`select id::text as account, code, owner_id as owner, currency from ledger.accounts order by id`,
  );
}

interface FeedSeal extends Record<string, unknown> {
  readonly block: string;
  readonly transactions: number;
  readonly prev: string;
  readonly hash: string;
  readonly sealedAt: string;
}

/** A sealed block with everything that is needed to compute its hash again. */
export interface FeedBlock {
  readonly seal: FeedSeal;
  /** In the order of their ids, each as the exact text that was hashed. */
  readonly texts: readonly string[];
}

/** The first block after one; null at the end of the chain. */
export async function feedBlockAfter(db: Db, block: string): Promise<FeedBlock | null> {
  const [seal] = await selectRows<FeedSeal>(
    db,
    sql`select block::text as block, tx_count as transactions, encode(prev, 'hex') as prev, encode(hash, 'hex') as hash,
        ${utc(sql`sealed_at`)} as "sealedAt" from ledger.seals where block > ${block}::bigint order by ledger.seals.block limit 1`,
  );
  if (!seal) return null;
  const rows = await selectRows<{ text: string }>(
    db,
    sql`select ledger.tx_text(tx_id) as text from ledger.sealed_transactions where block = ${seal.block}::bigint order by tx_id`,
  );
  return { seal, texts: rows.map(({ text }) => text) };
}

/** One line of the ledger for a spreadsheet. Amounts are minor units, debit positive. */
export interface FeedEntry extends Record<string, unknown> {
  readonly tx: string;
  readonly line: number;
  readonly block: string | null;
  readonly kind: string;
  readonly key: string;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly period: string | null;
  readonly planVersion: string | null;
  readonly reason: string | null;
  readonly actor: string;
  readonly effectiveAt: string;
  readonly recordedAt: string;
  readonly code: string;
  readonly owner: string;
  readonly currency: string;
  readonly amount: string;
}

/** The lines of the next transactions after one, sealed or not. */
export function feedEntriesAfter(db: Db, tx: string, transactions: number): Promise<readonly FeedEntry[]> {
  return selectRows<FeedEntry>(
    db,
    sql`select t.id::text as tx, e.line, s.block::text as block, t.kind, t.idem_key as key, t.source_type as "sourceType",
        t.source_id as "sourceId", t.period_id as period, t.plan_version as "planVersion", t.reason, t.actor,
        ${utc(sql`t.effective_at`)} as "effectiveAt", ${utc(sql`t.recorded_at`)} as "recordedAt",
        a.code, a.owner_id as owner, a.currency, e.amount::text as amount
      from (select * from ledger.transactions where id > ${tx}::bigint order by id limit ${transactions}) t
      join ledger.entries e on e.tx_id = t.id join ledger.accounts a on a.id = e.account_id
      left join ledger.sealed_transactions s on s.tx_id = t.id
      order by t.id, e.line`,
  );
}
