import { distributor, estimateStanding, salesOrder } from "@upline/db";
import { type DistributorId, DomainError, type Instant } from "@upline/domain";
import { and, desc, eq, gte, ilike, inArray, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { levelSeenBy, nameAt, notFound } from "../auth/can-view.ts";
import { isAdmin, standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { openPeriod } from "../plans/open-period.ts";
import { type PersonRef, personRefs } from "./person-refs.ts";
import { type TeamNode, teamNodes } from "./team-node.ts";
import { treeIndex } from "./tree-index.ts";

export const Children = z.strictObject({
  parentId: z.string(),
  cursor: z.string().max(20).nullish(),
  limit: z.int().min(1).max(100).default(100),
  direction: z.enum(["forward", "backward"]).optional(),
});

const MOST_FOUND = 20;
const MOST_CANDIDATES = 500;

/** The top of what the viewer may see: himself, or, for the back office, whoever is named or the first root. */
export async function teamRoot(deps: Deps, named: string | null | undefined): Promise<TeamNode> {
  const tree = await treeIndex(deps);
  const own = standpointOf(deps.viewer);
  const id = (named as DistributorId | undefined) ?? (isAdmin(deps.viewer) ? tree.roots[0] : own);
  if (!id) throw new DomainError("not_found", "There is nobody in the tree yet.");
  await levelSeenBy(deps, id);
  const [node] = await teamNodes(deps, [id]);
  if (!node) throw notFound();
  return node;
}

/** The frontline of a person, in the order of joining, by pages of at most 100. */
export async function teamChildren(deps: Deps, { parentId, cursor, limit }: z.output<typeof Children>) {
  const parent = parentId as DistributorId;
  await levelSeenBy(deps, parent);
  const all = (await treeIndex(deps)).childrenOf(parent);
  const from = Math.max(0, Number.parseInt(cursor ?? "0", 10) || 0);
  const rows = await teamNodes(deps, all.slice(from, from + limit));
  return { rows, nextCursor: from + limit < all.length ? String(from + limit) : null, total: all.length };
}

/** From the viewer down to somebody below. */
export async function teamPath(deps: Deps, to: DistributorId): Promise<PersonRef[]> {
  await levelSeenBy(deps, to);
  const tree = await treeIndex(deps);
  const ids: DistributorId[] = [];
  const own = standpointOf(deps.viewer);
  for (let at: DistributorId | null = to; at !== null; at = at === own ? null : tree.parentOf(at)) ids.push(at);
  return personRefs(deps, ids.reverse());
}

/** At most 20 people below the viewer whose name or number contains the text, each with the path down to him. */
export async function searchTeam(deps: Deps, text: string): Promise<{ node: TeamNode; path: PersonRef[] }[]> {
  const q = text.trim();
  if (q === "") return [];
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const tree = await treeIndex(deps);
  const own = standpointOf(deps.viewer);
  const candidates = await deps.db
    .select({ id: distributor.id, name: distributor.name, number: distributor.number })
    .from(distributor)
    .where(or(ilike(distributor.name, like), ilike(distributor.number, like)))
    .orderBy(distributor.name)
    .limit(MOST_CANDIDATES);
  const lower = q.toLowerCase();
  const visible = candidates.filter(({ id, name, number }) => {
    if (own === null) return true;
    const level = tree.levelBelow(own, id);
    // A hidden family name must not be found by typing it.
    return level !== null && `${nameAt(level, name)} ${number}`.toLowerCase().includes(lower);
  });
  const nodes = await teamNodes(
    deps,
    visible.slice(0, MOST_FOUND).map(({ id }) => id),
  );
  return Promise.all(nodes.map(async (node) => ({ node, path: await teamPath(deps, node.id) })));
}

/** A person below the viewer: contact only on level 1 and only when that person shares it. */
export async function teamMember(deps: Deps, distributorId: DistributorId) {
  const level = await levelSeenBy(deps, distributorId);
  const [node] = await teamNodes(deps, [distributorId]);
  const [person] = await deps.db.select().from(distributor).where(eq(distributor.id, distributorId));
  if (!node || !person) throw notFound();
  const { period } = await openPeriod(deps);
  const [customers] = await deps.db
    .select({ count: sql<number>`count(distinct ${salesOrder.buyerId})::int` })
    .from(salesOrder)
    .where(
      and(
        eq(salesOrder.creditedTo, distributorId),
        eq(salesOrder.buyerKind, "customer"),
        eq(salesOrder.periodId, period.id),
      ),
    );
  const contactShown = isAdmin(deps.viewer) || level === 0 || (level === 1 && person.sharesContact);
  return {
    ...node,
    contact: contactShown ? { email: person.email, phone: person.phone } : null,
    path: await teamPath(deps, distributorId),
    customersWithOrder: customers?.count ?? 0,
  };
}

const FACTS_SHOWN = 3;
const QUIET_FOR_MS = 35 * 86_400_000;
const ALMOST_HUNDREDTHS = 50_00n;

/** Three facts about the team: who joined, who is a little short of active, who went quiet. Whole volumes in hundredths. */
export async function teamFacts(deps: Deps, top: DistributorId) {
  const tree = await treeIndex(deps);
  const ids = [...tree.below(top)];
  const { period, plan } = await openPeriod(deps);
  if (ids.length === 0) return { joined: [], almostActive: [], quiet: [], size: 0, active: 0 };
  const now = Date.parse(deps.clock.now());
  const near = ids.filter((id) => (tree.levelBelow(top, id) ?? 99) <= 3);
  const standings = await deps.db
    .select({ id: estimateStanding.distributorId, pv: estimateStanding.pv, isActive: estimateStanding.isActive })
    .from(estimateStanding)
    .where(eq(estimateStanding.periodId, period.id));
  const inTeam = new Set(ids);
  const nearby = new Set(near);
  const need = activeNeed(plan);
  const almost = standings
    .filter(({ id, pv, isActive }) => nearby.has(id) && !isActive && need - pv <= ALMOST_HUNDREDTHS && pv > 0n)
    .toSorted((a, b) => (a.pv > b.pv ? -1 : 1))
    .slice(0, FACTS_SHOWN);
  const joined = await deps.db
    .select({ id: distributor.id, at: distributor.joinedAt })
    .from(distributor)
    .where(and(inArray(distributor.id, ids), gte(distributor.joinedAt, period.start)))
    .orderBy(desc(distributor.joinedAt))
    .limit(FACTS_SHOWN);
  const quietBefore = new Date(now - QUIET_FOR_MS).toISOString() as Instant;
  const last = sql<Instant>`max(${salesOrder.effectiveAt})`;
  const quiet = await deps.db
    .select({ id: salesOrder.creditedTo, at: last })
    .from(salesOrder)
    .innerJoin(distributor, and(eq(distributor.id, salesOrder.creditedTo), eq(distributor.status, "good")))
    .where(inArray(salesOrder.creditedTo, near.length > 0 ? near : ids.slice(0, 1)))
    .groupBy(salesOrder.creditedTo)
    .having(lt(last, quietBefore))
    .orderBy(desc(last))
    .limit(FACTS_SHOWN);
  const refs = await personRefs(
    deps,
    [...joined, ...almost, ...quiet].map(({ id }) => id),
  );
  const person = new Map(refs.map((ref) => [ref.id, ref]));
  const known = <Row extends { id: DistributorId }>(rows: readonly Row[]) =>
    rows.flatMap((row) => {
      const ref = person.get(row.id);
      return ref ? [{ ...row, person: ref }] : [];
    });
  return {
    joined: known(joined).map(({ person: who, at }) => ({ person: who, at })),
    almostActive: known(almost).map(({ person: who, pv }) => ({ person: who, missingPv: need - pv })),
    quiet: known(quiet).map(({ person: who, at }) => ({
      person: who,
      lastOrderAt: new Date(at).toISOString() as Instant,
    })),
    size: ids.length,
    active: standings.filter(({ id, isActive }) => isActive && inTeam.has(id)).length,
  };
}

/** The volume that the plan's active condition asks for, in hundredths, where it asks for one volume. */
export function activeNeed(plan: { conditions: readonly { id: string; when: unknown }[]; active: string }): bigint {
  const when = plan.conditions.find(({ id }) => id === plan.active)?.when;
  const parsed = z.object({ metric: z.string(), atLeast: z.string() }).safeParse(when);
  if (!parsed.success) return 0n;
  const [whole = "0", part = ""] = parsed.data.atLeast.split(".");
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2) || "0");
}
