import { type DistributorId, DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { isAdmin, standpointOf } from "./viewer.ts";

/** How deep below the viewer full names are shown; deeper, first names only. */
export const FULL_NAME_LEVELS = 3;

/** Foreign and unknown are the same answer, so that nobody learns which ids exist. */
export const notFound = () => new DomainError("not_found", "Not found, or not yours to see.");

/**
 * How far below the viewer a distributor is: 0 for himself, and for anybody whom the back office looks at.
 *
 * @throws DomainError `not_found` when the viewer may not see this person
 */
export async function levelSeenBy(deps: Deps, subject: DistributorId): Promise<number> {
  const { viewer } = deps;
  const tree = await treeIndex(deps);
  if (isAdmin(viewer) || viewer.kind === "system") {
    if (!tree.has(subject)) throw notFound();
    return 0;
  }
  const own = standpointOf(viewer);
  const level = own === null ? null : tree.levelBelow(own, subject);
  if (level === null) throw notFound();
  return level;
}

/**
 * Whose figures a request is about: a distributor's own, or, for the back office, the person it names.
 *
 * @throws DomainError `not_found` for somebody else's, `not_allowed` when the back office names nobody
 */
export async function subjectOf(deps: Deps, named: string | null | undefined): Promise<DistributorId> {
  const { viewer } = deps;
  if (isAdmin(viewer)) {
    if (!named) throw new DomainError("not_allowed", "Say whose figures you want to see.");
    await levelSeenBy(deps, named as DistributorId);
    return named as DistributorId;
  }
  const own = standpointOf(viewer);
  if (own === null || (named && named !== own)) throw notFound();
  return own;
}

/** A person's name as somebody `level` steps above may read it. */
export function nameAt(level: number | null, name: string): string {
  if (level !== null && level <= FULL_NAME_LEVELS) return name;
  return name.trim().split(/\s+/)[0] ?? name;
}
