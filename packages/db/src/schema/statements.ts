import type { DistributorId } from "@upline/domain";
import { bigint, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, minorUnits } from "./columns.ts";

/** Where the statements of a base period end: the seal blocks `(from, to]` of everybody, found once. */
export const statementCut = pgTable("statement_cut", {
  periodId: text().primaryKey(),
  fromBlock: bigint({ mode: "bigint" }).notNull(),
  toBlock: bigint({ mode: "bigint" }).notNull(),
  /** Hash of the last block, hex digits. */
  hash: text().notNull(),
  /** Company time. */
  cutAt: instant().notNull(),
  /** When the last of its statements was written; null while they are being built. */
  builtAt: instant(),
});

/** What a person had, earned and was paid over a range of seal blocks. Append-only; built again it is the same text. */
export const statement = pgTable(
  "statement",
  {
    id: text().primaryKey(),
    distributorId: text().$type<DistributorId>().notNull(),
    currency: text().notNull(),
    periodId: text()
      .notNull()
      .references(() => statementCut.periodId),
    openingMinor: minorUnits().notNull(),
    closingMinor: minorUnits().notNull(),
    /** How many ledger entries of the person it covers. */
    entries: integer().notNull(),
    /** The canonical JSON. */
    content: text().notNull(),
    /** sha256 of the content, hex digits. */
    hash: text().notNull(),
    builtAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("statement_once_per_period").on(t.distributorId, t.currency, t.periodId),
    // Serves the nightly comparison.
    index("statement_of_period").on(t.periodId),
  ],
);
