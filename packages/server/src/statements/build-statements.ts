import { type BlockRange, balancesThrough, type Holder, holderKey, statementTransactions } from "@upline/db";
import { buildStatement, EMPTY_PURSE, purseOf, purseTotal, type Statement, type StatementFacts } from "@upline/domain";
import type { Deps } from "../deps.ts";

/** What all statements of a cut share. */
export interface Cut {
  readonly period: StatementFacts["period"];
  readonly range: BlockRange;
  /** Hash of the last block; null for a preview. */
  readonly hash: string | null;
}

/** The statements of these people, from the ledger alone. Who had nothing and moved nothing has none. */
export async function buildStatements(
  { db }: Deps,
  { period, range, hash }: Cut,
  holders: readonly Holder[],
): Promise<readonly Statement[]> {
  const owners = [...new Set(holders.map(({ owner }) => owner))];
  if (owners.length === 0) return [];
  const openings = await balancesThrough(db, owners, range.after);
  const transactions = await statementTransactions(db, owners, range);
  const { after, through } = range;
  const blocks = through === null || hash === null ? null : { after, through, hash };
  return holders.flatMap((holder) => {
    const balances = openings.get(holderKey(holder));
    const opening = balances ? purseOf(balances) : EMPTY_PURSE;
    const own = transactions.get(holderKey(holder)) ?? [];
    const isEmpty =
      own.length === 0 && purseTotal(opening) === 0n && Object.values(opening).every((minor) => minor === 0n);
    if (isEmpty) return [];
    const { owner: distributorId, currency } = holder;
    return [buildStatement({ distributorId, currency, period, blocks, opening, transactions: own })];
  });
}

/** How many ledger entries of the person it covers. */
export const entriesOf = ({ movements }: Statement): number => movements.reduce((sum, { entries }) => sum + entries, 0);
