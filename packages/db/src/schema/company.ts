import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** The one company of this database. */
export const company = pgTable(
  "company",
  {
    id: integer().primaryKey().default(1),
    name: text().notNull(),
    /** IANA zone that decides periods, windows and holds. */
    timeZone: text().notNull(),
    currency: text().notNull(),
    country: text().notNull(),
    /** What a confirmed payment without an order does: wait for a person, or become an external order. */
    externalPayments: text().$type<"park" | "createOrder">().notNull().default("park"),
    /** Share of an external payment's amount that becomes PV and CV, as decimal text: "0.70" is 0.70 points per unit of currency. */
    externalVolumeRate: text().notNull().default("1"),
    /** How long a new distributor waits for a person to place him in a placement tree, in days of the company. */
    placementDays: integer().notNull().default(7),
    /** Company time minus wall time in milliseconds; zero outside the demo. */
    clockOffsetMs: bigint({ mode: "number" }).notNull().default(0),
    createdAt: instant().notNull(),
  },
  (t) => [check("company_is_one_row", sql`${t.id} = 1`)],
);
