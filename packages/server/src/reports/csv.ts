/** A cell: text of anybody, or a number of ours that stays a number. */
export type Cell = string | null | undefined | { readonly number: string };

/** What a spreadsheet would run as a formula, and what ends a cell. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * One line of a CSV file, RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe in front; a number
 * keeps its sign, since nothing but digits, one point and one minus can be in it.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string" && NUMBER.test(cell.number)) return cell.number;
  const text = typeof cell === "string" ? cell : cell.number;
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
