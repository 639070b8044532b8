import { commissionLine, type Db, ledgerPost, lockOwner } from "@upline/db";
import {
  commissionPosting,
  currency as currencyOf,
  type DistributorId,
  type Instant,
  invariant,
  type LineDelta,
  type PersonFunds,
  purseAccounts,
  type SettledAs,
} from "@upline/domain";
import { inArray } from "drizzle-orm";
import { lineKeyHash } from "../commissions/line-ref.ts";
import type { Deps } from "../deps.ts";

/** The changes of one person's lines that one cause brings, in money or in store credit. */
export interface PersonDeltas {
  readonly earnerId: DistributorId;
  readonly settle: SettledAs;
  readonly deltas: readonly LineDelta[];
  /** Whether money of a line that exists already is touched: then the split depends on balances and is made under their lock. */
  readonly touchesPosted: boolean;
}

export interface DeltaSource {
  readonly causeId: string;
  readonly sourceType: "inbox_event" | "run";
  readonly currency: string;
  /** The event's or the close's instant, never the time of posting. */
  readonly effectiveAt: Instant;
  readonly periodId: string;
  readonly planVersion: number;
}

export interface PersonPosted {
  readonly earnerId: DistributorId;
  readonly settle: SettledAs;
  readonly ledgerTxId: bigint;
  readonly net: bigint;
  /** By how much what is pending of each line changes, by line key. */
  readonly pendingChanges: ReadonlyMap<string, bigint>;
}

const NO_FUNDS: PersonFunds = { pendingOf: new Map(), onHoldOf: new Map(), available: 0n };

/** What one cause changes. */
export interface CauseDeltas {
  readonly source: DeltaSource;
  readonly people: readonly PersonDeltas[];
}

/**
 * Moves the money of several people's line changes: one ledger transaction per person and cause, and one for store credit.
 * People are taken in the order of their ids, so that two causes never wait for each other in a circle.
 *
 * @param causes  different ones; one whose split depends on balances is alone in its list
 * @returns       per cause what was posted for each person, in the order of their ids
 */
export async function postDeltas(
  tx: Deps,
  causes: readonly CauseDeltas[],
): Promise<readonly (readonly PersonPosted[])[]> {
  const asked = causes.flatMap(({ source, people }, cause) => people.map((person) => ({ source, person, cause })));
  invariant(
    causes.length <= 1 || asked.every(({ person }) => !person.touchesPosted),
    "what depends on balances is posted alone",
  );
  const moves = [];
  for (const { source, person, cause } of asked.toSorted((a, b) => (a.person.earnerId < b.person.earnerId ? -1 : 1))) {
    const funds = person.touchesPosted ? await lockFunds(tx.db, source, person) : NO_FUNDS;
    const move = commissionPosting(moveOf(source, person), funds);
    invariant(move, "somebody without a difference is not posted to");
    moves.push({ earnerId: person.earnerId, settle: person.settle, cause, ...move });
  }
  const answers = await ledgerPost(
    tx.db,
    moves.map(({ posting }) => posting),
  );
  const posted = moves.map(({ earnerId, settle, cause, split }, index) => {
    const answer = answers[index];
    invariant(answer && !answer.replayed, "a cause moves somebody's money once");
    return {
      cause,
      person: { earnerId, settle, ledgerTxId: answer.txId, net: split.net, pendingChanges: split.pendingChanges },
    };
  });
  return causes.map((_, cause) => posted.filter((one) => one.cause === cause).map(({ person }) => person));
}

function moveOf(source: DeltaSource, { earnerId, settle, deltas }: PersonDeltas) {
  const { causeId, sourceType, currency, effectiveAt, periodId, planVersion } = source;
  return {
    distributor: earnerId,
    settle,
    currency: currencyOf(currency),
    causeId,
    deltas: perHolder(deltas),
    source: { sourceType, sourceId: causeId, effectiveAt, planVersion: String(planVersion), period: periodId },
  };
}

/**
 * A sale and its refund that come in one cause count with their net on the line that holds the money, as if they had
 * come one after the other. When everything cancels, the changes stay as they are.
 */
function perHolder(deltas: readonly LineDelta[]): readonly LineDelta[] {
  const nets = new Map<string, bigint>();
  for (const { movesKey, minor } of deltas) nets.set(movesKey, (nets.get(movesKey) ?? 0n) + minor);
  const moved = [...nets].filter(([, minor]) => minor !== 0n);
  return moved.length === 0 ? deltas : moved.map(([key, minor]) => ({ key, movesKey: key, minor }));
}

async function lockFunds(
  db: Db,
  { currency }: DeltaSource,
  { earnerId, settle, deltas }: PersonDeltas,
): Promise<PersonFunds> {
  const balances = await lockOwner(db, earnerId, currency);
  const holders = [...new Set(deltas.map(({ movesKey }) => lineKeyHash(movesKey)))];
  const rows = await db
    .select({ key: commissionLine.lineKey, pending: commissionLine.pendingMinor })
    .from(commissionLine)
    .where(inArray(commissionLine.lineKeyHash, holders));
  return {
    pendingOf: new Map(rows.map(({ key, pending }) => [key, pending])),
    onHoldOf: new Map(),
    available: -(balances.get(purseAccounts(settle).available) ?? 0n),
  };
}
