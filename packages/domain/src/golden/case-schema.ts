import { z } from "zod";

const text = z.string();
const amounts = z.record(z.string(), z.string());
const info = z.unknown().optional();

/** A bonus of a golden case: fields of each kind, and no others. */
const kinds = {
  retailProfit: { volume: text, rate: text.optional(), rateByRank: amounts.optional() },
  bracketDifferential: { qualVolume: text, payVolume: text, brackets: z.array(z.tuple([text, text])) },
  rankDifferential: {
    volume: text,
    rates: amounts,
    minLevel: z.int(),
    includeSelf: z.boolean().optional(),
    selfAlreadyPaid: z.boolean().optional(),
    requireActive: z.boolean().optional(),
  },
  unilevel: {
    volume: text,
    rates: z.array(text),
    compression: z.enum(["none", "standard", "dynamic"]),
    depthFromMember: z.boolean().optional(),
    removed: z.literal("rollup").optional(),
    rounding: z.literal("perMemberTotal").optional(),
  },
  unilevelFlat: { amounts: z.array(text) },
  unilevelLowerPackage: { packages: z.record(z.string(), z.strictObject({ fee: text, rates: z.array(text) })) },
  fastStart: {
    volume: text,
    rates: z.array(text),
    windowDays: z.int().optional(),
    firstOrderOnly: z.boolean().optional(),
    rollUp: z.boolean().optional(),
    requireActive: z.boolean().optional(),
  },
  binaryPercent: {
    volume: text,
    rate: text.optional(),
    rateByRank: amounts.optional(),
    cap: text.optional(),
    capConsumes: z.enum(["all", "paid"]).optional(),
    carryCap: text.optional(),
    requireActive: z.boolean().optional(),
    flushWhenInactive: z.boolean().optional(),
  },
  binarySteps: { volume: text, rate: text, steps: z.array(text), carryCap: text.optional() },
  binaryCycle: { volume: text, weak: text, strong: text, amount: text },
  binaryPairs: {
    pairAmount: text,
    firstPair: z.strictObject({ ratio: z.tuple([z.int(), z.int()]), amount: text }).optional(),
  },
  matrixPlacement: { width: z.int() },
  matrixCapacity: { width: z.int(), depth: z.int(), perHead: text },
  matching: { rates: z.array(text), of: z.array(text) },
  generationMatch: { rates: z.array(text), boundaryRank: text, of: text },
  generation: { volume: text, rates: z.array(text), boundaryRank: text, boundary: z.enum(["starts", "closes"]) },
  leadershipGuarantee: {
    volume: text,
    rate: text,
    lba: text,
    topBracket: info,
    qualVolume: info,
    bvPerPv: info,
    minSideQual: info,
  },
  pool: {
    fund: text.optional(),
    fundRate: text.optional(),
    fundOf: text.optional(),
    sharesFromMember: z.literal(true).optional(),
    sharesByRank: amounts.optional(),
  },
  capScale: { capRate: text, of: text, capped: z.array(text).min(1) },
  legCap: { required: text, maxShare: text },
  structure: { volume: text, minPerLeg: text, legs: z.int() },
  legHasRank: { legs: z.int(), rank: text },
  codedLevel: { bonus: amounts },
  xUp: { passUp: z.int(), amount: text },
  xUpStructure: { passUp: z.int() },
  avgRateRefund: {},
  peg: { rate: text },
  delta: {},
  geometric: { volume: text, a: text, b: text },
  hostess: { rate: text, minSales: text, perBooking: text, minBookings: z.int() },
} as const;

export type GoldenKind = keyof typeof kinds;
export type BonusOf<K extends GoldenKind> = { readonly id: string; readonly kind: K } & z.infer<
  z.ZodObject<(typeof kinds)[K]>
>;
export type GoldenBonus = { [K in GoldenKind]: BonusOf<K> }[GoldenKind];

const Bonus = z.discriminatedUnion(
  "kind",
  // Each kind has its own fields; the map above is what the type says.
  Object.entries(kinds).map(([kind, fields]) =>
    z.strictObject({ id: z.string(), kind: z.literal(kind), ...fields }),
  ) as unknown as [z.ZodObject<{ kind: z.ZodLiteral<string> }>],
) as unknown as z.ZodType<GoldenBonus>;

const Member = z.strictObject({
  id: text,
  sponsor: text.nullable(),
  placement: text.optional(),
  leg: z.enum(["L", "R"]).optional(),
  rank: text.optional(),
  active: z.boolean().optional(),
  activePeriods: z.array(text).optional(),
  status: z.enum(["pending", "good", "suspended", "terminated", "merged"]).optional(),
  depth: z.int().optional(),
  package: text.optional(),
  code: z.number().optional(),
  shares: text.optional(),
  joinDay: z.int().optional(),
  sponsorHistory: z.array(z.strictObject({ from: z.int(), sponsor: text.nullable() })).optional(),
  sidePV: info,
});

const Order = z.strictObject({
  id: text,
  buyer: text,
  period: text,
  volume: amounts,
  day: z.int().optional(),
  type: z.enum(["refund", "enrol"]).optional(),
  refOf: text.optional(),
});

const printed = { printedInSource: z.boolean().optional() };
const Expectation = z.discriminatedUnion("kind", [
  z.strictObject({ ...printed, kind: z.literal("payout"), member: text, bonus: text, period: text, amount: text }),
  z.strictObject({ ...printed, kind: z.literal("total"), member: text, period: text, amount: text }),
  z.strictObject({
    ...printed,
    kind: z.literal("carry"),
    member: text,
    bonus: text,
    period: text,
    left: text,
    right: text,
  }),
  z.strictObject({ ...printed, kind: z.literal("placement"), member: text, parent: text, slot: z.int() }),
  z.strictObject({ ...printed, kind: z.literal("owner"), member: text, owner: text }),
  z.strictObject({ ...printed, kind: z.literal("value"), name: text, value: text }),
]);

/** One worked case. */
export const GoldenCase = z.strictObject({
  id: text,
  family: info,
  title: info,
  source: info,
  plan: z.strictObject({
    currency: text,
    decimals: z.int().min(0).max(4),
    ranks: z.array(text).optional(),
    bonuses: z.array(Bonus),
  }),
  tree: z.array(Member),
  orders: z.array(Order),
  given: z
    .strictObject({
      earnings: z
        .array(z.strictObject({ member: text, bonus: text, period: text, amount: text, base: text.optional() }))
        .optional(),
      bookings: z.int().optional(),
      run1: amounts.optional(),
      run2: amounts.optional(),
    })
    .optional(),
  expected: z.array(Expectation),
  expectedComplete: z.boolean(),
  sourceContradiction: info,
  notes: info,
  provenance: info,
  inputsProvenance: info,
  verified: info,
});

export type GoldenCase = z.infer<typeof GoldenCase>;
export type GoldenMember = GoldenCase["tree"][number];
export type GoldenOrder = GoldenCase["orders"][number];
export type Expectation = GoldenCase["expected"][number];
