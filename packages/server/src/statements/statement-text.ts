import { createHash } from "node:crypto";
import { canonicalJson, STATEMENT_SECTIONS, type Statement } from "@upline/domain";

/** The one text of a statement, and its hash. */
export function statementText(content: Statement): { readonly text: string; readonly hash: string } {
  const text = canonicalJson(content);
  return { text, hash: createHash("sha256").update(text).digest("hex") };
}

const AMOUNTS = new Set<string>([
  ...STATEMENT_SECTIONS,
  "pending",
  "available",
  "onHold",
  "inPayout",
  "owed",
  "total",
  "amount",
  "released",
  "recovered",
  "after",
  "through",
]);

/** A statement of its stored text: amounts and blocks are written as digits. */
export function parseStatement(text: string): Statement {
  return JSON.parse(text, (key, value) =>
    typeof value === "string" && AMOUNTS.has(key) ? BigInt(value) : value,
  ) as Statement;
}
