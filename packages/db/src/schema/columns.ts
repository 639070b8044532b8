import type { Instant } from "@upline/domain";
import { bigint, customType } from "drizzle-orm/pg-core";

/** A moment, to the millisecond. Read and written as the canonical UTC text of the domain, on both engines. */
export const instant = customType<{ data: Instant; driverData: string | Date }>({
  dataType: () => "timestamp (3) with time zone",
  toDriver: (value) => value,
  fromDriver: (value) => new Date(value).toISOString() as Instant,
});

/** Money in minor units of the currency that stands beside it; never a float on the way. */
export const minorUnits = () => bigint({ mode: "bigint" });

/** Volume in hundredths of a point; its own unit, so that points never meet cents. */
export const hundredths = () => bigint({ mode: "bigint" });

/** Bytes exactly as they came or as they were signed. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
});
