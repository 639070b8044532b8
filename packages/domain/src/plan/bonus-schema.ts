import { z } from "zod";
import { Cond } from "./condition-schema.ts";
import { At, Count, Dec, Id, Label } from "./fields.ts";

const ByRank = z.record(Id, Dec);
const Levels = z.union([Count.max(10_000), z.literal("infinity")]);
const Of = z.enum(["own", "customers", "both"]);

export const Match = z.union([
  z.strictObject({ percent: z.literal(true) }),
  z.strictObject({ steps: z.array(Dec) }),
  z.strictObject({ cycle: z.strictObject({ weak: Dec, strong: Dec }) }),
  z.strictObject({
    pairs: z.strictObject({ first: z.strictObject({ strong: Count, weak: Count, amount: Dec }).optional() }),
  }),
]);

export const Shares = z.union([
  z.strictObject({ byRank: ByRank }),
  z.strictObject({ byAttribute: z.string().min(1) }),
  z.strictObject({ byMetric: Id, perUnit: Dec }),
]);

/** Where the money of a bonus comes from. */
export const Source = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("orders"),
    volume: Id,
    of: Of,
    withinDaysOfJoin: Count.optional(),
    firstOnly: z.boolean().optional(),
    except: z.array(Id).optional(),
  }),
  z.strictObject({ kind: z.literal("margin"), of: Of }),
  z.strictObject({
    kind: z.literal("legs"),
    volume: Id,
    tree: Id,
    match: Match,
    unqualified: z.strictObject({ accrue: z.boolean(), flush: z.boolean() }),
    carry: z.strictObject({
      max: Dec.optional(),
      expireAfter: Count.optional(),
      capConsumes: z.enum(["all", "paid"]),
    }),
  }),
  z.strictObject({
    kind: z.literal("payouts"),
    bonuses: z.array(Id).min(1),
    base: z.enum(["afterBonusCap", "beforeBonusCap"]),
  }),
  z.strictObject({
    kind: z.literal("fund"),
    fund: z.union([z.strictObject({ share: Dec, volume: Id }), z.strictObject({ fixed: Dec })]),
    shares: Shares,
    maxPerMember: Dec.optional(),
    cumulative: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal("milestone"),
    instalments: Count,
    outOf: Count.optional(),
    skipped: z.enum(["payAll", "payHighest"]),
  }),
  z.strictObject({
    kind: z.literal("tiers"),
    tiers: z.array(z.strictObject({ label: Label, when: Cond, amount: Dec })).min(1),
  }),
  z.strictObject({ kind: z.literal("party"), volume: Id, minSales: Dec, minBookings: z.int().min(0), perBooking: Dec }),
  z.strictObject({
    kind: z.literal("custom"),
    calculator: z.string().min(1),
    params: z.record(z.string(), z.union([Dec, z.array(Dec)])),
  }),
]);

/** How many levels an earner may be paid. */
export const Unlock = z.union([
  z.strictObject({ byRank: z.record(Id, z.int().min(0)) }),
  z.strictObject({ byMetric: Id, rows: z.array(z.tuple([Dec, z.int().min(0)])).min(1), at: At }),
  z.strictObject({ byAttribute: z.string().min(1) }),
]);

/** Who is asked, in which order. */
export const Walk = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("self") }),
  z.strictObject({ to: z.literal("host") }),
  z.strictObject({
    to: z.literal("upline"),
    tree: Id,
    payFrom: Count,
    levels: Levels,
    compress: z.enum(["none", "skipInactive", "skipUnqualified"]),
    unlock: Unlock.optional(),
  }),
  z.strictObject({
    to: z.literal("differential"),
    tree: Id,
    includeSelf: z.boolean(),
    selfAlreadyPaid: z.boolean(),
    payFrom: z.int().min(0),
    stopAfterRank: Id.optional(),
    sameRank: z.strictObject({ share: Dec, first: Count }).optional(),
  }),
  z.strictObject({
    to: z.literal("generations"),
    tree: Id,
    boundary: z.union([Id, z.literal("sameOrHigher")]),
    edge: z.enum(["starts", "closes"]),
    count: Count,
  }),
  z.strictObject({ to: z.literal("coded"), tree: Id, attribute: z.string().min(1) }),
  z.strictObject({ to: z.literal("passUp"), tree: Id, first: Count }),
]);

const unit = z.enum(["share", "amount"]);

/** What is paid of the base, by table. A rank, level, or package without a row has rate 0. */
export const RateTable = z.union([
  z.strictObject({ unit, flat: Dec }),
  z.strictObject({ unit, byLevel: z.array(Dec).min(1) }),
  z.strictObject({ unit, byRank: ByRank }),
  z.strictObject({ unit, byRankLevel: z.record(Id, z.array(Dec)) }),
  z.strictObject({ unit, byPackage: z.record(z.string(), Dec) }),
  z.strictObject({
    unit,
    byMetric: Id,
    at: At,
    rows: z.array(z.tuple([Dec, Dec])),
    mode: z.enum(["whole", "marginal"]),
  }),
]);

export const Amounts = z.union([z.strictObject({ flat: Dec }), z.strictObject({ byRank: ByRank })]);

/** One bonus: source, gate, walk, rate, limit. */
export const Bonus = z.strictObject({
  id: Id,
  label: Label,
  when: z.union([z.strictObject({ live: z.literal(true) }), z.strictObject({ close: Id })]),
  source: Source,
  gate: Cond,
  walk: Walk,
  rate: RateTable.optional(),
  limit: z.strictObject({ perSource: Dec.optional(), perEarner: Amounts.optional() }).optional(),
  rankAt: z.strictObject({ basis: z.enum(["paidAs", "title"]), at: At }),
  settle: z.strictObject({ as: z.enum(["cash", "credit"]), holdDays: z.int().min(0).max(10_000) }),
});

export type Match = z.infer<typeof Match>;
export type Bonus = z.infer<typeof Bonus>;
export type Source = z.infer<typeof Source>;
export type Walk = z.infer<typeof Walk>;
export type Unlock = z.infer<typeof Unlock>;
export type RateTable = z.infer<typeof RateTable>;
export type Amounts = z.infer<typeof Amounts>;
