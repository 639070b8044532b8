import type { PlanVersion } from "../plan/plan-version.ts";
import type { Reader } from "./company.ts";
import { Fraction } from "./fraction.ts";

type Bonus = PlanVersion["bonuses"][number];

/** What the newest close left of somebody, as single sales read it afterwards. */
export interface Left {
  readonly active: boolean;
  readonly qualified: number;
  readonly paidAs: number;
  readonly title: number;
  readonly metrics: ReadonlyMap<string, Fraction>;
}

/** What the reference keeps from period to period. */
export interface Memory {
  /** Lots of a leg by bonus, person, and side: [number of the close, points], oldest first. */
  readonly lots: Map<string, [number, Fraction][]>;
  readonly firstPairs: Set<string>;
  readonly closes: Map<string, number>;
  /** Instalments paid and closes gone by, by bonus, person, and rank. */
  readonly awards: Map<string, { paid: number; closes: number }>;
  readonly held: Map<string, { held: number; misses: number; title: number }>;
  readonly left: Map<string, Left>;
}

export function emptyMemory(): Memory {
  return {
    lots: new Map(),
    firstPairs: new Set(),
    closes: new Map(),
    awards: new Map(),
    held: new Map(),
    left: new Map(),
  };
}

/** Minor units that an earner may get of a bonus. */
export function capOf(
  reader: Reader,
  bonus: Bonus,
  earner: string,
  limits: { flat: string } | { byRank: Record<string, string> },
): bigint {
  const rank = reader.plan.ranks[reader.rank(bonus.rankAt.basis, earner)]?.id ?? "";
  const text = "flat" in limits ? limits.flat : (limits.byRank[rank] ?? "0");
  return Fraction.of(text)
    .times(new Fraction(10n ** BigInt(reader.plan.minorDigits)))
    .floor();
}
