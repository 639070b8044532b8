import { z } from "zod";
import { At, Count, Dec, Id } from "./fields.ts";

/** What a `count` condition or metric counts. */
export type CountCond =
  | { legs: { tree: Id; at: "somewhere" | "top"; maxDepth?: number | undefined; where: Cond } }
  | { members: { tree: Id; from: number; to: number | "infinity"; where: Cond } }
  | { customers: { volume: Id; atLeast: Dec } };

/** A condition on one distributor. `at` defaults to `this`. */
export type Cond =
  | { all: Cond[] }
  | { any: Cond[] }
  | { not: Cond }
  | { always: true }
  | { ref: Id; at?: At | undefined }
  | { metric: Id; atLeast: Dec; at?: At | undefined }
  | { rank: Id; basis: "qualified" | "paidAs" | "title"; at?: At | undefined }
  | { status: "good" | "notTerminated" }
  | { attribute: string; equals: string }
  | { joinedWithinDays: number }
  | { personallySponsored: true }
  | { count: CountCond; atLeast: number }
  | { cappedLegs: CappedLegs }
  | { heldFor: Id; periods: number; outOf?: number | undefined };

export type CappedLegs = z.infer<typeof CappedLegs>;

/** Distance from a person; the validator refuses himself and those above with words of their own. */
const Level = z.int().min(-10_000).max(10_000);

const CappedLegs = z.strictObject({
  volume: Id,
  tree: Id,
  period: Id,
  required: Dec,
  maxShare: Dec,
  capBase: z.enum(["requirement", "actual"]),
  own: z.enum(["none", "uncapped", "capped"]),
});

export const CountCond: z.ZodType<CountCond> = z.lazy(() =>
  z.union([
    z.strictObject({
      legs: z.strictObject({ tree: Id, at: z.enum(["somewhere", "top"]), maxDepth: Count.optional(), where: Cond }),
    }),
    z.strictObject({
      members: z.strictObject({ tree: Id, from: Level, to: z.union([Level, z.literal("infinity")]), where: Cond }),
    }),
    z.strictObject({ customers: z.strictObject({ volume: Id, atLeast: Dec }) }),
  ]),
);

export const Cond: z.ZodType<Cond> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Cond).min(1) }),
    z.strictObject({ any: z.array(Cond).min(1) }),
    z.strictObject({ not: Cond }),
    z.strictObject({ always: z.literal(true) }),
    z.strictObject({ ref: Id, at: At.optional() }),
    z.strictObject({ metric: Id, atLeast: Dec, at: At.optional() }),
    z.strictObject({ rank: Id, basis: z.enum(["qualified", "paidAs", "title"]), at: At.optional() }),
    z.strictObject({ status: z.enum(["good", "notTerminated"]) }),
    z.strictObject({ attribute: z.string().min(1).max(64), equals: z.string().max(200) }),
    z.strictObject({ joinedWithinDays: Count }),
    z.strictObject({ personallySponsored: z.literal(true) }),
    z.strictObject({ count: CountCond, atLeast: Count }),
    z.strictObject({ cappedLegs: CappedLegs }),
    z.strictObject({ heldFor: Id, periods: Count, outOf: Count.optional() }),
  ]),
);
