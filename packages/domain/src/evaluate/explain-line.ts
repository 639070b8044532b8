import { invariant } from "../errors/domain-error.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { evaluate } from "./evaluate.ts";
import type { PeriodFacts, State } from "./facts.ts";
import type { Explain } from "./outcome.ts";

/**
 * The explanation of a line of a closed or open period, worked out again from the facts of its run.
 *
 * @returns null when these facts make no line of that key
 * @throws InvariantError when the amount is not the one that was stored: the facts are not those of the run
 */
export function explainLine(
  plan: PlanVersion,
  facts: PeriodFacts,
  opening: State,
  stored: { readonly key: string; readonly minor: bigint },
): Explain | null {
  const line = evaluate(plan, facts, opening).lines.find(({ key }) => key === stored.key);
  if (!line) return null;
  invariant(line.minor === stored.minor, "an explanation recomputes the amount of its line");
  return line.because;
}
