import type { PlanVersion } from "../plan/plan-version.ts";
import type { OrderFacts } from "./facts.ts";
import { originalOf } from "./line-key.ts";
import { type Collected, collectOrder } from "./live-lines.ts";
import { peopleOfFacts } from "./live-people.ts";
import { liveReasons } from "./live-reasons.ts";
import { applicable, type LiveFacts } from "./live-sources.ts";
import { lineFrom } from "./live-walk.ts";
import type { Line, NotPaid } from "./outcome.ts";
import { plain } from "./pair-reasons.ts";
import { isOrderRule, type Rule, rulesOf } from "./rule.ts";
import { goneWindows } from "./rule-order.ts";

/** What live bonuses make of one order. */
export interface OrderOutcome {
  /** Lines of the order and of its refunds, in canonical order within each bonus. */
  readonly lines: readonly Line[];
  /** One reason for everybody on the line and every live bonus without a line. */
  readonly notPaid: readonly NotPaid[];
}

/**
 * The class A lines of one order and of its refunds, from facts frozen at the order's effective instant. Each line is
 * rounded by itself. `evaluate` calls the same code for every order of a period.
 *
 * @param plan  the version in force at the order's effective instant
 * @throws InvariantError for facts without somebody or some tree that a live bonus of the plan asks for
 */
export function orderLines(plan: PlanVersion, facts: OrderFacts): OrderOutcome {
  const collected: Collected = { lines: [], breakage: new Map(), problems: [] };
  const people = peopleOfFacts(plan, facts, facts.order.effectiveAt);
  const live = { ...facts, people };
  collectOrder(plan, live, collected);
  const seller = people.person(facts.order.creditedTo);
  const outcomes = rulesInForce(plan, live).flatMap((rule): OrderOutcome[] => {
    const lines = collected.lines.filter(({ bonusId }) => bonusId === rule.bonus.id);
    const earners = new Set(lines.filter((line) => originalOf(line) === null).map(({ earnerId }) => earnerId));
    const { refused, reasonOf } = liveReasons(plan, rule, live);
    const notPaid = (seller ? lineFrom(people, rule.tree, seller) : [])
      .filter(({ person }) => !earners.has(person.id))
      .map(({ person: { id } }): NotPaid => {
        const reason = refused ?? reasonOf(id) ?? plain("rounds_to_zero");
        return { bonusId: rule.bonus.id, orderId: facts.order.id, distributorId: id, ...reason };
      });
    return [{ lines, notPaid }];
  });
  return { lines: outcomes.flatMap(({ lines }) => lines), notPaid: outcomes.flatMap(({ notPaid }) => notPaid) };
}

/** The live bonuses of the plan, windows as they were begun, and after them those that only a window keeps alive. */
function rulesInForce(plan: PlanVersion, live: LiveFacts): Rule[] {
  const inForce = (rule: Rule) => {
    const found = isOrderRule(rule) ? applicable(plan, rule, live) : rule;
    return typeof found === "string" ? null : found;
  };
  const own = rulesOf(plan).filter(({ isLive }) => isLive);
  const gone = goneWindows(plan, live.versions ?? []).flatMap((rule) => inForce(rule) ?? []);
  return [...own.map((rule) => inForce(rule) ?? rule), ...gone];
}
