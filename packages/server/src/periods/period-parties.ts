import { party } from "@upline/db";
import { type Instant, isIn, type PartyFact, type PartyId, type Period } from "@upline/domain";
import { and, count, gt, gte, inArray, isNull, lt, lte, or } from "drizzle-orm";
import type { Deps } from "../deps.ts";

type Row = typeof party.$inferSelect;

/** Parties that closed in a period, and those that were open at its end, as the engine reads them. */
export async function partiesOf(
  deps: Deps,
  { start, end }: Pick<Period, "start" | "end">,
  upTo: bigint,
): Promise<PartyFact[]> {
  const closedSince = or(isNull(party.closedAt), gte(party.closedAt, start));
  const rows = await deps.db
    .select()
    .from(party)
    .where(and(lt(party.createdAt, end), closedSince, or(lte(party.seq, upTo), gt(party.closedAt, end))));
  return partyFacts(deps, rows);
}

/** Those of them that closed in it. */
export function closedIn(period: Period, parties: readonly PartyFact[]): PartyId[] {
  return parties.flatMap(({ party: id, closedAt }) => (closedAt && isIn(period, closedAt) ? [id as PartyId] : []));
}

/** Parties as facts, with the parties that were booked at them. */
export async function partyFacts({ db }: Deps, rows: readonly Row[]): Promise<PartyFact[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const booked = await db
    .select({ at: party.bookedAt, n: count() })
    .from(party)
    .where(inArray(party.bookedAt, ids))
    .groupBy(party.bookedAt);
  const bookings = new Map(booked.map(({ at, n }) => [at, n]));
  return rows.map(({ id, hostId, consultantId, closedAt, seq, createdAt }) => ({
    t: "party",
    id,
    party: id,
    host: hostId,
    consultant: consultantId,
    closedAt,
    bookings: bookings.get(id) ?? 0,
    seq: Number(seq),
    recordedAt: closedAt ?? (createdAt satisfies Instant),
  }));
}
