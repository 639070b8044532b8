import { z } from "zod";

/** Name of something inside a plan. */
export const Id = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, "is not a plan id (a-z, 0-9, _; at most 32)");
export type Id = string;

/** Decimal text: at most 12 digits before the point and 6 after; no exponent, no plus sign. */
export const Dec = z.string().regex(/^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/, "is not a decimal number");
export type Dec = string;

/** `this` = the period being evaluated; `lastClosed` = the newest closed base period. */
export const At = z.enum(["this", "lastClosed"]);
export type At = z.infer<typeof At>;

export const Label = z.string().min(1).max(120);

/** A positive count: levels, days, periods. */
export const Count = z.int().min(1).max(10_000);
