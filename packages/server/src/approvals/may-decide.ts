import { DomainError } from "@upline/domain";
import { type AdminViewer, isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";

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
