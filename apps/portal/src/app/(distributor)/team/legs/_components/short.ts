import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";
import { legs as words } from "~/messages/en/legs";
import { say } from "~/messages/say";
import { quantityText } from "./quantity";

type Legs = inferRouterOutputs<AppRouter>["team"]["legs"];
/** One bonus on both legs, as `team.legs` gives it. */
export type LegBonus = Legs["bonuses"][number];

export const isBlocked = ({ reason }: Pick<LegBonus, "reason">): boolean =>
  reason === "not_active" || reason === "gate_not_met" || reason === "removed";

/** The sentence that says which leg is short of what, and by how much. */
export function shortText({ next, match, volume, opening, added, reason, isCapped }: LegBonus): string {
  if (next === null) {
    if (match.kind === "steps") return words.allSteps;
    return opening[0] + added[0] + opening[1] + added[1] === 0n ? words.empty : words.level;
  }
  const [left, right] = next;
  if (left === 0n && right === 0n) return isCapped ? words.held : words.level;
  const goal = reason === "first_pair_missing" ? words.goals.first : words.goals[match.kind];
  const text = (hundredths: bigint) => quantityText(hundredths, volume);
  if (left > 0n && right > 0n) return say(words.shortBoth, { left: text(left), right: text(right), goal });
  const side = left > 0n ? words.sides.left : words.sides.right;
  return say(words.shortOne, { side, amount: text(left > 0n ? left : right), goal });
}
