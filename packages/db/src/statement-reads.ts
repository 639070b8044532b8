import type { AccountCode, Instant, PostingKind, StatementTransaction } from "@upline/domain";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { selectRows } from "./rows.ts";

/** Whose accounts, in which currency. */
export interface Holder {
  readonly owner: string;
  readonly currency: string;
}

/** Seal blocks `(after, through]`; without an end also what is not sealed yet. */
export interface BlockRange {
  readonly after: bigint;
  readonly through: bigint | null;
}

const ownersIn = (owners: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(owners)}::text::jsonb))`;

/** Everybody who has an entry of money (store credit is no part of a statement) in the sealed blocks up to one, in the order of their ids. */
export function holdersThrough(db: Db, block: bigint): Promise<readonly (Holder & Record<string, unknown>)[]> {
  return selectRows(
    db,
    sql`select distinct a.owner_id collate "C" as owner, a.currency::text as currency
      from ledger.entries e join ledger.accounts a on a.id = e.account_id join ledger.sealed_transactions s on s.tx_id = e.tx_id
      where a.code like 'dist.%' and s.block <= ${String(block)}::bigint order by 1, 2`,
  );
}

/** The balances of these people by account after a sealed block, summed from the entries. */
export async function balancesThrough(
  db: Db,
  owners: readonly string[],
  block: bigint,
): Promise<ReadonlyMap<string, ReadonlyMap<AccountCode, bigint>>> {
  const rows = await selectRows<{ owner: string; currency: string; code: AccountCode; balance: string }>(
    db,
    sql`select a.owner_id as owner, a.currency::text as currency, a.code, sum(e.amount)::text as balance
      from ledger.accounts a join ledger.entries e on e.account_id = a.id join ledger.sealed_transactions s on s.tx_id = e.tx_id
      where a.owner_id in ${ownersIn(owners)} and s.block <= ${String(block)}::bigint group by 1, 2, 3`,
  );
  const balances = new Map<string, Map<AccountCode, bigint>>();
  for (const { owner, currency, code, balance } of rows) {
    const own = balances.get(holderKey({ owner, currency })) ?? new Map<AccountCode, bigint>();
    balances.set(holderKey({ owner, currency }), own.set(code, BigInt(balance)));
  }
  return balances;
}

export const holderKey = ({ owner, currency }: Holder): string => `${owner} ${currency}`;

interface TransactionRow extends Record<string, unknown> {
  readonly owner: string;
  readonly currency: string;
  readonly id: string;
  readonly kind: PostingKind;
  readonly effectiveAt: Instant;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly reason: string | null;
  readonly planVersion: string | null;
  readonly entries: readonly { readonly code: AccountCode; readonly owner: string; readonly amount: string }[] | null;
  readonly lines: readonly (Omit<StatementTransaction["lines"][number], "minor"> & { readonly minor: string })[] | null;
}

/** The transactions of these people in a range of blocks, with all their entries and the lines they posted. */
export async function statementTransactions(
  db: Db,
  owners: readonly string[],
  range: BlockRange,
): Promise<ReadonlyMap<string, readonly StatementTransaction[]>> {
  const rows = await selectRows<TransactionRow>(db, transactionsOf(owners, range));
  const found = new Map<string, StatementTransaction[]>();
  for (const { owner, currency, id, entries, lines, ...row } of rows) {
    const list = found.get(holderKey({ owner, currency })) ?? [];
    found.set(holderKey({ owner, currency }), list);
    list.push({
      ...row,
      id: BigInt(id),
      entries: (entries ?? []).map((entry) => ({ ...entry, amount: BigInt(entry.amount) })),
      lines: (lines ?? []).map((line) => ({ ...line, minor: BigInt(line.minor) })),
    });
  }
  return found;
}

function transactionsOf(owners: readonly string[], { after, through }: BlockRange): SQL {
  const sealed = sql`exists (select 1 from ledger.sealed_transactions s where s.tx_id = t.id and s.block > ${String(after)}::bigint
      and s.block <= ${through === null ? null : String(through)}::bigint)`;
  const open = sql`not exists (select 1 from ledger.sealed_transactions s where s.tx_id = t.id and s.block <= ${String(after)}::bigint)`;
  const isIn = through === null ? open : sealed;
  return sql`
    with posted as materialized (
      select p.ledger_tx_id as tx, p.earner_id as owner, p.currency, jsonb_agg(jsonb_build_object('key', l.line_key, 'bonusId', l.bonus_id,
          'periodId', l.period_id, 'orderNumber', o.number, 'minor', p.delta_minor::text)) as lines
        from commission_posting p join commission_line l using (line_key_hash) left join sales_order o on o.id = l.order_id
        where p.earner_id in ${ownersIn(owners)} and l.settle = 'cash' group by 1, 2, 3),
    moved as (
      select distinct e.tx_id as tx, a.owner_id as owner, a.currency::text as currency
        from ledger.accounts a join ledger.entries e on e.account_id = a.id where a.owner_id in ${ownersIn(owners)} and a.code like 'dist.%'
      union select tx, owner, currency from posted)
    select m.owner, m.currency, t.id::text as id, t.kind, t.source_type as "sourceType", t.source_id as "sourceId", t.reason,
        t.plan_version as "planVersion", to_char(t.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "effectiveAt",
        (select jsonb_agg(jsonb_build_object('code', a.code, 'owner', a.owner_id, 'amount', e.amount::text) order by e.line)
           from ledger.entries e join ledger.accounts a on a.id = e.account_id where e.tx_id = t.id and a.currency = m.currency) as entries,
        p.lines
      from moved m join ledger.transactions t on t.id = m.tx
      left join posted p on p.tx = m.tx and p.owner = m.owner and p.currency = m.currency
      where ${isIn} order by t.id`;
}

/** Statements whose figures do not follow from each other or from the ledger. */
interface StatementFault extends Record<string, unknown> {
  readonly rule: string;
  readonly ref: string;
  readonly have: string;
  readonly want: string;
  readonly currency: string;
}

/** Each opens with what the one before closed with, and all together hold each sealed line of the ledger once. */
export function statementFaults(db: Db): Promise<readonly StatementFault[]> {
  return selectRows<StatementFault>(
    db,
    sql`
    with cut as (select period_id, from_block, to_block from statement_cut where built_at is not null),
    one as (select s.*, c.to_block, lag(s.closing_minor, 1, 0) over (partition by s.distributor_id, s.currency
        order by c.to_block, c.from_block, c.period_id) as before
      from statement s join cut c using (period_id))
    select 'statement_opens_as_the_last_closed' as rule, id as ref, opening_minor::text as have, before::text as want, currency from one
      where opening_minor <> before
    union all
    select 'line_in_one_statement', coalesce(l.owner_id, s.distributor_id), coalesce(s.n, 0)::text || ' ' || coalesce(s.sum, 0)::text,
        coalesce(l.n, 0)::text || ' ' || coalesce(l.sum, 0)::text, coalesce(l.currency, s.currency)
      from (select a.owner_id, a.currency::text as currency, count(*) n, -sum(e.amount) as sum from ledger.entries e
          join ledger.accounts a on a.id = e.account_id join ledger.sealed_transactions x on x.tx_id = e.tx_id
          where a.code like 'dist.%' and x.block <= (select max(to_block) from cut) group by 1, 2) l
      full join (select distributor_id, currency, sum(entries) n, sum(closing_minor - opening_minor) as sum from one group by 1, 2) s
        on s.distributor_id = l.owner_id and s.currency = l.currency
      where coalesce(l.n, 0) <> coalesce(s.n, 0) or coalesce(l.sum, 0) <> coalesce(s.sum, 0)`,
  );
}
