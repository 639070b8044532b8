import { customer, distributor, estimateStanding, salesOrder, user } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { and, asc, desc, eq, gt, ilike, lt, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { personRefs } from "../genealogy/person-refs.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { balancesOf } from "../ledger/balances.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { openPeriod } from "../plans/open-period.ts";
import { attributesAt } from "./attributes.queries.ts";

export const ListPeople = pageInput.extend({
  q: z.string().max(100).optional(),
  status: z.enum(["pending", "good", "suspended", "terminated", "merged"]).optional(),
  rankId: z.string().max(40).optional(),
  active: z.boolean().optional(),
  sort: z.enum(["name", "joined"]).default("name"),
});

/** Distributors with where they stand in the open period. */
export async function listPeople(deps: Deps, input: z.output<typeof ListPeople>) {
  const { period, plan } = await openPeriod(deps);
  const lowest = plan.ranks[0]?.id ?? "";
  const rank = sql<string>`coalesce(${estimateStanding.paidAs}, ${lowest})`;
  const active = sql<boolean>`coalesce(${estimateStanding.isActive}, false)`;
  const filters = filtersOf(input, rank, active);
  const standing = and(eq(estimateStanding.distributorId, distributor.id), eq(estimateStanding.periodId, period.id));
  const rows = await deps.db
    .select({
      id: distributor.id,
      number: distributor.number,
      name: distributor.name,
      email: distributor.email,
      status: distributor.status,
      joinedAt: distributor.joinedAt,
      country: distributor.country,
      rankId: rank,
      isActive: active,
      pv: sql<string>`coalesce(${estimateStanding.pv}, 0)::text`,
      gv: sql<string>`coalesce(${estimateStanding.gv}, 0)::text`,
    })
    .from(distributor)
    .leftJoin(estimateStanding, standing)
    .where(and(...filters, pageAfter(input)))
    .orderBy(
      ...(input.sort === "name"
        ? [asc(distributor.name), asc(distributor.id)]
        : [desc(distributor.joinedAt), desc(distributor.id)]),
    )
    .limit(input.limit + 1);
  const [counted] = await deps.db
    .select({ count: sql<number>`count(*)::int` })
    .from(distributor)
    .leftJoin(estimateStanding, standing)
    .where(and(...filters));
  const page = toPage(rows, input.limit, ({ name, joinedAt, id }) => ({
    at: input.sort === "name" ? name : joinedAt,
    id,
  }));
  const tree = await treeIndex(deps);
  const sponsorIds = page.rows.flatMap(({ id }) => tree.parentOf(id) ?? []);
  const sponsors = new Map((await personRefs(deps, sponsorIds)).map((ref) => [ref.id, ref]));
  const labels = new Map(plan.ranks.map(({ id, label }) => [id, label]));
  return {
    nextCursor: page.nextCursor,
    total: counted?.count ?? 0,
    rows: page.rows.map((row) => ({
      ...row,
      pv: BigInt(row.pv),
      gv: BigInt(row.gv),
      rankLabel: labels.get(row.rankId) ?? row.rankId,
      sponsor: sponsors.get(tree.parentOf(row.id) ?? row.id) ?? null,
    })),
  };
}

function filtersOf(input: z.output<typeof ListPeople>, rank: SQL<string>, active: SQL<boolean>): (SQL | undefined)[] {
  const { q, status, rankId } = input;
  return [
    q ? named(q) : undefined,
    status ? eq(distributor.status, status) : undefined,
    rankId ? sql`${rank} = ${rankId}` : undefined,
    input.active === undefined ? undefined : sql`${active} = ${input.active}`,
  ];
}

/** Part of the name, the number or the e-mail; or the whole id or code. */
function named(q: string): SQL | undefined {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return or(
    ilike(distributor.name, like),
    ilike(distributor.number, like),
    ilike(distributor.email, like),
    eq(distributor.id, q as DistributorId),
    eq(distributor.code, q.toLowerCase()),
  );
}

export const FindPeople = z.strictObject({ q: z.string().max(100), limit: z.int().min(1).max(20) });

/** The first few who fit, by name; needs no plan, so that a company without one can choose a sponsor. */
export async function findPeople(deps: Deps, { q, limit }: z.output<typeof FindPeople>) {
  return deps.db
    .select({ id: distributor.id, number: distributor.number, name: distributor.name, status: distributor.status })
    .from(distributor)
    .where(q === "" ? undefined : named(q))
    .orderBy(asc(distributor.name), asc(distributor.id))
    .limit(limit);
}

function pageAfter({ sort, cursor }: z.output<typeof ListPeople>): SQL | undefined {
  const after = cursorOf(cursor);
  if (!after) return undefined;
  const id = after.id as DistributorId;
  return sort === "name"
    ? or(gt(distributor.name, after.at), and(eq(distributor.name, after.at), gt(distributor.id, id)))
    : or(lt(distributor.joinedAt, after.at), and(eq(distributor.joinedAt, after.at), lt(distributor.id, id)));
}

/**
 * One distributor as the back office sees him.
 *
 * @throws DomainError `not_found`
 */
export async function getPerson(deps: Deps, distributorId: DistributorId) {
  const [person] = await deps.db.select().from(distributor).where(eq(distributor.id, distributorId));
  if (!person) throw notFound();
  const tree = await treeIndex(deps);
  const line: DistributorId[] = [];
  for (let at = tree.parentOf(distributorId); at !== null; at = tree.parentOf(at)) line.push(at);
  const upline = await personRefs(deps, line);
  const [customers] = await deps.db
    .select({ n: sql<number>`count(*)::int` })
    .from(customer)
    .where(eq(customer.creditedTo, distributorId));
  const [orders] = await deps.db
    .select({ n: sql<number>`count(*)::int` })
    .from(salesOrder)
    .where(eq(salesOrder.creditedTo, distributorId));
  const [signIn] = await deps.db.select({ email: user.email }).from(user).where(eq(user.distributorId, distributorId));
  const { seq: _seq, ...fields } = person;
  return {
    person: fields,
    sponsor: upline[0] ?? null,
    upline,
    attributes: await attributesAt(deps, distributorId, deps.clock.now()),
    balances: await balancesOf(deps, distributorId),
    counts: { customers: customers?.n ?? 0, orders: orders?.n ?? 0, downline: tree.teamSize(distributorId) },
    userEmail: signIn?.email ?? null,
  };
}
