import { party } from "@upline/db";
import { type DistributorId, type PartyOrder, partySales } from "@upline/domain";
import { and, desc, eq, gt, ilike, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import { standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { personRefs } from "../genealogy/person-refs.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { partyFacts } from "../periods/period-parties.ts";
import { type PartyRow, stateOf } from "./party-row.ts";
import { type PartySale, salesAt } from "./party-sales.ts";

export const ListParties = pageInput.extend({
  q: z.string().max(100).optional(),
  state: z.enum(["planned", "open", "closed"]).optional(),
  /** Whose; a consultant sees own ones only. */
  distributorId: z.string().max(60).optional(),
});

/** Parties, newest first, with what each has sold to guests so far. */
export async function listParties(
  deps: Deps,
  { q, state, distributorId, cursor, limit }: z.output<typeof ListParties>,
) {
  const isOwn = standpointOf(deps.viewer) !== null || distributorId !== undefined;
  const consultantId = isOwn ? await subjectOf(deps, distributorId) : null;
  const after = cursorOf(cursor);
  const like = `%${q?.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const where: (SQL | undefined)[] = [
    consultantId ? eq(party.consultantId, consultantId) : undefined,
    state ? stateIs(state, deps) : undefined,
    q ? or(ilike(party.number, like), ilike(party.hostName, like)) : undefined,
    after
      ? or(lt(party.opensAt, after.at), and(eq(party.opensAt, after.at), lt(party.id, after.id as PartyRow["id"])))
      : undefined,
  ];
  const rows = await deps.db
    .select()
    .from(party)
    .where(and(...where))
    .orderBy(desc(party.opensAt), desc(party.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ opensAt, id }) => ({ at: opensAt, id }));
  return { rows: await viewsOf(deps, page.rows), nextCursor: page.nextCursor };
}

function stateIs(state: "planned" | "open" | "closed", { clock }: Deps): SQL | undefined {
  const now = clock.now();
  const isRunning = and(isNull(party.closedAt), gt(party.closesAt, now));
  if (state === "planned") return and(isRunning, gt(party.opensAt, now));
  if (state === "open") return and(isRunning, lte(party.opensAt, now));
  return or(lte(party.closesAt, now), lte(party.closedAt, now));
}

/** Parties as lists and pages show them, in the order given. Sales in hundredths of a point, which are money in points. */
export async function viewsOf(deps: Deps, rows: readonly PartyRow[]) {
  const sales = await salesAt(
    deps,
    rows.map(({ id }) => id),
  );
  const facts = await partyFacts(deps, rows);
  const consultants = await personRefs(
    deps,
    rows.map(({ consultantId }) => consultantId),
  );
  const now = deps.clock.now();
  return rows.map((row, index) => {
    const { id, number, hostKind, hostId, hostName, consultantId, opensAt, closesAt, closedAt } = row;
    const { base, orderIds } = partySales(endsOf(row), "sales", countedOf(sales.get(id) ?? []));
    return {
      id,
      number,
      host: { kind: hostKind, id: hostId, name: hostName },
      consultant: consultants.find((person) => person.id === (consultantId satisfies DistributorId)) ?? null,
      opensAt,
      closesAt,
      closedAt,
      state: stateOf(row, now),
      sales: base,
      orderCount: orderIds.length,
      bookings: facts[index]?.bookings ?? 0,
    };
  });
}

/** The party as its sales are counted: at the latest it closes when its time is over. */
export const endsOf = ({ id, hostId, consultantId, closedAt, closesAt }: PartyRow) => ({
  party: id,
  host: hostId,
  consultant: consultantId,
  closedAt: closedAt ?? closesAt,
});

export const countedOf = (sales: readonly PartySale[]): PartyOrder[] =>
  sales.flatMap(({ counted }) => (counted ? [counted] : []));
