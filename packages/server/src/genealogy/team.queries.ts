import { distributor, salesOrder } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { and, eq, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import { levelSeenBy, nameAt, notFound } from "../auth/can-view.ts";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { openPeriod } from "../plans/open-period.ts";
import { type PersonRef, refsIn } from "./person-refs.ts";
import { standingsIn } from "./standings.ts";
import { type TeamNode, teamNodes } from "./team-node.ts";
import { describeView, InTree, levelIn, type TreeView, treeView } from "./tree-view.ts";

export const Children = z.strictObject({
  ...InTree.shape,
  parentId: z.string(),
  cursor: z.string().max(20).nullish(),
  limit: z.int().min(1).max(100).default(100),
  direction: z.enum(["forward", "backward"]).optional(),
});
export const Search = z.strictObject({ ...InTree.shape, q: z.string().max(100) });
export const One = z.strictObject({ ...InTree.shape, distributorId: z.string() });

const MOST_TOPS = 100;
const MOST_FOUND = 20;
const MOST_CANDIDATES = 2_000;
/** A team up to this size is asked for by its ids; of a larger one the first names found are nearly all below. */
const SMALL_TEAM = 5_000;

/** The trees to choose from, the one that is looked at, and of which period its figures are. */
export async function teamView(deps: Deps, input: z.output<typeof InTree>) {
  const { periodLabel, isOpen, hasGroup } = await standingsIn(deps, await treeView(deps, input), []);
  return { ...(await describeView(deps, input)), figures: { periodLabel, isOpen, hasGroup } };
}

/** Where the outline begins: the viewer himself, if he stood in the tree; for the back office everybody on top, at most 100. */
export async function teamTops(deps: Deps, input: z.output<typeof InTree>) {
  const view = await treeView(deps, input);
  const tops = view.own === null ? view.index.roots : view.index.has(view.own) ? [view.own] : [];
  return { rows: await teamNodes(deps, view, tops.slice(0, MOST_TOPS)), total: tops.length };
}

/** The frontline of a person, by seat or in the order of joining, by pages of at most 100. */
export async function teamChildren(deps: Deps, { parentId, cursor, limit, ...input }: z.output<typeof Children>) {
  const view = await treeView(deps, input);
  const parent = parentId as DistributorId;
  levelIn(view, parent);
  const all = view.index.childrenOf(parent);
  const from = Math.max(0, Number.parseInt(cursor ?? "0", 10) || 0);
  const rows = await teamNodes(deps, view, all.slice(from, from + limit));
  return { rows, nextCursor: from + limit < all.length ? String(from + limit) : null, total: all.length };
}

/** From the viewer down to somebody below; for the back office from the top. */
export async function teamPath(deps: Deps, { distributorId, ...input }: z.output<typeof One>): Promise<PersonRef[]> {
  const view = await treeView(deps, input);
  const id = distributorId as DistributorId;
  levelIn(view, id);
  const path = pathTo(view, id);
  const refs = await refsIn(deps, view, path);
  return path.flatMap((step) => refs.get(step) ?? []);
}

function pathTo({ index, own }: TreeView, id: DistributorId): readonly DistributorId[] {
  if (own !== null) return index.pathFrom(own, id);
  const path: DistributorId[] = [];
  for (let at: DistributorId | null = id; at !== null; at = index.parentOf(at)) path.push(at);
  return path.reverse();
}

/** At most 20 people below the viewer whose name or number contains the text, each with the path down to him. */
export async function searchTeam(
  deps: Deps,
  { q: text, ...input }: z.output<typeof Search>,
): Promise<{ node: TeamNode; path: PersonRef[] }[]> {
  const q = text.trim();
  if (q === "") return [];
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const view = await treeView(deps, input);
  const { index, own } = view;
  const lower = q.toLowerCase();
  const seen = (rows: readonly Candidate[]) =>
    rows.filter(({ id, name, number }) => {
      if (own === null) return index.has(id);
      const level = index.levelBelow(own, id);
      // A hidden family name must not be found by typing it.
      return level !== null && `${nameAt(level, name)} ${number}`.toLowerCase().includes(lower);
    });
  const team = own === null || index.teamSize(own) > SMALL_TEAM ? null : [own, ...index.below(own)];
  const first = await candidates(deps, like, { team, limit: MOST_CANDIDATES });
  const isCut = first.length === MOST_CANDIDATES;
  const some = seen(first);
  const visible = isCut && some.length < MOST_FOUND ? seen(await candidates(deps, like, { team, limit: null })) : some;
  const nodes = await teamNodes(
    deps,
    view,
    visible.slice(0, MOST_FOUND).map(({ id }) => id),
  );
  const paths = nodes.map(({ id }) => pathTo(view, id));
  const refs = await refsIn(deps, view, paths.flat());
  return nodes.map((node, at) => ({ node, path: (paths[at] ?? []).flatMap((id) => refs.get(id) ?? []) }));
}

interface Candidate {
  readonly id: DistributorId;
  readonly name: string;
  readonly number: string;
}

async function candidates(
  { db }: Deps,
  like: string,
  { team, limit }: { readonly team: readonly DistributorId[] | null; readonly limit: number | null },
): Promise<Candidate[]> {
  const matches = or(ilike(distributor.name, like), ilike(distributor.number, like));
  const inTeam = team === null ? undefined : sql`${distributor.id} = any(${sql.param([...team])}::text[])`;
  const found = db
    .select({ id: distributor.id, name: distributor.name, number: distributor.number })
    .from(distributor)
    .where(and(matches, inTeam))
    .orderBy(distributor.name, distributor.id);
  return limit === null ? found : found.limit(limit);
}

/** A person of the view. Contact only today, one step below in the sponsor tree, and only when that person shares it. */
export async function teamMember(deps: Deps, { distributorId, ...input }: z.output<typeof One>) {
  const view = await treeView(deps, input);
  const id = distributorId as DistributorId;
  levelIn(view, id);
  const [node] = await teamNodes(deps, view, [id]);
  const [person] = await deps.db.select().from(distributor).where(eq(distributor.id, id));
  if (!node || !person) throw notFound();
  const { periodLabel } = await standingsIn(deps, view, []);
  return {
    ...node,
    periodLabel,
    contact:
      view.on === null && (await contactShown(deps, person)) ? { email: person.email, phone: person.phone } : null,
    path: await teamPath(deps, { distributorId, ...input }),
    customersWithOrder: view.on === null ? await customersWithOrder(deps, id) : null,
  };
}

async function contactShown(deps: Deps, { id, sharesContact }: typeof distributor.$inferSelect): Promise<boolean> {
  if (isAdmin(deps.viewer)) return true;
  const level = await levelSeenBy(deps, id).catch(() => null);
  return level === 0 || (level === 1 && sharesContact);
}

async function customersWithOrder(deps: Deps, id: DistributorId): Promise<number> {
  const { period } = await openPeriod(deps);
  const [row] = await deps.db
    .select({ count: sql<number>`count(distinct ${salesOrder.buyerId})::int` })
    .from(salesOrder)
    .where(
      and(eq(salesOrder.creditedTo, id), eq(salesOrder.buyerKind, "customer"), eq(salesOrder.periodId, period.id)),
    );
  return row?.count ?? 0;
}
