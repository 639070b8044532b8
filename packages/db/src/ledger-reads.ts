import type { AccountCode, PostingKind } from "@upline/domain";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { selectRows } from "./rows.ts";

export interface LedgerBalance {
  readonly code: AccountCode;
  /** Empty for the company's accounts. */
  readonly owner: string;
  readonly currency: string;
  /** Minor units, debit positive: what the company owes is negative. */
  readonly balance: bigint;
}

interface BalanceRow extends Record<string, unknown> {
  readonly code: AccountCode;
  readonly owner: string;
  readonly currency: string;
  readonly balance: string;
}

/** The balances of these people, every account they have used; no lock, for reading only. */
export async function ownerBalances(db: Db, owners: readonly string[]): Promise<readonly LedgerBalance[]> {
  if (owners.length === 0) return [];
  return balances(
    db,
    sql`select a.code, a.owner_id as owner, a.currency, b.balance::text as balance
      from ledger.accounts a join ledger.balances b on b.account_id = a.id
      where a.owner_id = any (array(select jsonb_array_elements_text(${JSON.stringify(owners)}::text::jsonb))) and a.owner_id <> ''
      order by a.owner_id, a.currency, a.code`,
  );
}

/** The sum of each account code per currency over everybody, from the lines themselves; each currency adds up to zero. */
export async function ledgerTotals(db: Db): Promise<readonly LedgerBalance[]> {
  return balances(
    db,
    sql`select a.code, '' as owner, a.currency, sum(e.amount)::text as balance
      from ledger.entries e join ledger.accounts a on a.id = e.account_id
      group by a.code, a.currency order by a.currency, a.code`,
  );
}

async function balances(db: Db, query: SQL): Promise<readonly LedgerBalance[]> {
  const rows = await selectRows<BalanceRow>(db, query);
  return rows.map(({ code, owner, currency, balance }) => ({ code, owner, currency, balance: BigInt(balance) }));
}

export interface LedgerTransaction {
  readonly id: bigint;
  readonly kind: PostingKind;
  readonly idem: string;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly reason: string | null;
  readonly actor: string;
  /** ISO instants in UTC. */
  readonly effectiveAt: string;
  readonly recordedAt: string;
  readonly lines: readonly {
    readonly code: AccountCode;
    readonly owner: string;
    readonly currency: string;
    readonly amount: bigint;
  }[];
}

interface TransactionRow extends Record<string, unknown>, Omit<LedgerTransaction, "id" | "lines"> {
  readonly id: string;
  readonly lines: readonly {
    readonly code: AccountCode;
    readonly owner: string;
    readonly currency: string;
    readonly amount: string;
  }[];
}

const utc = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Transactions with their lines, by id; unknown ids are left out. */
export async function ledgerTransactions(db: Db, ids: readonly bigint[]): Promise<readonly LedgerTransaction[]> {
  if (ids.length === 0) return [];
  const wanted = JSON.stringify(ids.map(String));
  const rows = await selectRows<TransactionRow>(
    db,
    sql`select t.id::text as id, t.kind, t.idem_key as idem, t.source_type as "sourceType", t.source_id as "sourceId", t.reason, t.actor,
        ${utc(sql`t.effective_at`)} as "effectiveAt", ${utc(sql`t.recorded_at`)} as "recordedAt",
        (select jsonb_agg(jsonb_build_object('code', a.code, 'owner', a.owner_id, 'currency', a.currency, 'amount', e.amount::text) order by e.line)
           from ledger.entries e join ledger.accounts a on a.id = e.account_id where e.tx_id = t.id) as lines
      from ledger.transactions t
      where t.id = any (array(select jsonb_array_elements_text(${wanted}::text::jsonb)::bigint)) order by t.id`,
  );
  return rows.map(({ id, lines, ...row }) => ({
    ...row,
    id: BigInt(id),
    lines: lines.map(({ amount, ...line }) => ({ ...line, amount: BigInt(amount) })),
  }));
}

/** A rule of the ledger that does not hold: where, what is there, and what should be. */
export interface LedgerFault {
  readonly rule: "balance_drift" | "tx_unbalanced" | "ledger_unbalanced" | "tx_without_lines" | "bounds";
  readonly ref: string;
  readonly have: string;
  readonly want: string;
}

/** Compares balances, transactions, currencies, and bounds with the lines. Empty when all is well; it reads every line. */
export async function ledgerRecon(db: Db): Promise<readonly LedgerFault[]> {
  return selectRows<LedgerFault & Record<string, unknown>>(db, sql`select rule, ref, have, want from ledger.recon`);
}
