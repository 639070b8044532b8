import { type Approval, user } from "@upline/db";
import { epochMs } from "@upline/domain";
import { inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const EXPIRES_AFTER_MS = 7 * 86_400_000;

/** Requests older than a week cannot be approved any more. */
export const isExpired = ({ requestedAt }: Approval, { clock }: Pick<Deps, "clock">): boolean =>
  epochMs(clock.wall()) - epochMs(requestedAt) > EXPIRES_AFTER_MS;

export type ApprovalState = "open" | "expired" | "approved" | "declined";

export function stateOf(approval: Approval, deps: Pick<Deps, "clock">): ApprovalState {
  if (approval.approvedBy !== null) return "approved";
  if (approval.declinedBy !== null) return "declined";
  return isExpired(approval, deps) ? "expired" : "open";
}

/** Names of the people who asked and decided. */
export async function namesOf(
  deps: Deps,
  approvals: readonly Pick<Approval, "requestedBy" | "approvedBy" | "declinedBy">[],
): Promise<(id: string | null) => string | null> {
  const ids = approvals.flatMap(({ requestedBy, approvedBy, declinedBy }) => [requestedBy, approvedBy, declinedBy]);
  const known = ids.filter((id): id is string => id !== null);
  if (known.length === 0) return (id) => id;
  const rows = await deps.db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, [...new Set(known)]));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? id));
}
