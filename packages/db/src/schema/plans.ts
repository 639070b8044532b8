import type { Instant, PlanVersionId } from "@upline/domain";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { hundredths, instant, minorUnits } from "./columns.ts";

export interface TickedWarning {
  readonly key: string;
  /** Who ticked it, by id and by name. */
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
}

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
    /** Warnings that somebody has said to be meant, each by its key; a warning of other values is another one. */
    tickedWarnings: jsonb().$type<readonly TickedWarning[]>().notNull().default([]),
  },
  (t) => [
    uniqueIndex("plan_version_number_is_unique").on(t.planId, t.version),
    check(
      "plan_version_in_force_is_numbered_and_hashed",
      sql`${t.status} <> 'scheduled' or (${t.version} is not null and ${t.contentHash} is not null)`,
    ),
    check(
      "plan_version_is_published_by_another_than_asked",
      sql`${t.status} <> 'scheduled' or ${t.version} = 1 or ${t.requestedBy} is null or ${t.requestedBy} <> ${t.publishedBy}`,
    ),
  ],
);

/** A case that a plan version has to pay rightly. Belongs to its draft; what is published keeps its cases for ever. */
export const planScenario = pgTable(
  "plan_scenario",
  {
    id: text().primaryKey(),
    planVersionId: text()
      .$type<PlanVersionId>()
      .notNull()
      .references(() => planVersion.id, { onDelete: "cascade" }),
    /** The domain's scenario, validated by its schema. */
    scenario: jsonb().$type<unknown>().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    // Serves the list of a version, in the order in which they were written.
    index("plan_scenario_of_version").on(t.planVersionId, t.createdAt, t.id),
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
    /** The number of the package that it is, for plans with coded bonuses; null for everything else. */
    packageLevel: text(),
    isSold: boolean().notNull().default(true),
    position: bigint({ mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ name: "product_pk", columns: [t.sku, t.validFrom] })],
);
