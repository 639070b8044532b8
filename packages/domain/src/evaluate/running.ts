import type { PlanVersion } from "../plan/plan-version.ts";
import type { Award, LegState, Running, State } from "./facts.ts";

/** What bonuses carry: as the period before left it, and as it will stand. */
export interface Carried {
  /** The number of this close of the bonus, counted from 1. */
  close(bonusId: string): number;
  legs(bonusId: string, person: string): LegState | undefined;
  keepLegs(bonusId: string, person: string, legs: LegState | null): void;
  awards(bonusId: string, person: string): Readonly<Record<string, Award>>;
  keepAwards(bonusId: string, person: string, awards: Readonly<Record<string, Award>>): void;
  /** For the closing state; absent while no bonus carries anything. */
  closing(): Pick<State, "running">;
}

interface Kept {
  closes: number;
  legs: Record<string, LegState>;
  awards: Record<string, Readonly<Record<string, Award>>>;
}

/** Running state goes by the id of the bonus, or from an old id to the one that `carryOver` names. */
export function carriedFrom(plan: PlanVersion, opening: State): Carried {
  const own = (bonusId: string): Running | undefined => {
    const from = plan.carryOver.find(({ to }) => to === bonusId)?.from ?? bonusId;
    const running = opening.running ?? {};
    if (Object.hasOwn(running, bonusId)) return running[bonusId];
    return Object.hasOwn(running, from) ? running[from] : undefined;
  };
  const kept = new Map<string, Kept>();
  const keptOf = (bonusId: string): Kept => {
    const known = kept.get(bonusId) ?? { closes: (own(bonusId)?.closes ?? 0) + 1, legs: {}, awards: {} };
    kept.set(bonusId, known);
    return known;
  };
  const at = <T>(record: Readonly<Record<string, T>> | undefined, id: string) =>
    record && Object.hasOwn(record, id) ? record[id] : undefined;
  return {
    close: (bonusId) => keptOf(bonusId).closes,
    legs: (bonusId, person) => at(own(bonusId)?.legs, person),
    keepLegs(bonusId, person, legs) {
      if (legs) keptOf(bonusId).legs[person] = legs;
    },
    awards: (bonusId, person) => at(own(bonusId)?.awards, person) ?? {},
    keepAwards(bonusId, person, awards) {
      if (Object.keys(awards).length > 0) keptOf(bonusId).awards[person] = awards;
    },
    closing() {
      const running = [...kept].map(([bonusId, { closes, legs, awards }]): [string, Running] => [
        bonusId,
        {
          closes,
          ...(Object.keys(legs).length > 0 ? { legs } : {}),
          ...(Object.keys(awards).length > 0 ? { awards } : {}),
        },
      ]);
      // A bonus that settles at another cadence waits for its own close.
      const untouched = Object.entries(opening.running ?? {}).filter(([bonusId]) => {
        return !kept.has(bonusId) && plan.bonuses.some(({ id }) => id === bonusId);
      });
      const all = [...untouched, ...running];
      return all.length > 0 ? { running: Object.fromEntries(all) } : {};
    },
  };
}
