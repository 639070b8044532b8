import { genealogyEdge, selectRows } from "@upline/db";
import {
  addDays,
  type DistributorId,
  type Instant,
  instant,
  localDate,
  type PlanVersion,
  startOfDate,
} from "@upline/domain";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../auth/can-view.ts";
import { isAdmin, standpointOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { SPONSOR, type TreeIndex, treeIndex } from "./tree-index.ts";

/** Which tree, on which day. Left out: the sponsor tree, today. */
export const InTree = z.object({ tree: z.string().max(100).nullish(), on: z.iso.date().nullish() });
export type InTree = z.output<typeof InTree>;

type PlanTree = PlanVersion["trees"][number];

/** One tree at one moment, as the viewer looks at it. */
export interface TreeView {
  readonly tree: PlanTree;
  /** A day of the past as it ended, or null for today. */
  readonly on: string | null;
  readonly at: Instant;
  readonly index: TreeIndex;
  /** Where the viewer stands; null for the back office, which sees everybody. */
  readonly own: DistributorId | null;
  readonly plan: PlanVersion;
}

/**
 * What a request means by a tree and a day. A day of the past is looked at as it ended; today and later is now.
 *
 * @throws DomainError `not_found` for a tree that the plan in force does not have
 */
export async function treeView(deps: Deps, { tree: named, on }: InTree = {}): Promise<TreeView> {
  const now = deps.clock.now();
  const { plan } = await planInForce(deps, now);
  const tree = plan.trees.find(({ id }) => id === (named ?? SPONSOR)) ?? (named ? undefined : plan.trees[0]);
  if (!tree) throw notFound();
  const isPast = on != null && on < localDate(now, plan.timeZone);
  const at = isPast ? endOf(on, plan.timeZone) : now;
  const own = isAdmin(deps.viewer) || deps.viewer.kind === "system" ? null : (standpointOf(deps.viewer) ?? nobody());
  return { tree, on: isPast ? on : null, at, index: await treeIndex(deps, { tree: tree.id, at }), own, plan };
}

const nobody = (): never => {
  throw notFound();
};

/** The last instant of a local date. */
const endOf = (date: string, zone: string): Instant =>
  instant(Date.parse(addDays(startOfDate(date, zone), 1, zone)) - 1);

/**
 * How far below the viewer somebody is in this tree at this moment; 0 for whomever the back office looks at.
 *
 * @throws DomainError `not_found` for everybody else, whether he exists or not
 */
export function levelIn({ index, own }: TreeView, subject: DistributorId): number {
  const level = own === null ? (index.has(subject) ? 0 : null) : index.levelBelow(own, subject);
  if (level === null) throw notFound();
  return level;
}

/** The trees a person can choose from, and what is looked at. */
export async function describeView(deps: Deps, input: InTree) {
  const { tree, on, own, index, plan } = await treeView(deps, input);
  const used = await treesInUse(deps, plan);
  return {
    trees: used.map(({ id, label, kind }) => ({ id, label, kind })),
    tree: { id: tree.id, label: tree.label, kind: tree.kind, seats: seatsOf(tree) },
    on,
    today: localDate(deps.clock.now(), plan.timeZone),
    /** Before it, nobody was in this tree. */
    firstOn: index.first && localDate(index.first, plan.timeZone),
    /** Whether the viewer stood in this tree then; the back office: whether anybody did. */
    isPlaced: own === null ? index.roots.length > 0 : index.has(own),
  };
}

/** Seats under each person, in trees that have any. */
export const seatsOf = ({ kind, width }: PlanTree): number | null =>
  kind === "binary" ? 2 : kind === "matrix" ? (width ?? null) : null;

/** The sponsor tree, and every other tree of the plan in which somebody stands or stood. */
async function treesInUse(deps: Deps, plan: PlanVersion): Promise<PlanTree[]> {
  const asked = plan.trees.map(
    ({ id }) =>
      sql`select ${id}::text as id where exists (select 1 from ${genealogyEdge} where ${genealogyEdge.tree} = ${id})`,
  );
  const rows = await selectRows<{ id: string }>(deps.db, sql.join(asked, sql` union all `));
  const used = new Set(rows.map(({ id }) => id));
  return plan.trees.filter(({ id }) => id === SPONSOR || used.has(id));
}
