import { invariant } from "../errors/domain-error.ts";
import { isWithin } from "../plan/bonuses/sources/orders.ts";
import { carriedValue } from "../plan/carried.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import {
  type At,
  asClosed,
  type Columns,
  compile,
  definitionOf,
  isRemoved,
  nothingClosed,
  rankIndex,
} from "../rank/conditions.ts";
import type { Instant } from "../time/instant.ts";
import type { ClosedResult, FrozenPerson, PersonResult, Standing } from "./facts.ts";

/** A person and the moment at which he is read. */
export interface Frozen {
  readonly person: FrozenPerson;
  readonly at: Instant;
  /** Other versions of the plan: ranks that are not in its ladder may be in theirs. */
  readonly versions: readonly PlanVersion[];
}

/** What conditions read of a person frozen at an order's effective instant. Nothing of an open period is among it. */
export function frozenColumns(plan: PlanVersion): Columns<Frozen> {
  const columns: Columns<Frozen> = {
    plan,
    metric: (id, at) => {
      onlyClosed(at);
      return ({ person }) => carriedValue(plan, person.metrics, id) ?? 0n;
    },
    named: (id, at) => {
      const definition = definitionOf(plan, id).when;
      if (at === "this") return compile(definition, columns);
      if (id === plan.active) return ({ person }) => person.active;
      const decide = compile(asClosed(definition), nothingClosed(columns));
      return (frozen) => frozen.person.holds?.includes(id) ?? decide(frozen);
    },
    rank: (basis, at) => {
      onlyClosed(at);
      return ({ person, versions }) => rankIndex(plan, person[basis], versions);
    },
    status:
      () =>
      ({ person }) =>
        person.status,
    attribute:
      (key) =>
      ({ person }) =>
        person.attributes[key],
    joinedWithin:
      (days) =>
      ({ person, at }) =>
        isWithin(at, person.joinedAt, days, plan.timeZone),
    count: () => notFrozen(),
    legs: () => notFrozen(),
    cappedLegs: () => notFrozen(),
    heldIn: () => notFrozen(),
  };
  return columns;
}

/** Why every walk passes someone by; null for people who may earn. */
export function removal(status: Standing, earns: boolean): "terminated" | "non_earning_node" | null {
  if (!earns) return "non_earning_node";
  return isRemoved(status) ? "terminated" : null;
}

/** The newest result of a closed period: the latest period, of it the latest run. */
export function newestClosed(
  closed: readonly ClosedResult[],
  counts: (result: ClosedResult) => boolean,
): ClosedResult | null {
  let newest: ClosedResult | null = null;
  for (const result of closed) {
    if (!counts(result)) continue;
    const isNewer = !newest || result.period > newest.period;
    if (isNewer || (newest && result.period === newest.period && result.run > newest.run)) newest = result;
  }
  return newest;
}

/** What closed periods say about someone: before the first one since he joined, active and of the lowest rank. */
export function closedFields(
  plan: PlanVersion,
  result: PersonResult | undefined,
): Pick<FrozenPerson, "active" | "qualified" | "paidAs" | "title" | "metrics" | "holds"> {
  if (result) {
    const { active, qualified, paidAs, title, metrics, holds } = result;
    return { active, qualified, paidAs, title, metrics, holds };
  }
  const lowest = plan.ranks[0]?.id ?? "";
  return { active: true, qualified: lowest, paidAs: lowest, title: lowest, metrics: {} };
}

function onlyClosed(at: At): void {
  invariant(at === "lastClosed", "a live line reads closed periods only");
}

function notFrozen(): never {
  invariant(false, "a live line counts nobody");
}
