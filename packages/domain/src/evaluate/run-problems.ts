import { parseDecimal } from "../money/decimal.ts";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import type { ClosingContext } from "./closing.ts";
import type { RunProblem } from "./outcome.ts";
import type { Carried } from "./running.ts";
import { shortText } from "./text.ts";
import { attributeAt } from "./world.ts";

/** What a close tells whoever looks at it, beside what is wrong with single orders; none of it stops anything. */
export function runProblems(plan: PlanVersion, context: ClosingContext, carried: Carried): RunProblem[] {
  return [...unplaced(context), ...debts(carried), ...unreadable(plan, context)];
}

/** People who sold without a place in the tree: their volume reaches nobody above. */
function unplaced({ world, forest, sales, columns }: ClosingContext): RunProblem[] {
  const epochs = forest(columns.plan.rankTree);
  const { bfs } = epochs.tree(epochs.last);
  const problems: RunProblem[] = [];
  for (const [person, sold] of sales.sellers.entries()) {
    if (sold === 0 || bfs[person] !== -1) continue;
    problems.push({ code: "unplaced_with_volume", values: { distributor: world.ids[person] ?? "" } });
  }
  return problems;
}

/** Legs from which more was taken back than there was: later volume pays that first. */
function debts(carried: Carried): RunProblem[] {
  return carried.debts().map(({ bonusId, person, leg, quantity }) => {
    return { code: "leg_debt", values: { bonus: bonusId, distributor: person, leg, quantity: shortText(quantity) } };
  });
}

/** Attributes that a bonus of this close reads as numbers and that are none: they read as nothing. */
function unreadable(plan: PlanVersion, { world }: ClosingContext): RunProblem[] {
  const { cadence } = world.given;
  const digits = new Map<string, number>();
  for (const bonus of plan.bonuses) {
    const settles = "close" in bonus.when ? bonus.when.close : plan.basePeriod;
    const read = settles === cadence ? numberRead(bonus) : null;
    if (read) digits.set(read.key, Math.min(read.digits, digits.get(read.key) ?? read.digits));
  }
  const problems: RunProblem[] = [];
  for (const [attribute, most] of digits) {
    for (const distributor of [...world.attributes.keys()].sort()) {
      const value = attributeAt(world, distributor, attribute, world.last);
      if (value === undefined || parseDecimal(value, most) !== null) continue;
      problems.push({ code: "attribute_not_numeric", values: { distributor, attribute, value } });
    }
  }
  return problems;
}

/** The attribute that is read as a number, and how many digits after the point it may have. */
function numberRead({ source, walk }: Bonus): { readonly key: string; readonly digits: number } | null {
  if (walk.to === "coded") return { key: walk.attribute, digits: 6 };
  if (walk.to === "upline" && walk.unlock && "byAttribute" in walk.unlock)
    return { key: walk.unlock.byAttribute, digits: 0 };
  return source.kind === "fund" && "byAttribute" in source.shares
    ? { key: source.shares.byAttribute, digits: 6 }
    : null;
}
