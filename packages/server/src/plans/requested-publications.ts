import { planVersion } from "@upline/db";
import type { PlanVersionId } from "@upline/domain";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "./plan-in-force.ts";

/** A draft that somebody wants published. */
export interface RequestedPublication {
  readonly id: PlanVersionId;
  readonly label: string;
  readonly effectiveFrom: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly contentHash: string;
  /** The very first version may be approved by whoever asked for it. */
  readonly isFirst: boolean;
}

/** Every draft that waits for a second person to publish it, oldest first. */
export async function requestedPublications(deps: Deps): Promise<readonly RequestedPublication[]> {
  const rows = await deps.db
    .select()
    .from(planVersion)
    .where(and(eq(planVersion.status, "draft"), isNotNull(planVersion.requestedHash)))
    .orderBy(asc(planVersion.requestedAt), asc(planVersion.id));
  const isFirst = (await publishedPlans(deps)).length === 0;
  return rows.map(({ id, label, effectiveFrom, requestedBy, requestedAt, requestedHash }) => ({
    id,
    label,
    effectiveFrom,
    requestedBy: requestedBy ?? "",
    requestedAt: requestedAt ?? "",
    contentHash: requestedHash ?? "",
    isFirst,
  }));
}
