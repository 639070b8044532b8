import { carriedValue } from "../plan/carried.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Award, LegState, Running, State } from "./facts.ts";

/** What bonuses carry: as the period before left it, and as it will stand. */
export interface Carried {
  /** The number of this close of the bonus, counted from 1. */
  close(bonusId: string): number;
  legs(bonusId: string, person: string): LegState | undefined;
  keepLegs(bonusId: string, person: string, legs: LegState | null): void;
  /** Whether anybody's legs come from an earlier close. */
  bringsLegs(bonusId: string): boolean;
  /** The same for everybody at once, by canonical number: one lot of this close for each leg that is not 0. */
  keepLegColumns(bonusId: string, legs: LegColumns): void;
  awards(bonusId: string, person: string): Readonly<Record<string, Award>>;
  keepAwards(bonusId: string, person: string, awards: Readonly<Record<string, Award>>): void;
  /** What the legs of this close owe, hundredths. */
  debts(): readonly Debt[];
  /** For the closing state; absent while no bonus carries anything. */
  closing(): Pick<State, "running">;
}

export interface Debt {
  readonly bonusId: string;
  readonly person: string;
  readonly leg: "left" | "right";
  readonly quantity: bigint;
}

/** What is left of both legs of everybody, hundredths. */
export interface LegColumns {
  readonly ids: readonly string[];
  readonly close: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

interface Kept {
  closes: number;
  columns?: LegColumns;
  legs: Record<string, LegState>;
  awards: Record<string, Readonly<Record<string, Award>>>;
}

/** Running state goes by the id of the bonus, or from an old id to the one that `carryOver` names. */
export function carriedFrom(plan: PlanVersion, opening: State): Carried {
  const own = (bonusId: string): Running | undefined => {
    return carriedValue(plan, opening.running ?? {}, bonusId);
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
    bringsLegs: (bonusId) => Object.keys(own(bonusId)?.legs ?? {}).length > 0,
    keepLegColumns(bonusId, columns) {
      keptOf(bonusId).columns = columns;
    },
    awards: (bonusId, person) => byNewNames(plan, at(own(bonusId)?.awards, person) ?? {}),
    keepAwards(bonusId, person, awards) {
      if (Object.keys(awards).length > 0) keptOf(bonusId).awards[person] = awards;
    },
    debts() {
      return [...kept].flatMap(([bonusId, { columns, legs }]) => {
        const owed = columns ? owedInColumns(columns) : owedInLegs(legs);
        return owed.map((debt) => ({ bonusId, ...debt }));
      });
    },
    closing() {
      const running = [...kept].map(([bonusId, { closes, columns, awards, ...more }]): [string, Running] => {
        const legs = columns ? legStates(columns) : more.legs;
        const hasLegs = Object.keys(legs).length > 0;
        const hasAwards = Object.keys(awards).length > 0;
        return [bonusId, { closes, ...(hasLegs ? { legs } : {}), ...(hasAwards ? { awards } : {}) }];
      });
      // A bonus that settles at another cadence waits for its own close.
      const untouched = Object.entries(opening.running ?? {}).filter(([bonusId]) => {
        return !kept.has(bonusId) && plan.bonuses.some(({ id }) => id === bonusId);
      });
      const all = [...untouched, ...running];
      return all.length > 0 ? { running: Object.fromEntries(all) } : {};
    },
  };
}

function legStates({ ids, close, left, right }: LegColumns): Record<string, LegState> {
  const lots = (rest: number) => (rest === 0 ? [] : [{ close, quantity: String(BigInt(rest)) }]);
  const states: Record<string, LegState> = {};
  for (const [person, id] of ids.entries()) {
    const [l, r] = [left[person] ?? 0, right[person] ?? 0];
    if (l !== 0 || r !== 0) states[id] = { left: lots(l), right: lots(r) };
  }
  return states;
}

function owedInColumns({ ids, left, right }: LegColumns): Omit<Debt, "bonusId">[] {
  const owed: Omit<Debt, "bonusId">[] = [];
  for (let at = 0; at < left.length; at += 1) {
    const person = ids[at] ?? "";
    const [l, r] = [left[at] ?? 0, right[at] ?? 0];
    if (l < 0) owed.push({ person, leg: "left", quantity: BigInt(-l) });
    if (r < 0) owed.push({ person, leg: "right", quantity: BigInt(-r) });
  }
  return owed;
}

function owedInLegs(legs: Readonly<Record<string, LegState>>): Omit<Debt, "bonusId">[] {
  return Object.entries(legs).flatMap(([person, state]) =>
    (["left", "right"] as const).flatMap((leg) => {
      const sum = state[leg].reduce((whole, { quantity }) => whole + BigInt(quantity), 0n);
      return sum < 0n ? [{ person, leg, quantity: -sum }] : [];
    }),
  );
}

/** Awards by the ranks of the plan: what was awarded for a rank that is called otherwise now is awarded. */
function byNewNames(plan: PlanVersion, awards: Readonly<Record<string, Award>>): Readonly<Record<string, Award>> {
  if (plan.carryOver.length === 0) return awards;
  const known = plan.ranks.flatMap(({ id }) => {
    const award = carriedValue(plan, awards, id);
    return award ? [[id, award] as const] : [];
  });
  const isOld = (id: string) => plan.carryOver.some(({ from }) => from === id);
  const others = Object.entries(awards).filter(([id]) => !isOld(id));
  return Object.fromEntries([...others, ...known]);
}
