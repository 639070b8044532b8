import { invariant } from "../errors/domain-error.ts";
import type { AccountCode, PostingKind } from "../ledger/accounts.ts";
import type { Instant } from "../time/instant.ts";
import { type StatementPart, type StatementSection, statementParts } from "./parts.ts";

/** What a person has and owes, in minor units; `owed` is what the person owes the company, and counts against the rest. */
export interface Purse {
  readonly pending: bigint;
  readonly available: bigint;
  readonly onHold: bigint;
  readonly inPayout: bigint;
  readonly owed: bigint;
}

/** A difference of a commission line that a transaction posted. */
export interface StatementLine {
  readonly key: string;
  readonly bonusId: string;
  readonly periodId: string;
  readonly orderNumber: string | null;
  readonly minor: bigint;
}

/** A ledger transaction that moved the person's accounts, with all its entries in the currency of the statement. */
export interface StatementTransaction {
  readonly id: bigint;
  readonly kind: PostingKind;
  readonly effectiveAt: Instant;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly reason: string | null;
  readonly planVersion: string | null;
  readonly entries: readonly { readonly code: AccountCode; readonly owner: string; readonly amount: bigint }[];
  readonly lines: readonly StatementLine[];
}

export interface StatementFacts {
  readonly distributorId: string;
  readonly currency: string;
  readonly period: { readonly id: string; readonly start: Instant; readonly end: Instant };
  /** The sealed blocks it covers, `(after, through]`, and the hash of the last one; null for a preview of what is still open. */
  readonly blocks: { readonly after: bigint; readonly through: bigint; readonly hash: string } | null;
  readonly opening: Purse;
  readonly transactions: readonly StatementTransaction[];
}

export interface StatementMovement {
  readonly transaction: string;
  readonly kind: PostingKind;
  readonly at: Instant;
  readonly source: string;
  readonly reason: string | null;
  /** How many entries of the person's accounts it has. */
  readonly entries: number;
  /** What it changed of all that the person has, less what is owed. */
  readonly amount: bigint;
  /** Where it moved money between the person's own accounts; what did not move is left out. */
  readonly moves: Partial<Purse>;
  readonly parts: readonly StatementPart[];
}

/** The content of a statement: screen, CSV and PDF are drawn from this, and its canonical text is hashed. */
export interface Statement {
  readonly schema: 1;
  readonly distributorId: string;
  readonly currency: string;
  readonly period: StatementFacts["period"];
  readonly blocks: StatementFacts["blocks"];
  readonly opening: Purse & { readonly total: bigint };
  readonly closing: Purse & { readonly total: bigint };
  /** Opening plus these is closing. Only what occurs. */
  readonly totals: Partial<Record<StatementSection, bigint>>;
  /** Earned and taken back by bonus and period, so that a correction of an earlier period stands under its name. */
  readonly earnings: readonly {
    readonly bonusId: string;
    readonly periodId: string;
    readonly earned: bigint;
    readonly takenBack: bigint;
  }[];
  /** What left its hold, and what of that paid a debt. */
  readonly released: bigint;
  readonly recovered: bigint;
  readonly planVersions: readonly string[];
  readonly movements: readonly StatementMovement[];
}

const BUCKETS: Partial<Record<AccountCode, keyof Purse>> = {
  "dist.pending": "pending",
  "dist.available": "available",
  "dist.on_hold": "onHold",
  "dist.payout_held": "inPayout",
  "dist.clawback_receivable": "owed",
};
const NAMES = ["pending", "available", "onHold", "inPayout", "owed"] as const;

export const EMPTY_PURSE: Purse = { pending: 0n, available: 0n, onHold: 0n, inPayout: 0n, owed: 0n };

/** A purse of balances by account, debit positive as the ledger keeps them. */
export function purseOf(balances: ReadonlyMap<AccountCode, bigint>): Purse {
  const of = (code: AccountCode) => balances.get(code) ?? 0n;
  return {
    pending: -of("dist.pending"),
    available: -of("dist.available"),
    onHold: -of("dist.on_hold"),
    inPayout: -of("dist.payout_held"),
    owed: of("dist.clawback_receivable"),
  };
}

