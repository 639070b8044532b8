import { buildStatement, instant, type StatementTransaction } from "@upline/domain";
import { describe, expect, test } from "vitest";
import { statementCsv } from "./statement-csv.ts";
import { statementPdf } from "./statement-pdf.ts";
import { parseStatement, statementText } from "./statement-text.ts";
import type { StatementView } from "./statements.queries.ts";
import { csvRows, minorOf, pdfPages } from "./testing/read-files.ts";

const ME = "dst_1";

function viewOf(movements: number): StatementView {
  const transactions = Array.from({ length: movements }, (_, index): StatementTransaction => {
    const gain = BigInt(100 + index);
    const loss = index % 3 === 0 ? -7n : 0n;
    return {
      id: BigInt(index + 1),
      kind: "accrue",
      effectiveAt: instant(Date.UTC(2026, 2, 1 + (index % 30), 15)),
      sourceType: "inbox_event",
      sourceId: `ibx_${index}`,
      reason: index === 1 ? '=HYPERLINK("http://evil.example")' : null,
      planVersion: "3",
      entries: [
        { code: "company.commission_expense", owner: "", amount: gain + loss },
        { code: "dist.pending", owner: ME, amount: -gain - loss },
      ],
      lines: [
        {
          key: `a${index}`,
          bonusId: "unilevel",
          periodId: "month:2026-03-01",
          orderNumber: String(10_001 + index),
          minor: gain,
        },
        ...(loss === 0n
          ? []
          : [{ key: `b${index}`, bonusId: "retail", periodId: "month:2026-02-01", orderNumber: "10001", minor: loss }]),
      ],
    };
  });
  const content = buildStatement({
    distributorId: ME,
    currency: "USD",
    period: { id: "month:2026-03-01", start: instant("2026-03-01T05:00:00Z"), end: instant("2026-04-01T04:00:00Z") },
    blocks: { after: 4n, through: 9n, hash: "ab".repeat(32) },
    opening: { pending: 500n, available: 120n, onHold: 0n, inPayout: 0n, owed: 0n },
    transactions,
  });
  return {
    id: "stm_1",
    label: "March 2026",
    content,
    hash: statementText(content).hash,
    person: { id: ME, name: "Zoë Škvorecký", number: "1002" },
    company: { name: "Meadow & Oak", timeZone: "America/New_York" },
    bonusLabels: { unilevel: "Unilevel", retail: "Retail profit" },
  };
}

const csvOf = ({ content, hash, bonusLabels }: StatementView) =>
  statementCsv(content, hash ?? "", new Map(Object.entries(bonusLabels)));

describe("the files of a statement", () => {
  const view = viewOf(40);

  test("are the same bytes each time", async () => {
    expect(Buffer.from(await statementPdf(view)).equals(Buffer.from(await statementPdf(view)))).toBe(true);
    expect(csvOf(view)).toBe(csvOf(view));
    expect(parseStatement(statementText(view.content).text)).toEqual(view.content);
  });

  test("CSV: every column of amounts leads from the opening to the closing; reasons are no formulas", () => {
    const rows = csvRows(csvOf(view));
    const [head = []] = rows;
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    for (const column of ["amount", "pending", "available", "on_hold", "in_payout", "owed"]) {
      const at = head.indexOf(column);
      const of = (name: string) => minorOf(rows.find((row) => row[0] === name)?.[at] ?? "");
      const moved = rows.slice(2, -2).reduce((sum, row) => sum + minorOf(row[at] || "0.00"), 0n);
      expect(of("opening") + moved, column).toBe(of("closing"));
    }
    expect(csvOf(view)).toContain(",-0.07,");
    expect(rows.flat().filter((cell) => cell.startsWith("="))).toEqual([]);
    expect(rows.flat()).toContain('\'=HYPERLINK("http://evil.example")');
    expect(rows.at(-1)).toContain(view.hash);
  });

  test("PDF: every amount, every name with its letters, and on each page its number and the hash", async () => {
    const pages = await pdfPages(await statementPdf(view));
    const text = pages.join("\n");
    expect(text.replaceAll("\n", "")).toContain("Zoë Škvorecký");
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`sha256 ${view.hash} · Ledger blocks 5–9`);
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    }
    const lines = text.split("\n");
    const amounts = view.content.movements.flatMap(({ parts }) => parts.map(({ amount }) => dollars(amount)));
    for (const amount of amounts) {
      const at = lines.indexOf(amount);
      expect(at, amount).toBeGreaterThanOrEqual(0);
      lines.splice(at, 1);
    }
    expect(lines).toContain(dollars(view.content.closing.total));
  });

  test("a long one takes as many pages as it needs", async () => {
    const long = viewOf(520);
    await statementPdf(view);
    const before = process.cpuUsage();
    const bytes = await statementPdf(long);
    const { user, system } = process.cpuUsage(before);
    const pages = await pdfPages(bytes);
    console.log(
      `statement of ${pages.length} pages: ${Math.round((user + system) / 1000)} ms of CPU, ${bytes.length} bytes`,
    );
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });
});

const dollars = (minor: bigint): string => {
  const size = minor < 0n ? -minor : minor;
  return `${minor < 0n ? "-" : ""}$${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
};
