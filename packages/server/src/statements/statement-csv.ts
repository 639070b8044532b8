import { money, moneyText, type Statement } from "@upline/domain";
import { type Cell, csvLine } from "../reports/csv.ts";
import { PURSE_NAMES, statementRows } from "./statement-rows.ts";

const COLUMNS = [
  "row",
  "date",
  "transaction",
  "kind",
  "bonus",
  "period",
  "order",
  "reason",
  "currency",
  "amount",
  "pending",
  "available",
  "on_hold",
  "in_payout",
  "owed",
];

/** A statement as CSV: opening, every movement, closing. Amounts are decimal numbers of the currency, with their sign. */
export function statementCsv(content: Statement, hash: string, labels: ReadonlyMap<string, string>): string {
  const { currency, period, opening, closing } = content;
  const amount = (minor: bigint): Cell => ({ number: moneyText(money(minor, currency)) });
  const edge = (row: string, at: string, purse: Statement["opening"]) =>
    csvLine([
      row,
      at,
      "",
      "",
      "",
      period.id,
      "",
      "",
      currency,
      amount(purse.total),
      ...PURSE_NAMES.map((name) => amount(purse[name])),
    ]);
  const rows = statementRows(content).map((row) =>
    csvLine([
      row.section,
      row.at,
      row.transaction,
      row.kind,
      row.bonusId === null ? null : (labels.get(row.bonusId) ?? row.bonusId),
      row.periodId,
      row.orderNumber,
      row.reason,
      currency,
      amount(row.amount),
      ...PURSE_NAMES.map((name) => (row.moves ? amount(row.moves[name]) : null)),
    ]),
  );
  const tail = csvLine(["sha256", "", "", "", "", "", "", hash, "", "", "", "", "", "", ""]);
  return [
    csvLine(COLUMNS),
    edge("opening", period.start, opening),
    ...rows,
    edge("closing", period.end, closing),
    tail,
  ].join("");
}
