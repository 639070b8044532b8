import type { PlanVersionId } from "@upline/domain";
import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { hundredths, instant, minorUnits } from "./columns.ts";

/** A version of the compensation plan. A draft is edited under `revision`; a scheduled one never changes again. */
export const planVersion = pgTable(
  "plan_version",
  {
    id: text().$type<PlanVersionId>().primaryKey(),
    planId: text().notNull(),
    /** Given when it is published. */
    version: integer(),
    label: text().notNull(),
    status: text().$type<"draft" | "scheduled" | "withdrawn">().notNull(),
    /** Optimistic lock of the draft. */
    revision: integer().notNull().default(1),
    /** Local date, start of a base period. */
    effectiveFrom: text().notNull(),
    /** The plan document, validated by the domain's schema. */
    plan: jsonb().$type<unknown>().notNull(),
    /** SHA-256 (hex) of the canonical JSON; set when published. */
    contentHash: text(),
    /** Hash of the content that was last previewed on real data; publishing wants it to be this content's. */
    previewedHash: text(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    publishedBy: text(),
    publishedAt: instant(),
    /** Who asked for the publication; the second person must be another. */
    requestedBy: text(),
    requestedAt: instant(),
    requestedHash: text(),
  },
  (t) => [
    uniqueIndex("plan_version_number_is_unique").on(t.planId, t.version),
    check(
      "plan_version_in_force_is_numbered_and_hashed",
      sql`${t.status} <> 'scheduled' or (${t.version} is not null and ${t.contentHash} is not null)`,
    ),
  ],
);

/** A product as it was sold from a moment on: price and volumes are read at the order's instant and then kept on the line. */
export const product = pgTable(
  "product",
  {
    sku: text().notNull(),
    validFrom: instant().notNull(),
    name: text().notNull(),
    description: text().notNull().default(""),
    category: text().notNull().default(""),
    priceMinor: minorUnits().notNull(),
    currency: text().notNull(),
    pv: hundredths().notNull(),
    cv: hundredths().notNull(),
    isSold: boolean().notNull().default(true),
    position: bigint({ mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ name: "product_pk", columns: [t.sku, t.validFrom] })],
);
