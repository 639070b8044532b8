import { type AccountCode, invariant, type Posting } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { fromLedgerError } from "./ledger-error.ts";
import { selectRows } from "./rows.ts";

/**
 * A posting of the domain, which may also name the transaction it reverses or the approval it uses. Everything in it
 * derives from its source; only `actor` (default "system") is not part of the body that a repeat is compared with.
 */
export interface LedgerPosting extends Posting {
  readonly reverses?: bigint;
  readonly approval?: string;
}

export interface LedgerPosted {
  /** Place in the given list, from 0. */
  readonly ord: number;
  readonly txId: bigint;
  /** True when the key had been posted before with the same body: nothing was added, and no side effect is due. */
  readonly replayed: boolean;
}

const POSTINGS_PER_CALL = 500;

/**
 * Posts, once per key. Run it inside the transaction that makes the cause true: all of it happens or nothing.
 *
 * A refusal aborts that transaction; who wants to go on wraps the call in `tx.transaction` (a savepoint).
 *
 * @returns one answer per posting, in the given order; [] for []
 * @throws DomainError `would_overdraw` when a balance would leave its bounds
 * @throws InvariantError for an unbalanced posting, a key with another body, a key twice in the list, or any other fault of the caller
 */
export async function ledgerPost(tx: Db, postings: readonly LedgerPosting[]): Promise<readonly LedgerPosted[]> {
  const keys = new Set(postings.map(({ idem }) => idem));
  invariant(keys.size === postings.length, "each posting has a key of its own");

  const posted: LedgerPosted[] = [];
  for (let from = 0; from < postings.length; from += POSTINGS_PER_CALL) {
    const body = JSON.stringify(postings.slice(from, from + POSTINGS_PER_CALL).map(postingBody));
    const rows = await inLedger(() =>
      selectRows<{ ord: number; tx_id: string; replayed: boolean }>(
        tx,
        sql`select ord, tx_id::text as tx_id, replayed from ledger.post(${body}::text::jsonb) order by ord`,
      ),
    );
    posted.push(...rows.map((row) => ({ ord: from + row.ord - 1, txId: BigInt(row.tx_id), replayed: row.replayed })));
  }
  return posted;
}

/** The hash of a posting's body, which an approval names before the posting may use it. */
export async function ledgerBodyHash(tx: Db, posting: LedgerPosting): Promise<Uint8Array> {
  const body = JSON.stringify(postingBody(posting));
  const [row] = await selectRows<{ hash: string }>(
    tx,
    sql`select encode(ledger.body_hash(${body}::text::jsonb), 'hex') as hash`,
  );
  invariant(row, "a body has a hash");
  return new Uint8Array(Buffer.from(row.hash, "hex"));
}

/** The posting as `ledger.post` takes it: an amount is digits in a string, since the hash keeps the text form of a number. */
export function postingBody({ reverses, lines, ...rest }: LedgerPosting): Record<string, unknown> {
  return {
    ...rest,
    ...(reverses === undefined ? {} : { reverses: String(reverses) }),
    lines: lines.map(({ amount, ...line }) => ({ ...line, amount: String(amount) })),
  };
}

/** The posting that a body was made of. */
export function postingOfBody(body: Readonly<Record<string, unknown>>): LedgerPosting {
  const { lines, reverses, ...rest } = body as Omit<LedgerPosting, "lines" | "reverses"> & {
    readonly lines: readonly (Omit<LedgerPosting["lines"][number], "amount"> & { readonly amount: string })[];
    readonly reverses?: string;
  };
  return {
    ...rest,
    ...(reverses === undefined ? {} : { reverses: BigInt(reverses) }),
    lines: lines.map(({ amount, ...line }) => ({ ...line, amount: BigInt(amount) })),
  };
}

/**
 * Locks the balances of a person in one currency until the end of the transaction and returns them by account code, in
 * minor units, debit positive; an account that was never used is missing. First step of every posting that depends on a balance.
 */
export async function lockOwner(tx: Db, owner: string, currency: string): Promise<ReadonlyMap<AccountCode, bigint>> {
  const rows = await inLedger(() =>
    selectRows<{ code: AccountCode; balance: string }>(
      tx,
      sql`select code, balance::text as balance from ledger.lock_owner(${owner}, ${currency})`,
    ),
  );
  return new Map(rows.map(({ code, balance }) => [code, BigInt(balance)]));
}

/** The transactions that exist under these keys. Second step of a posting that depends on a balance: what is found is done. */
export async function lookupLedgerKeys(tx: Db, keys: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  if (keys.length === 0) return new Map();
  const rows = await selectRows<{ idem_key: string; id: string }>(
    tx,
    sql`select idem_key, id::text as id from ledger.transactions
      where idem_key = any (array(select jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb)))`,
  );
  return new Map(rows.map(({ idem_key, id }) => [idem_key, BigInt(id)]));
}

async function inLedger<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fromLedgerError(error);
  }
}
