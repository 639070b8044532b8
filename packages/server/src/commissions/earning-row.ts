import { distributor, type estimateLine, salesOrder } from "@upline/db";
import {
  type DistributorId,
  type Explain,
  type Instant,
  originalOf,
  parseLineKey,
  type SettledAs,
} from "@upline/domain";
import { inArray, sql } from "drizzle-orm";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { lineIdOf } from "./line-ref.ts";
import { type PersonRef, peopleSeen } from "./people-seen.ts";
import type { LineRow } from "./post-lines.ts";
import { lineSentence, type SentenceParts } from "./sentences.ts";

export type LineState = "estimated" | "pending" | "available" | "held" | "in_payout" | "paid" | "reversed";

export interface MoneyView {
  readonly minor: bigint;
  readonly currency: string;
}

/** A line of money in a list. */
export interface EarningRow {
  readonly id: string;
  readonly lineKey: string;
  readonly bonusId: string;
  readonly bonusLabel: string;
  readonly level: number;
  readonly amount: MoneyView;
  /** Store credit buys goods and is in no total of money. */
  readonly settle: SettledAs;
  readonly state: LineState;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant | null;
  /** End of the hold; null for estimates and for lines that take money back. */
  readonly availableAt: Instant | null;
  readonly order: { readonly id: string; readonly number: string } | null;
  /** Whose order or volume it is; null when it is the earner himself. */
  readonly from: PersonRef | null;
  readonly buyerKind: "customer" | "distributor" | null;
  readonly isEstimate: boolean;
  readonly reverses: { readonly lineId: string; readonly number: string } | null;
  readonly sentence: SentenceParts;
}

/** What a row is made of, posted or estimated. */
interface Raw {
  readonly lineKey: string;
  readonly lineKeyHash: string;
  readonly earnerId: DistributorId;
  readonly bonusId: string;
  readonly level: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly settle: SettledAs;
  readonly state: LineState;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant | null;
  readonly availableAt: Instant | null;
  readonly orderId: string | null;
  readonly originalLineKeyHash: string | null;
  readonly because: Explain | null;
}

/**
 * What a line's refund lines have taken back so far, for the line of the outer query, which is named in full: a column
 * put in by its object loses its table's name where the outer query has one table, and would then be the inner one's.
 */
export const takenBack = sql<string>`(select coalesce(sum(r.amount_minor), 0) from commission_line r
  where r.original_line_key_hash = commission_line.line_key_hash)::text`;

/** Posted lines, as the viewer may read them. */
export async function postedRows(
  deps: Deps,
  rows: readonly { readonly line: LineRow; readonly takenBack: string }[],
): Promise<EarningRow[]> {
  const earners = [...new Set(rows.map(({ line }) => line.earnerId))];
  const held = new Set<string>();
  if (earners.length > 0) {
    const people = await deps.db
      .select({ id: distributor.id, status: distributor.status })
      .from(distributor)
      .where(inArray(distributor.id, earners));
    for (const { id, status } of people) if (status === "pending" || status === "suspended") held.add(id);
  }
  return rowsOf(
    deps,
    rows.map(({ line, takenBack: taken }) => ({
      ...line,
      state: stateOf(line, BigInt(taken), held.has(line.earnerId)),
    })),
  );
}

function stateOf(
  { originalLineKeyHash, amountMinor, pendingMinor }: LineRow,
  taken: bigint,
  isHeld: boolean,
): LineState {
  if (originalLineKeyHash !== null || amountMinor + taken === 0n) return "reversed";
  if (pendingMinor > 0n) return isHeld ? "held" : "pending";
  return "available";
}

/** Estimated lines, as the viewer may read them; `because` is filled in where it is at hand. */
export async function estimatedRows(
  deps: Deps,
  rows: readonly (Omit<typeof estimateLine.$inferSelect, "because"> & { readonly because: Explain | null })[],
): Promise<EarningRow[]> {
  const effectiveAt = deps.clock.now();
  const nothing = { postedAt: null, availableAt: null, orderId: null, originalLineKeyHash: null };
  return rowsOf(
    deps,
    rows.map((row) => ({ ...row, ...nothing, state: "estimated" as const, effectiveAt })),
  );
}

async function rowsOf(deps: Deps, rows: readonly Raw[]): Promise<EarningRow[]> {
  const orderIds = [
    ...new Set(rows.flatMap(({ orderId }) => (orderId ? [orderId] : []))),
  ] as (typeof salesOrder.$inferSelect.id)[];
  const orders =
    orderIds.length === 0 ? [] : await deps.db.select().from(salesOrder).where(inArray(salesOrder.id, orderIds));
  const orderOf = new Map<string, typeof salesOrder.$inferSelect>(orders.map((order) => [order.id, order]));
  const sources = rows.map((row) => sourceOf(row, orderOf));
  const people = await peopleSeen(deps, sources);
  const versions = await publishedPlans(deps);
  const seesAll = isAdmin(deps.viewer) || deps.viewer.kind === "system";

  return rows.map((row, index) => {
    const { lineKey, lineKeyHash, earnerId, bonusId, level, amountMinor, currency, state, effectiveAt, postedAt } = row;
    const order = orderOf.get(row.orderId ?? "");
    const source = sources[index] ?? null;
    const from = source === null || source === earnerId ? null : (people.get(source) ?? null);
    const version = parseLineKey(lineKey).version;
    const plan = versions.find((candidate) => candidate.version === version)?.plan;
    const bonus = plan?.bonuses.find(({ id }) => id === bonusId);
    const isReversal = row.originalLineKeyHash !== null;
    const buyerName =
      order?.buyerKind === "customer" && (seesAll || order.creditedTo === earnerId) ? order.buyerName : null;
    return {
      id: lineIdOf(lineKeyHash),
      lineKey,
      bonusId,
      bonusLabel: bonus?.label ?? bonusId,
      level,
      amount: { minor: amountMinor, currency },
      settle: row.settle,
      state,
      effectiveAt,
      postedAt,
      availableAt: isReversal ? null : row.availableAt,
      order: order ? { id: order.id, number: order.number } : null,
      from,
      buyerKind: order?.buyerKind ?? null,
      isEstimate: state === "estimated",
      reverses: row.originalLineKeyHash
        ? { lineId: lineIdOf(row.originalLineKeyHash), number: order?.number ?? "" }
        : null,
      sentence: lineSentence({ ...row, bonus, from, buyerName, orderNumber: order?.number ?? null, isReversal }),
    };
  });
}

/** The distributor whose order, volume, or commission the line is paid on. */
function sourceOf(
  { lineKey, orderId }: Raw,
  orders: ReadonlyMap<string, typeof salesOrder.$inferSelect>,
): DistributorId | null {
  const parts = parseLineKey(lineKey);
  const original = originalOf(parts);
  const { sourceKey } = original ? parseLineKey(original) : parts;
  const [kind, ...rest] = sourceKey.split(":");
  // `lin:<order>:<bonus>:<person>:<level>` for a match over a live line.
  if (kind === "lin") return (rest.at(-2) ?? null) as DistributorId | null;
  const order = orders.get(orderId ?? "");
  if (order) return order.creditedTo;
  // `mem:<person>`, or `pay:<bonus>:<person>` for a match over what somebody was paid.
  return kind === "mem" || kind === "pay" ? ((rest.at(-1) ?? null) as DistributorId | null) : null;
}
