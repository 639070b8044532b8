import type { Approval } from "@upline/db";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { isExpired } from "./approval-state.ts";
import { hasRole, isConcerned } from "./may-decide.ts";
import type { ApprovalSubject } from "./subject.ts";

/** Why the person of this session cannot approve; the first two hold for everybody. */
export type WhyNot = "expired" | "outdated" | "own" | "prepared" | "role" | "second_step" | "concerned";

/** What `approve` would refuse with, known before somebody tries; null when it is his to decide. */
export async function whyNotApprove(deps: Deps, approval: Approval, subject: ApprovalSubject): Promise<WhyNot | null> {
  const { viewer, config } = deps;
  if (isExpired(approval, deps)) return "expired";
  if (await subject.isOutdated?.(deps, approval)) return "outdated";
  if (!isAdmin(viewer) || !hasRole(viewer.role, subject.roles)) return "role";
  if (approval.requestedBy === viewer.userId) return "own";
  if ((await subject.preparedBy?.(deps, approval)) === viewer.userId) return "prepared";
  if (config.PAYMENTS_MODE === "live" && !viewer.secondFactor) return "second_step";
  if (viewer.distributorId === null) return null;
  return (await isConcerned(deps, viewer, await subject.beneficiaries(deps, approval))) ? "concerned" : null;
}
