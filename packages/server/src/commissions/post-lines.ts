import { commissionLine, commissionPosting, insertRows, type PostingCause } from "@upline/db";
import {
  type DistributorId,
  deltas,
  type Instant,
  type Line,
  type OrderId,
  originalOf,
  parseLineKey,
  type SettledAs,
} from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { type CauseDeltas, type DeltaSource, type PersonPosted, postDeltas } from "../ledger/post-deltas.ts";
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
  readonly settle: SettledAs;
  readonly target: TargetLine | null;
  readonly row: LineRow | null;
  readonly periodId: string;
  readonly effectiveAt: Instant;
}

/**
 * Posts the differences between what lines shall be and what was posted, once per line and cause: rows of the lines, one
 * posting row per difference, and the money. Nothing to change: nothing is written.
 *
 * @param postings  of different causes and scopes; one that changes posted lines is alone in its list, since the split
 *                  depends on balances
 * @returns         one answer per posting, in the same order
 */
export async function postLines(tx: Deps, postings: readonly LinePosting[]): Promise<readonly Posted[]> {
  const changed = postings.map((posting) => ({ posting, changes: changesOf(posting) }));
  const people = await postDeltas(tx, changed.map(movesOf));
  const done = changed.map((one, index) => ({ ...one, people: people[index] ?? [] }));
  await saveLines(tx, done);
  return done.map(({ changes, people }) => ({
    people,
    lineKeys: changes.map(({ key }) => key),
    totalMinor: changes.reduce((sum, { minor }) => sum + minor, 0n),
  }));
}

interface Changed {
  readonly posting: LinePosting;
  readonly changes: readonly Change[];
}

interface Done extends Changed {
  readonly people: readonly PersonPosted[];
}

/** Money and store credit of a person are moved apart. */
const purseOf = ({ earnerId, settle }: Pick<Change, "earnerId" | "settle">): string => `${settle} ${earnerId}`;

function movesOf({ posting, changes }: Changed): CauseDeltas {
  const born = new Set(changes.flatMap(({ row, key }) => (row ? [] : [key])));
  const people = [...Map.groupBy(changes, purseOf).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { earnerId, settle } = first;
    return [{ earnerId, settle, deltas: own, touchesPosted: own.some(({ movesKey }) => !born.has(movesKey)) }];
  });
  return { source: posting, people };
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
      settle: target?.line.settle ?? row?.settle ?? "cash",
      target,
      row,
      periodId: parts.periodId,
      effectiveAt: target?.effectiveAt ?? row?.effectiveAt ?? ("" as Instant),
    };
  });
}

async function saveLines(tx: Deps, done: readonly Done[]): Promise<void> {
  const recordedAt = tx.clock.now();
  const written = done.map((one) => rowsOf(one, recordedAt));
  await insertRows(
    tx.db,
    commissionLine,
    written.flatMap(({ lines }) => lines),
  );
  for (const { hash, minor, pending } of written.flatMap(({ moved }) => moved)) {
    await tx.db
      .update(commissionLine)
      .set({
        amountMinor: sql`${commissionLine.amountMinor} + ${minor}`,
        pendingMinor: sql`${commissionLine.pendingMinor} + ${pending}`,
      })
      .where(eq(commissionLine.lineKeyHash, hash));
  }
  await insertRows(
    tx.db,
    commissionPosting,
    written.flatMap(({ postings }) => postings),
  );
}

/** What one cause writes: lines that are new, lines that move, and a posting for each difference. */
function rowsOf({ posting, changes, people }: Done, recordedAt: Instant) {
  const pending = new Map(people.flatMap((person) => [...person.pendingChanges]));
  const transactionOf = new Map(people.map((person) => [purseOf(person), person.ledgerTxId]));
  const changed = new Map(changes.map(({ key, minor }) => [key, minor]));
  const born = new Set(changes.flatMap(({ key, target, row }) => (target && !row ? [key] : [])));
  const { cause, causeId, currency } = posting;
  return {
    lines: changes.flatMap(({ key, target, row }) =>
      target && !row ? [newRow(posting, target, pending.get(key) ?? 0n, recordedAt)] : [],
    ),
    moved: [...new Set([...changed.keys(), ...pending.keys()])]
      .filter((key) => !born.has(key))
      .map((key) => ({ hash: lineKeyHash(key), minor: changed.get(key) ?? 0n, pending: pending.get(key) ?? 0n })),
    postings: changes.map(({ hash, earnerId, settle, periodId, minor, effectiveAt }) => ({
      lineKeyHash: hash,
      cause,
      causeId,
      earnerId,
      periodId,
      deltaMinor: minor,
      currency,
      ledgerTxId: transactionOf.get(purseOf({ earnerId, settle })) ?? 0n,
      effectiveAt,
      recordedAt,
    })),
  };
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
    settle: line.settle ?? ("cash" as const),
    amountMinor: line.minor,
    pendingMinor,
    availableAt,
    effectiveAt,
    postedAt,
    because: line.because,
  };
}
