import { auditEntry } from "@upline/db";
import { actorOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";

/** What a mutation did. `before` and `after` hold what changed, never secrets. */
export interface AuditNote {
  /** `feature.verb`, as the procedure is called. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Leaves one append-only row in the caller's transaction: who, when, from where, what, why. */
export async function audit(tx: Deps, note: AuditNote): Promise<void> {
  const actor = actorOf(tx.viewer);
  await tx.db.insert(auditEntry).values({
    at: tx.clock.wall(),
    actorId: actor.id,
    actorName: actor.name,
    action: note.action,
    subjectType: note.subjectType,
    subjectId: note.subjectId,
    reason: note.reason ?? null,
    before: note.before ?? null,
    after: note.after ?? null,
    address: tx.viewer.kind === "user" ? tx.viewer.address : null,
    requestId: tx.requestId,
  });
  await notify(tx, "admin", "audit");
}
