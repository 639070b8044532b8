import { DomainError, InvariantError } from "@upline/domain";

interface DatabaseError {
  readonly code: string;
  readonly constraint?: string;
  readonly message: string;
}

/**
 * What a refusal of the ledger means: an overdraft is a `DomainError("would_overdraw")`, every other rule it holds is
 * ours to keep and becomes an `InvariantError`. Deadlocks, timeouts, and lost connections stay as they are, to be repeated.
 */
export function fromLedgerError(error: unknown): unknown {
  const found = databaseErrorIn(error);
  if (found === null) return error;
  if (found.code === "23514" && found.constraint === "balances_stay_within_bounds") {
    return new DomainError("would_overdraw", "The balance does not cover this.");
  }
  const isOurs = /^(P0L|22|23)/.test(found.code);
  return isOurs ? new InvariantError(`ledger ${found.code}: ${found.message}`, { cause: error }) : error;
}

/** The driver's error, which drizzle wraps as the cause of its own. */
export function databaseErrorIn(error: unknown): DatabaseError | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code))
      return at as Error & DatabaseError;
  }
  return null;
}
