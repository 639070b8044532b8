import { period as periodTable, salesOrder, selectRows } from "@upline/db";
import { addDays, DomainError, type Instant, type Period, type PlanCadence, previousPeriod } from "@upline/domain";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { closeDue } from "../parties/close-party.ts";
import type { PlanInForce } from "../plans/plan-in-force.ts";
import { periodInForce } from "./counts-in.ts";

/** A period whose facts no longer change, and the instant its closing lines count from. */
export interface Frozen {
  readonly period: Period;
  readonly plan: PlanInForce;
  readonly freezeSeq: bigint;
  readonly run: number;
  readonly frozenAt: Instant;
  readonly isClosed: boolean;
}

/**
 * Draws the line under a period of any cadence: everything recorded so far counts in it, everything later in the next one. A
 * period that is frozen or closed already is returned as it is.
 *
 * @throws DomainError `period_not_ended` before its end and cut-off days, or while an earlier period is open
 * @throws DomainError `period_malformed` for an id that is no period of the plan
 */
export async function freezePeriod(deps: Deps, periodId: string): Promise<Frozen> {
  const now = deps.clock.now();
  const { period, cadence, plan } = await periodInForce(deps, periodId);
  return inTransaction(deps, async (tx) => {
    await lockForPosting(tx);
    const [row] = await tx.db.select().from(periodTable).where(eq(periodTable.id, periodId));
    if (row && row.status !== "open" && row.freezeSeq !== null && row.closedAt !== null) {
      const { freezeSeq, run, closedAt, status } = row;
      return { period, plan, freezeSeq, run, frozenAt: closedAt, isClosed: status === "closed" };
    }
    await refuseTooEarly(tx, plan, { period, cadence, now });
    // Whose time is over by now closed in a period that is not frozen yet.
    await closeDue(tx);
    const freezeSeq = await lastFact(tx);
    const frozen = { status: "frozen" as const, freezeSeq, run: 1, planVersionId: plan.id, closedAt: now };
    await tx.db
      .insert(periodTable)
      .values({ id: period.id, cadence: period.cadence, startsAt: period.start, endsAt: period.end, ...frozen })
      .onConflictDoUpdate({ target: periodTable.id, set: frozen });
    return { period, plan, freezeSeq, run: 1, frozenAt: now, isClosed: false };
  });
}

async function refuseTooEarly(
  tx: Deps,
  { plan }: PlanInForce,
  { period, cadence, now }: { readonly period: Period; readonly cadence: PlanCadence; readonly now: Instant },
): Promise<void> {
  const from = addDays(period.end, cadence.cutoffDays, plan.timeZone);
  if (now < from) {
    throw new DomainError("period_not_ended", `This period can be closed from ${from} on.`, {
      period: period.id,
      from,
    });
  }
  const before = previousPeriod(cadence, period, plan.timeZone);
  const [last] = await tx.db
    .select({ id: periodTable.id })
    .from(periodTable)
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, period.cadence)))
    .orderBy(desc(periodTable.startsAt))
    .limit(1);
  const isFirst = last === undefined && !(await hasOrdersBefore(tx, period, cadence.id === plan.basePeriod));
  if (!isFirst && last?.id !== before.id) {
    throw new DomainError("period_not_ended", "Periods are closed in order. Close the earlier one first.", {
      period: period.id,
      earlier: before.id,
    });
  }
}

async function hasOrdersBefore({ db }: Deps, { id, cadence }: Period, isBase: boolean): Promise<boolean> {
  const isEarlier = isBase
    ? lt(salesOrder.periodId, id)
    : sql`exists (select 1 from unnest(${salesOrder.otherPeriods}) other where other like ${`${cadence}:%`} and other < ${id})`;
  const found = await db.select({ id: salesOrder.id }).from(salesOrder).where(isEarlier).limit(1);
  return found.length > 0;
}

/** The last fact number given out, once everybody who is adding people or edges has finished. */
async function lastFact({ db }: Deps): Promise<bigint> {
  await db.execute(
    sql`lock table distributor, distributor_status, distributor_attribute, customer, genealogy_edge in share mode`,
  );
  const [row] = await selectRows<{ seq: string }>(db, sql`select last_value::text as seq from fact_seq`);
  return BigInt(row?.seq ?? "0");
}
