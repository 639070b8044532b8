import { createHash } from "node:crypto";
import { canonicalJson, type PlanVersion } from "@upline/domain";

/** SHA-256 (hex) of the canonical JSON of what a plan version says; its own number is no part of it. */
export function contentHash(plan: PlanVersion): string {
  const { version: _, ...content } = plan;
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}
