import { feedAccounts, feedBlockAfter, feedEntriesAfter } from "@upline/db";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { csvLine } from "../reports/csv.ts";

export const ExportLedger = z.strictObject({
  format: z.enum(["jsonl", "csv"]),
  /** Where the last part ended; absent at the beginning. */
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** A part of an export: its text, and where the next one begins; null at the end. */
export interface ExportPart {
  readonly text: string;
  readonly next: string | null;
}

const TRANSACTIONS_PER_PART = 1000;
const COLUMNS = [
  "tx",
  "line",
  "block",
  "kind",
  "key",
  "sourceType",
  "sourceId",
  "period",
  "planVersion",
  "reason",
  "actor",
  "effectiveAt",
  "recordedAt",
  "code",
  "owner",
  "currency",
  "amount",
] as const;

/**
 * The ledger for an auditor, part by part. As JSON lines it holds all that the chain of seals was computed from: the accounts,
 * then each block with the texts that were hashed (docs/ledger-export.md has the recipe). As CSV it is one row per line.
 */
export function exportLedger(deps: Deps, { format, after }: z.output<typeof ExportLedger>): Promise<ExportPart> {
  return format === "csv" ? entriesPart(deps, after) : blocksPart(deps, after);
}

async function blocksPart({ db }: Deps, after: string | undefined): Promise<ExportPart> {
  const lines: unknown[] = [];
  if (after === undefined) lines.push(...(await feedAccounts(db)).map((row) => ({ type: "account", ...row })));
  const next = await feedBlockAfter(db, after ?? "0");
  if (next) {
    lines.push(...next.texts.map((text) => ({ type: "transaction", block: next.seal.block, text })));
    lines.push({ type: "seal", ...next.seal });
  }
  return { text: lines.map((line) => `${JSON.stringify(line)}\n`).join(""), next: next?.seal.block ?? null };
}

async function entriesPart({ db }: Deps, after: string | undefined): Promise<ExportPart> {
  const rows = await feedEntriesAfter(db, after ?? "0", TRANSACTIONS_PER_PART);
  const head = after === undefined ? csvLine(COLUMNS) : "";
  const body = rows.map((row) =>
    csvLine(COLUMNS.map((name) => (name === "amount" || name === "line" ? { number: String(row[name]) } : row[name]))),
  );
  return { text: head + body.join(""), next: rows.at(-1)?.tx ?? null };
}
