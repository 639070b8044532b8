import { valueAt } from "../genealogy/roll-up.ts";
import { floor } from "../money/exact.ts";
import type { Source } from "../plan/bonus-schema.ts";
import { untilNextMatch } from "../plan/bonuses/sources/match-next.ts";
import { traceCondition } from "../rank/trace.ts";
import { kept, readersIn } from "./closing.ts";
import type { Decided } from "./evaluate.ts";
import { closeLegs, type LegsOutcome } from "./families/legs.ts";
import type { CondTrace } from "./outcome.ts";
import { rulesOf } from "./rule.ts";
import { carriedFrom } from "./running.ts";
import { slotVolumes } from "./slots.ts";

/** Left, then right; hundredths of the bonus's volume, or of heads. */
export type LegPair = readonly [bigint, bigint];

/** Both legs of one person under one bonus: as the last close left them, what came since, and what this close would do. */
export interface LegAccount extends Pick<LegsOutcome, "opening" | "added" | "expired" | "flushed" | "closing"> {
  readonly bonusId: string;
  readonly source: Extract<Source, { kind: "legs" }>;
  readonly used: LegPair;
  /** Why nothing is matched; null when something is. */
  readonly reason: NonNullable<LegsOutcome["matched"]>["reason"] | "not_active" | "gate_not_met" | "removed";
  readonly isCapped: boolean;
  /** Most that is paid, minor units; null without a cap. */
  readonly cap: bigint | null;
  /** Millionths: a share of the matched volume, or an amount per step, cycle or pair. */
  readonly rate: bigint;
  /** The gate with its values. */
  readonly gate: CondTrace;
  /** What each leg lacks for the next match; null when nothing lies ahead. */
  readonly next: LegPair | null;
}

/**
 * How the legs of a person stand, for each bonus that settles with this period: what `evaluate` itself did with them.
 *
 * @returns [] for a person or a plan without such legs
 */
export function legAccounts({ plan, context, opening }: Decided, distributorId: string): LegAccount[] {
  const { world } = context;
  const person = world.numberOf.get(distributorId) ?? -1;
  if (person < 0) return [];
  const carried = carriedFrom(plan, opening);
  return rulesOf(plan).flatMap((rule): LegAccount[] => {
    const { source, bonus } = rule;
    if (source.kind !== "legs" || !("close" in bonus.when) || bonus.when.close !== world.given.cadence) return [];
    const before = carried.legs(bonus.id, distributorId);
    const added = addedTo(context, source, person);
    const outcome = closeLegs(rule, source, context, { person, before, added, close: carried.close(bonus.id) });
    const { matched } = outcome;
    const readers = readersIn(rule, context);
    const used: LegPair = [matched?.left ?? 0n, matched?.right ?? 0n];
    const legs: LegPair = [
      outcome.opening[0] + outcome.added[0] - outcome.expired[0],
      outcome.opening[1] + outcome.added[1] - outcome.expired[1],
    ];
    const { opening: brought, expired, flushed, closing } = outcome;
    return [
      {
        ...{ opening: brought, added, expired, flushed, closing },
        bonusId: bonus.id,
        source,
        used,
        reason: matched ? matched.reason : (readers.gate(person) ?? "removed"),
        isCapped: matched?.isCapped ?? false,
        cap: rule.perEarner?.[readers.rank(person)] ?? null,
        rate: floor(readers.rate(person, 0)),
        gate: traceCondition(bonus.gate, context.columns, person),
        next: untilNextMatch(source.match, legs, { firstPairDone: before?.firstPairDone === true, used }),
      },
    ];
  });
}

/** New volume in both legs of a person in a binary tree, by any volume of the plan; hundredths. */
export function legVolumes(decided: Decided, tree: string, volume: string, distributorId: string): LegPair {
  const person = decided.context.world.numberOf.get(distributorId) ?? -1;
  return person < 0 ? [0n, 0n] : addedTo(decided.context, { tree, volume }, person);
}

function addedTo(
  context: Decided["context"],
  { tree, volume }: { readonly tree: string; readonly volume: string },
  person: number,
): LegPair {
  const [left, right] = kept(context, `slot volumes ${tree} ${volume}`, () => slotVolumes(context, tree, volume));
  return [valueAt(left, person), valueAt(right, person)];
}
