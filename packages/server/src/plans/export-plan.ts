import { canonicalJson, type PlanVersionId } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { loadRow, versionOf } from "./document.ts";

/** A document as a file: names sorted, so that equal plans are equal files, and indented, so that people can read it. */
export async function exportPlan(
  deps: Deps,
  id: PlanVersionId,
): Promise<{ readonly fileName: string; readonly text: string }> {
  const row = await loadRow(deps, id);
  return { fileName: `${row.planId}-${versionOf(row)}.json`, text: documentText(row.plan) };
}

/** The one text of a document. */
export function documentText(document: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(document)), null, 2)}\n`;
}