/** All that a person has, less what is owed. */
export function purseTotal({ pending, available, onHold, inPayout, owed }: Purse): bigint {
  return pending + available + onHold + inPayout - owed;
}

/** The statement of a person in one currency, from ledger lines alone: equal lines give an equal statement. */
export function buildStatement({
  distributorId,
  currency,
  period,
  blocks,
  opening,
  transactions,
}: StatementFacts): Statement {
  const ordered = transactions.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const movements = ordered.map((transaction) => movementOf(distributorId, transaction));
  const closing = movements.reduce<Purse>(
    (purse, { moves }) => mapPurse((name) => purse[name] + (moves[name] ?? 0n)),
    opening,
  );
  const totals = totalsOf(movements);
  const sum = Object.values(totals).reduce((all, amount) => all + amount, 0n);
  invariant(purseTotal(opening) + sum === purseTotal(closing), "a statement closes with its opening and its sums");
  const ofReleases = movements.filter(({ kind }) => kind === "release");
  return {
    schema: 1,
    distributorId,
    currency,
    period,
    blocks,
    opening: { ...opening, total: purseTotal(opening) },
    closing: { ...closing, total: purseTotal(closing) },
    totals,
    earnings: earningsOf(movements),
    released: ofReleases.reduce((all, { moves }) => all - (moves.pending ?? 0n), 0n),
    recovered: movements
      .filter(({ kind }) => kind === "release" || kind === "recover")
      .reduce((all, { moves }) => all - (moves.owed ?? 0n), 0n),
    planVersions: [...new Set(ordered.flatMap(({ planVersion }) => planVersion ?? []))].toSorted(byNumber),
    movements,
  };
}

function movementOf(distributorId: string, transaction: StatementTransaction): StatementMovement {
  const { id, kind, effectiveAt, sourceType, sourceId, reason, entries } = transaction;
  const own = entries.filter(({ owner }) => owner === distributorId);
  const moved = mapPurse((name) =>
    own.reduce(
      (sum, { code, amount }) => (BUCKETS[code] === name ? sum + (name === "owed" ? amount : -amount) : sum),
      0n,
    ),
  );
  return {
    transaction: String(id),
    kind,
    at: effectiveAt,
    source: `${sourceType}:${sourceId}`,
    reason,
    entries: own.length,
    amount: purseTotal(moved),
    moves: Object.fromEntries(Object.entries(moved).filter(([, amount]) => amount !== 0n)),
    parts: statementParts(distributorId, transaction),
  };
}

function totalsOf(movements: readonly StatementMovement[]): Statement["totals"] {
  const totals: Partial<Record<StatementSection, bigint>> = {};
  for (const { section, amount } of movements.flatMap(({ parts }) => parts))
    totals[section] = (totals[section] ?? 0n) + amount;
  return totals;
}

function earningsOf(movements: readonly StatementMovement[]): Statement["earnings"] {
  const lines = movements
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.line ? [{ ...part.line, minor: part.amount }] : []));
  const groups = Map.groupBy(lines, ({ bonusId, periodId }) => `${periodId}\u0000${bonusId}`);
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (!first) return [];
      const sum = (wanted: (minor: bigint) => boolean) =>
        group.reduce((all, { minor }) => (wanted(minor) ? all + minor : all), 0n);
      return [
        {
          bonusId: first.bonusId,
          periodId: first.periodId,
          earned: sum((minor) => minor > 0n),
          takenBack: sum((minor) => minor < 0n),
        },
      ];
    });
}

function mapPurse(amountOf: (name: keyof Purse) => bigint): Purse {
  const [pending = 0n, available = 0n, onHold = 0n, inPayout = 0n, owed = 0n] = NAMES.map(amountOf);
  return { pending, available, onHold, inPayout, owed };
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
