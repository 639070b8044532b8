import { canonicalJson } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { statementCsv } from "./statement-csv.ts";
import { statementPdf } from "./statement-pdf.ts";
import { getStatement, type StatementView } from "./statements.queries.ts";

/** A statement in one of its forms: the same content each time, and the same bytes whenever it is asked for. */
export async function statementFile(deps: Deps, statementId: string, format: "csv" | "json" | "pdf") {
  const view = await getStatement(deps, statementId);
  return {
    name: `statement-${view.content.period.id.replace(":", "-")}-${view.person.number}.${format}`,
    base64: await bytesOf(view, format),
  };
}

async function bytesOf(view: StatementView, format: "csv" | "json" | "pdf"): Promise<string> {
  const { content, hash, bonusLabels } = view;
  if (format === "pdf") return Buffer.from(await statementPdf(view)).toString("base64");
  const text =
    format === "json"
      ? canonicalJson(content)
      : statementCsv(content, hash ?? "", new Map(Object.entries(bonusLabels)));
  return Buffer.from(text, "utf8").toString("base64");
}
