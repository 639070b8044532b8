import { PlanVersion } from "../plan-version.ts";
import matrix from "./documents/matrix_3x7.json" with { type: "json" };
import party from "./documents/party.json" with { type: "json" };
import stairstep from "./documents/stairstep.json" with { type: "json" };
import starter from "./documents/starter.json" with { type: "json" };
import weeklyBinary from "./documents/weekly_binary.json" with { type: "json" };

/** The plans that a company may start from, in the order in which they are offered. Their rates are examples, not advice. */
export const TEMPLATE_IDS = ["starter", "weekly_binary", "stairstep", "matrix_3x7", "party"] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

const documents: Readonly<Record<TemplateId, PlanVersion>> = {
  starter: PlanVersion.parse(starter),
  weekly_binary: PlanVersion.parse(weeklyBinary),
  stairstep: PlanVersion.parse(stairstep),
  matrix_3x7: PlanVersion.parse(matrix),
  party: PlanVersion.parse(party),
};

/** What a company says about itself and its first version. */
export interface PlanPlace extends Pick<PlanVersion, "timeZone" | "currency" | "minorDigits" | "effectiveFrom"> {
  readonly planId?: string;
  readonly version?: number;
}

/**
 * A ready plan, as it is shipped or at home in a company.
 *
 * @param place  zone, currency and first day; absent: those of the document, January 2026 in New York
 */
export function planTemplate(id: TemplateId, place?: PlanPlace): PlanVersion {
  return { ...structuredClone(documents[id]), ...place };
}
