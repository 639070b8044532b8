import { commissionLine, commissionPosting, type PostingCause } from "@upline/db";
import {
  type DistributorId,
  deltas,
  type Instant,
  type Line,
  type OrderId,
  originalOf,
  parseLineKey,
} from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { type DeltaSource, type PersonPosted, postDeltas } from "../ledger/post-deltas.ts";
import { lineIdOf, lineKeyHash } from "./line-ref.ts";

export type LineRow = typeof commissionLine.$inferSelect;

/** A line as it shall be, and when its money counts and leaves the hold. */
export interface TargetLine {
  readonly line: Line;
  readonly orderId: OrderId | null;
  readonly planVersionId: string;
  readonly effectiveAt: Instant;
  readonly availableAt: Instant;
}

export interface LinePosting extends DeltaSource {
  readonly cause: PostingCause;
  /** What lines shall be; a posted line of the scope that is not among them shall be 0. */
  readonly targets: readonly TargetLine[];
  /** Every posted line of the scope: an order, or the closing bonuses of a period. */
  readonly posted: readonly LineRow[];
}

/** What a posting came to. Empty when everything was there already. */
export interface Posted {
  readonly people: readonly PersonPosted[];
  readonly lineKeys: readonly string[];
  readonly totalMinor: bigint;
}

interface Change {
  readonly key: string;
  readonly hash: string;
  readonly minor: bigint;
  readonly movesKey: string;
  readonly earnerId: DistributorId;
  readonly target: TargetLine | null;
  readonly row: LineRow | null;
  readonly periodId: string;
  readonly effectiveAt: Instant;
}

const ROWS_PER_INSERT = 500;

/**
 * Posts the difference between what lines shall be and what was posted, once per line and cause: rows of the lines, one
 * posting row per difference, and the money. Nothing to change: nothing is written.
 */
export async function postLines(tx: Deps, posting: LinePosting): Promise<Posted> {
  const changes = changesOf(posting);
  if (changes.length === 0) return { people: [], lineKeys: [], totalMinor: 0n };
  const born = new Set(changes.flatMap(({ row, key }) => (row ? [] : [key])));
  const people = await postDeltas(
    tx,
    posting,
    [...Map.groupBy(changes, ({ earnerId }) => earnerId)].map(([earnerId, own]) => ({
      earnerId,
      deltas: own,
      touchesPosted: own.some(({ movesKey }) => !born.has(movesKey)),
    })),
  );
  await saveLines(tx, posting, changes, people);
  return {
    people,
    lineKeys: changes.map(({ key }) => key),
    totalMinor: changes.reduce((sum, { minor }) => sum + minor, 0n),
  };
}

function changesOf({ targets, posted }: LinePosting): Change[] {
  const rows = new Map(posted.map((row) => [row.lineKey, row]));
  const targetOf = new Map(targets.map((target) => [target.line.key, target]));
  const before = new Map(posted.map((row) => [row.lineKey, row.amountMinor]));
  const found = deltas(
    targets.map(({ line }) => line),
    before,
  );
  return found.map(({ key, minor }) => {
    const parts = parseLineKey(key);
    const target = targetOf.get(key) ?? null;
    const row = rows.get(key) ?? null;
    return {
      key,
      hash: lineKeyHash(key),
      minor,
      movesKey: originalOf(parts) ?? key,
      earnerId: parts.earnerId as DistributorId,
      target,
      row,
      periodId: parts.periodId,
      effectiveAt: target?.effectiveAt ?? row?.effectiveAt ?? ("" as Instant),
    };
  });
}

async function saveLines(
  tx: Deps,
  posting: LinePosting,
  changes: readonly Change[],
  people: readonly PersonPosted[],
): Promise<void> {
  const recordedAt = tx.clock.now();
  const pending = new Map(people.flatMap((person) => [...person.pendingChanges]));
  const transactionOf = new Map(people.map((person) => [person.earnerId, person.ledgerTxId]));
  const born = new Set<string>();
  const rows = changes.flatMap((change) => {
    if (!change.target || change.row) return [];
    born.add(change.key);
    return [newRow(posting, change.target, pending.get(change.key) ?? 0n, recordedAt)];
  });
  for (const part of parts(rows)) await tx.db.insert(commissionLine).values(part);

  const changed = new Map(changes.map(({ key, minor }) => [key, minor]));
  for (const key of new Set([...changed.keys(), ...pending.keys()])) {
    if (born.has(key)) continue;
    await tx.db
      .update(commissionLine)
      .set({
        amountMinor: sql`${commissionLine.amountMinor} + ${changed.get(key) ?? 0n}`,
        pendingMinor: sql`${commissionLine.pendingMinor} + ${pending.get(key) ?? 0n}`,
      })
      .where(eq(commissionLine.lineKeyHash, lineKeyHash(key)));
  }
  const { cause, causeId, currency } = posting;
  const postings = changes.map(({ hash, earnerId, periodId, minor, effectiveAt }) => {
    const ledgerTxId = transactionOf.get(earnerId) ?? 0n;
    return {
      lineKeyHash: hash,
      cause,
      causeId,
      earnerId,
      periodId,
      deltaMinor: minor,
      currency,
      ledgerTxId,
      effectiveAt,
      recordedAt,
    };
  });
  for (const part of parts(postings)) await tx.db.insert(commissionPosting).values(part);
}

function newRow(posting: LinePosting, target: TargetLine, pendingMinor: bigint, postedAt: Instant) {
  const { line, orderId, planVersionId, effectiveAt, availableAt } = target;
  const hash = lineKeyHash(line.key);
  const original = originalOf(line);
  return {
    id: lineIdOf(hash),
    lineKey: line.key,
    lineKeyHash: hash,
    earnerId: line.earnerId as DistributorId,
    bonusId: line.bonusId,
    periodId: line.periodId,
    planVersionId,
    planVersion: line.planVersion,
    sourceKey: line.sourceKey,
    level: line.level,
    orderId,
    originalLineKeyHash: original ? lineKeyHash(original) : null,
    currency: posting.currency,
    amountMinor: line.minor,
    pendingMinor,
    availableAt,
    effectiveAt,
    postedAt,
    because: line.because,
  };
}

function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) yield rows.slice(from, from + ROWS_PER_INSERT);
}
