import { DomainError } from "@upline/domain";
import type { PlanRow } from "./document.ts";

/** @throws DomainError `plan_not_publishable` for a version that is published */
export function assertDraft(row: PlanRow): void {
  if (row.status === "draft") return;
  throw new DomainError(
    "plan_not_publishable",
    "This version is published and never changes again. Make a draft from it.",
  );
}

export const stale = (row: PlanRow) =>
  new DomainError(
    "plan_version_stale",
    "Someone changed this draft since you opened it. Nothing was saved. Load it again to see the difference.",
    { revision: row.revision, changedAt: row.updatedAt },
  );
