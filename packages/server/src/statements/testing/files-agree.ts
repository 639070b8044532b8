import { selectRows } from "@upline/db";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { amountWords } from "../../commissions/worded.ts";
import type { Deps } from "../../deps.ts";
import { statementFile } from "../statement-file.ts";
import { getStatement } from "../statements.queries.ts";
import { csvRows, minorOf, pdfPages } from "./read-files.ts";

/** One statement on the screen, as CSV and as PDF, against the sealed lines of the ledger in its blocks. */
export async function expectFilesAgree(deps: Deps, statementId: string): Promise<void> {
  const { content } = await getStatement(deps, statementId);
  const sums = await sumsInLedger(deps, content);
  expect(content.closing.total - content.opening.total, statementId).toBe(sums.inBlocks);
  expect(content.closing.total, statementId).toBe(sums.through);

  const bytes = async (format: "csv" | "json" | "pdf") =>
    Buffer.from((await statementFile(deps, statementId, format)).base64, "base64");
  const rows = csvRows((await bytes("csv")).toString("utf8"));
  const amountOf = (row: readonly string[] | undefined) => minorOf(row?.[9] ?? "");
  expect(amountOf(rows.find(([name]) => name === "opening"))).toBe(content.opening.total);
  expect(amountOf(rows.find(([name]) => name === "closing"))).toBe(content.closing.total);
  const csv = rows.slice(2, -2).map(amountOf);
  const parts = content.movements.flatMap((movement) =>
    movement.parts.length > 0 ? movement.parts.map(({ amount }) => amount) : [0n],
  );
  expect(csv, statementId).toEqual(parts);

  const pdf = await bytes("pdf");
  expect(pdf.equals(await bytes("pdf")), statementId).toBe(true);
  const written = new Map<string, number>();
  for (const line of (await pdfPages(pdf)).join("\n").split("\n")) written.set(line, (written.get(line) ?? 0) + 1);
  const wanted = [content.opening.total, content.closing.total, ...Object.values(content.totals), ...parts];
  for (const minor of wanted) {
    const words = amountWords(minor, content.currency);
    const left = written.get(words) ?? 0;
    expect(left, `${words} in the PDF of ${statementId}`).toBeGreaterThan(0);
    written.set(words, left - 1);
  }
}

type Content = Awaited<ReturnType<typeof getStatement>>["content"];

async function sumsInLedger(deps: Deps, { distributorId, currency, blocks }: Content) {
  const [row] = await selectRows<{ through: string; inBlocks: string }>(
    deps.db,
    sql`select coalesce(-sum(e.amount), 0)::text as through,
        coalesce(-sum(e.amount) filter (where s.block > ${String(blocks?.after)}::bigint), 0)::text as "inBlocks"
      from ledger.entries e join ledger.accounts a on a.id = e.account_id join ledger.sealed_transactions s on s.tx_id = e.tx_id
      where a.owner_id = ${distributorId} and a.currency = ${currency} and s.block <= ${String(blocks?.through)}::bigint`,
  );
  return { through: BigInt(row?.through ?? "0"), inBlocks: BigInt(row?.inBlocks ?? "0") };
}
