import type { VolumeMap } from "../../../evaluate/facts.ts";
import type { PrimaryReason } from "../../../evaluate/reason.ts";
import { epochMs, type Instant } from "../../../time/instant.ts";
import { addDays } from "../../../time/period.ts";
import type { Source } from "../../bonus-schema.ts";

export type OrderSource = Extract<Source, { kind: "orders" | "margin" }>;

/** What a source asks of an order. */
export interface SourceOrder {
  readonly buyerKind: "customer" | "distributor";
  readonly effectiveAt: Instant;
  readonly volumes: VolumeMap;
  readonly margin: bigint;
  readonly isFirst: boolean;
}

/** What a source has to know besides the order. */
export interface OrderSurroundings {
  /** When the distributor joined to whom the order is credited. */
  readonly joinedAt: Instant;
  readonly zone: string;
  /** Whether another bonus of the plan takes the order, for `except`. */
  readonly isTaken: (bonusId: string) => boolean;
}

const DAY_MS = 86_400_000;

/** Hundredths of the source's volume in an order; minor units for a margin source. */
export function baseOf(source: OrderSource, order: { readonly volumes: VolumeMap; readonly margin: bigint }): bigint {
  return source.kind === "margin" ? order.margin : (order.volumes[source.volume] ?? 0n);
}

/**
 * Why the source does not take the order, the first reason in the order of precedence; null when it takes it.
 */
export function whyNotTaken(
  source: OrderSource,
  order: SourceOrder,
  { joinedAt, zone, isTaken }: OrderSurroundings,
): PrimaryReason | null {
  if (baseOf(source, order) <= 0n) return "no_volume";
  const isOwn = order.buyerKind === "distributor";
  if (source.of !== "both" && isOwn !== (source.of === "own")) return "not_in_source";
  if (source.kind === "margin") return null;
  if (source.except?.some(isTaken)) return "volume_used_elsewhere";
  if (source.withinDaysOfJoin && !isWithin(order.effectiveAt, joinedAt, source.withinDaysOfJoin, zone)) {
    return "out_of_window";
  }
  return source.firstOnly && !order.isFirst ? "not_first_order" : null;
}

/** Whether the moment lies in `[joined, addDays(joined, days))`. */
export function isWithin(at: Instant, joinedAt: Instant, days: number, zone: string): boolean {
  if (at < joinedAt) return false;
  const elapsed = epochMs(at) - epochMs(joinedAt);
  // Calendar days are 24 h give or take a clock change; only close to the edge does the calendar decide.
  if (elapsed < (days - 2) * DAY_MS) return true;
  if (elapsed > (days + 2) * DAY_MS) return false;
  return at < addDays(joinedAt, days, zone);
}
