import { z } from "zod";
import { Amounts, Bonus } from "./bonus-schema.ts";
import { Cond, CountCond } from "./condition-schema.ts";
import { Count, Dec, Id, Label } from "./fields.ts";

export { Bonus, type RateTable, type Source, type Unlock, type Walk } from "./bonus-schema.ts";
export { Cond, CountCond } from "./condition-schema.ts";

const Tree = z.strictObject({
  id: Id,
  label: Label,
  kind: z.enum(["sponsor", "binary", "matrix"]),
  width: Count.optional(),
  placement: z.enum(["manual", "bfs", "weakestSubtree", "outerLeg"]).optional(),
});

const WeekDay = z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day as 1 | 2 | 3 | 4 | 5 | 6 | 7)));

const PlanCadence = z.strictObject({
  id: Id,
  every: z.enum(["day", "week", "month", "quarter", "year"]),
  weekStart: WeekDay.optional(),
  cutoffDays: z.int().min(0).max(366),
});

const VolumeDef = z.strictObject({
  id: Id,
  label: Label,
  kind: z.enum(["points", "heads"]),
  headsTree: Id.optional(),
  customers: z.boolean(),
  peg: Dec,
});

const named = { id: Id, label: Label };

const Metric = z.discriminatedUnion("kind", [
  z.strictObject({ ...named, kind: z.literal("own"), volume: Id, period: Id, periods: Count.optional() }),
  z.strictObject({
    ...named,
    kind: z.literal("group"),
    volume: Id,
    tree: Id,
    period: Id,
    includeSelf: z.boolean(),
    maxDepth: Count.optional(),
    stopAtRank: Id.optional(),
  }),
  z.strictObject({
    ...named,
    kind: z.literal("leg"),
    volume: Id,
    tree: Id,
    period: Id,
    pick: z.union([z.enum(["strongest", "weakest", "allButStrongest"]), Count]),
    stopAtRank: Id.optional(),
  }),
  z.strictObject({ ...named, kind: z.literal("count"), of: CountCond }),
  z.strictObject({ ...named, kind: z.literal("growth"), of: Id }),
]);

const limited = { id: Id, bonuses: z.array(Id).min(1), period: Id };

const Limit = z.discriminatedUnion("kind", [
  z.strictObject({ ...limited, kind: z.literal("memberTotal"), amount: Amounts }),
  z.strictObject({ ...limited, kind: z.literal("planShare"), share: Dec, of: Id }),
]);

const Policies = z.strictObject({
  orderEffective: z.enum(["payment", "orderDate"]),
  refund: z.enum(["inRefundPeriod", "restateIfOpen", "averageRate"]),
  moves: z.enum(["asOfOrder", "asOfClose"]),
  windowVersion: z.enum(["join", "order"]),
  correction: z.enum(["cascade", "adjustmentLot"]),
  rounding: z.enum(["halfAwayFromZero", "halfEven"]),
  minNoticeDays: z.int().min(0).max(3650),
});

/**
 * One version of a compensation plan: data only, the same shape in the database, the API, and the engine.
 * Decimals are text; JSON numbers are counts (levels, days). The order of a list is meaning: ranks low to high,
 * bonuses in the order in which ties between them are settled.
 */
export const PlanVersion = z.strictObject({
  schema: z.literal(1),
  planId: Id,
  version: Count,
  label: Label,
  erratumFor: Count.optional(),
  effectiveFrom: z.iso.date(),
  timeZone: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, "is not a currency code"),
  minorDigits: z.int().min(0).max(4),
  trees: z.array(Tree).min(1),
  rankTree: Id,
  periods: z.array(PlanCadence).min(1),
  basePeriod: Id,
  volumes: z.array(VolumeDef).min(1),
  metrics: z.array(Metric),
  conditions: z.array(z.strictObject({ ...named, when: Cond })),
  active: Id,
  ranks: z.array(z.strictObject({ ...named, when: Cond })),
  rankPolicy: z.strictObject({
    title: z.union([z.literal("lifetime"), z.strictObject({ demoteAfter: Count })]),
    gracePeriods: z.int().min(0).max(120),
    announce: z.enum(["provisional", "atClose"]),
  }),
  bonuses: z.array(Bonus),
  limits: z.array(Limit),
  policies: Policies,
  carryOver: z.array(z.strictObject({ from: Id, to: Id })),
});

export type PlanVersion = z.infer<typeof PlanVersion>;
export type PlanMetric = z.infer<typeof Metric>;
export type PlanCadence = z.infer<typeof PlanCadence>;
export type PlanRank = PlanVersion["ranks"][number];

/** A plan version as it is kept: drafts change under their revision, a published one never again. */
export interface PlanRecord {
  readonly plan: PlanVersion;
  readonly status: "draft" | "scheduled" | "withdrawn";
  readonly revision: number;
  /** SHA-256 of the canonical JSON; null while a draft. */
  readonly contentHash: string | null;
}
