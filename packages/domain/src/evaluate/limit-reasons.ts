import { round, sum } from "../money/exact.ts";
import type { Cell, Portion } from "./closing.ts";
import { type PairReason, plain } from "./pair-reasons.ts";

/**
 * Why somebody whom walk and rate pay has no line all the same: a limit left him nothing of it, or it was next to
 * nothing from the beginning.
 *
 * @param cell     what he is paid of the bonus; undefined when that is nothing at all
 * @param isAsked  the part that the question is about
 */
export function leftNothing(cell: Cell | undefined, isAsked: (portion: Portion) => boolean): PairReason {
  const own = cell?.portions.filter(isAsked) ?? [];
  const limit = cell && own.length > 0 ? limitOn(cell, own) : null;
  return limit ? plain("capped", { limit }) : plain("rounds_to_zero");
}

function limitOn({ rule, settled }: Cell, own: readonly Portion[]): string | null {
  const rounded = (amounts: Parameters<typeof sum>[0]) => round(sum(amounts), rule.plan.policies.rounding);
  if (rounded(own.map(({ uncut }) => uncut)) === 0n) return null;
  if (rounded(own.map(({ exact }) => exact)) === 0n) return "source";
  const { isCapped, cuts, groupMinor } = settled;
  if (isCapped && (cuts[0]?.before ?? groupMinor) === 0n) return "earner";
  const last = cuts.find(({ after }) => after === 0n) ?? cuts.at(-1);
  return last?.limit ?? (isCapped ? "earner" : null);
}
