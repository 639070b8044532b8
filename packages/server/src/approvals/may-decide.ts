import { type DistributorId, DomainError } from "@upline/domain";
import { type AdminRole, type AdminViewer, isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";

/**
 * The person of this session, who asks or approves. With live money only one whose sign-in has a second step.
 *
 * @throws DomainError `not_allowed`, `second_factor_required`
 */
export function assertMayDecide({ viewer, config }: Pick<Deps, "viewer" | "config">): AdminViewer {
  if (!isAdmin(viewer)) {
    throw new DomainError(
      "not_allowed",
      "Only a person who is signed in to the back office asks for this or approves it.",
    );
  }
  if (config.PAYMENTS_MODE === "live" && !viewer.secondFactor) {
    throw new DomainError(
      "second_factor_required",
      "Your sign-in has no second step. Switch it on, sign in again, then decide.",
    );
  }
  return viewer;
}

/** Whether a role is one of those that decide; the owner always is. */
export const hasRole = (role: string, roles: readonly AdminRole[]): boolean =>
  role === "owner" || roles.some((one) => one === role);

/** Whether something concerns the person of this session or somebody of his own line, upwards or downwards. */
export async function isConcerned(
  deps: Deps,
  { distributorId }: AdminViewer,
  of: readonly DistributorId[],
): Promise<boolean> {
  if (distributorId === null || of.length === 0) return false;
  const tree = await treeIndex(deps);
  return of.some(
    (other) =>
      other === distributorId ||
      tree.levelBelow(distributorId, other) !== null ||
      tree.levelBelow(other, distributorId) !== null,
  );
}
