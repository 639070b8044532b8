import { commissionLine, estimateLine, ownerBalances, party } from "@upline/db";
import { type Instant, type PartyId, partyOutlook, periodOf } from "@upline/domain";
import { asc, eq, inArray } from "drizzle-orm";
import { standpointOf } from "../auth/viewer.ts";
import { lineIdOf } from "../commissions/line-ref.ts";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { cadenceOf, inForceAt } from "../periods/counts-in.ts";
import { partyFacts } from "../periods/period-parties.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { countedOf, endsOf, viewsOf } from "./parties.queries.ts";
import { demandParty, type PartyRow } from "./party-row.ts";
import { type PartySale, salesAt, whyNotCounted } from "./party-sales.ts";

/**
 * One party: its orders with why each counts or not, the parties booked at it, and what its host is credited.
 *
 * @throws DomainError `party_not_found`, `not_found`
 */
export async function getParty(deps: Deps, partyId: PartyId) {
  const row = await demandParty(deps, partyId);
  const [view] = await viewsOf(deps, [row]);
  const sales = (await salesAt(deps, [row.id])).get(row.id) ?? [];
  const booked = await deps.db.select().from(party).where(eq(party.bookedAt, row.id)).orderBy(asc(party.opensAt));
  const from = row.bookedAt === null ? [] : await deps.db.select().from(party).where(eq(party.id, row.bookedAt));
  const own = standpointOf(deps.viewer);
  const link = ({ id, number, hostName, opensAt, consultantId }: PartyRow) => ({
    // Of parties of others a consultant learns the number only.
    ...{ id: own === null || consultantId === own ? id : null, number, opensAt },
    hostName: own === null || consultantId === own ? hostName : null,
  });
  return {
    ...(view as NonNullable<typeof view>),
    bookedAt: from[0] ? link(from[0]) : null,
    booked: booked.map(link),
    orders: sales.map((sale) => saleView(row, sale, own)),
    rewards: await rewardsOf(deps, row, sales),
    credit: await creditOf(deps, row),
  };
}

function saleView(row: PartyRow, sale: PartySale, own: string | null) {
  const { id, number, buyerName, creditedTo, placedAt, effectiveAt, status, totalMinor, currency, sales } = sale.row;
  return {
    id,
    number,
    /** Customers of other consultants stay unnamed. */
    buyerName: own === null || creditedTo === own ? buyerName : null,
    placedAt,
    effectiveAt,
    status,
    total: { minor: totalMinor, currency },
    sales: sales - (sale.counted?.refunds.reduce((sum, { volumes }) => sum + (volumes.sales ?? 0n), 0n) ?? 0n),
    whyNot: whyNotCounted(row, sale),
  };
}

/** All the store credit of the host, from every party. Minor units, each figure positive. */
async function creditOf(deps: Deps, { hostId }: PartyRow) {
  const { currency } = await companyOf(deps);
  const rows = await ownerBalances(deps.db, [hostId]);
  const balance = (code: string) => rows.find((one) => one.code === code && one.currency === currency)?.balance ?? 0n;
  return {
    currency,
    pending: -balance("credit.pending"),
    available: -balance("credit.available"),
    owed: balance("credit.receivable"),
  };
}

/** The host's credit under each party bonus of the plan that decides the period of the closing. */
async function rewardsOf(deps: Deps, row: PartyRow, sales: readonly PartySale[]) {
  const [fact] = await partyFacts(deps, [row]);
  const at: Instant = row.closedAt ?? row.closesAt;
  const versions = await publishedPlans(deps);
  const today = inForceAt(versions, deps.clock.now());
  const found = { ...endsOf(row), bookings: fact?.bookings ?? 0 };
  const lines = await linesOf(deps, row.id);
  return (today?.plan.bonuses ?? []).flatMap(({ id: bonusId, when, source }) => {
    if (source.kind !== "party" || !("close" in when) || !today) return [];
    const period = periodOf(cadenceOf(today.plan, when.close), at, today.plan.timeZone);
    const { plan } = inForceAt(versions, period.start) ?? today;
    const outlook = partyOutlook(plan, found, countedOf(sales)).find((one) => one.bonusId === bonusId);
    const bonus = plan.bonuses.find(({ id }) => id === bonusId);
    if (!outlook || !bonus) return [];
    const line = lines.find((one) => one.bonusId === bonusId) ?? null;
    const { sales: sold, needSales, bookings, needBookings, isMet, minor } = outlook;
    const volume = plan.volumes.find(({ id }) => bonus.source.kind === "party" && id === bonus.source.volume);
    return [
      {
        bonusId,
        label: bonus.label,
        settle: bonus.settle.as,
        volume: volume?.label ?? "",
        ...{ sales: sold, needSales, bookings, needBookings, isMet },
        periodId: period.id,
        /** What it is worth while the party is open; what was credited comes from the line. */
        worth: { minor, currency: plan.currency },
        line,
      },
    ];
  });
}

/** What was posted to the host, or what the close would post now, less what was taken back. */
async function linesOf({ db }: Deps, id: PartyId) {
  const source = `party:${id}`;
  const posted = await db.select().from(commissionLine).where(eq(commissionLine.sourceKey, source));
  const back =
    posted.length === 0
      ? []
      : await db
          .select()
          .from(commissionLine)
          .where(
            inArray(
              commissionLine.originalLineKeyHash,
              posted.map(({ lineKeyHash }) => lineKeyHash),
            ),
          );
  const estimated = await db.select().from(estimateLine).where(eq(estimateLine.sourceKey, source));
  const done = posted.map(({ bonusId, lineKeyHash, amountMinor, pendingMinor, availableAt }) => ({
    id: lineIdOf(lineKeyHash),
    bonusId,
    isEstimate: false,
    minor: amountMinor,
    takenBack: back.reduce((sum, row) => (row.originalLineKeyHash === lineKeyHash ? sum - row.amountMinor : sum), 0n),
    pending: pendingMinor,
    availableAt: availableAt as Instant | null,
  }));
  return [
    ...done,
    ...estimated.map(({ bonusId, lineKeyHash, amountMinor }) => ({
      ...{ id: lineIdOf(lineKeyHash), bonusId, isEstimate: true, minor: amountMinor },
      ...{ takenBack: 0n, pending: 0n, availableAt: null },
    })),
  ];
}
