import type { Cond, PlanMetric, PlanVersion } from "../plan/plan-version.ts";
import type { GoldenCase } from "./case-schema.ts";
import { ranksOf } from "./names.ts";

type EngineBonus = PlanVersion["bonuses"][number];

/** A plan version under construction: names of a case become ids of the plan. */
export class PlanDraft {
  readonly bonuses: EngineBonus[] = [];
  readonly limits: PlanVersion["limits"] = [];
  refund: PlanVersion["policies"]["refund"] = "inRefundPeriod";
  readonly #volumes = new Map<string, string>();
  readonly #heads: string[] = [];
  readonly #metrics: PlanMetric[] = [];
  readonly #conditions: PlanVersion["conditions"] = [];
  readonly #bonusIds = new Map<string, string>();
  readonly #ranks: readonly string[];
  readonly #decimals: number;

  constructor(ranks: readonly string[], decimals: number) {
    this.#ranks = ranks;
    this.#decimals = decimals;
  }

  volume(name: string): string {
    const known = this.#volumes.get(name) ?? `v${this.#volumes.size}`;
    this.#volumes.set(name, known);
    return known;
  }

  /** The place of a volume among those of the plan; "none" stands first. */
  volumePlace(name: string): string {
    return String(Number(this.volume(name).slice(1)) + 1);
  }

  heads(): string {
    if (this.#heads.length === 0) this.#heads.push("heads");
    return "heads";
  }

  volumes(): ReadonlyMap<string, string> {
    return this.#volumes;
  }

  /** The engine's id of a bonus of the case. */
  bonusId(name: string): string {
    const known = this.#bonusIds.get(name) ?? `b${this.#bonusIds.size}`;
    this.#bonusIds.set(name, known);
    return known;
  }

  groupMetric(volume: string): string {
    const id = `gv_${volume}`;
    if (!this.#metrics.some((metric) => metric.id === id)) {
      const place = { volume, tree: "sponsor", period: "month", includeSelf: true } as const;
      this.#metrics.push({ id, label: id, kind: "group", ...place });
    }
    return id;
  }

  condition(when: Cond): string {
    const id = `c${this.#conditions.length}`;
    this.#conditions.push({ id, label: id, when });
    return id;
  }

  /** Place 0 of the ladder is "no rank". */
  rankId(name: string): string {
    return `r${this.#ranks.indexOf(name) + 1}`;
  }

  rankAbove(name: string): Cond {
    const next = this.#ranks.indexOf(name) + 2;
    const isTop = next > this.#ranks.length;
    return isTop ? { not: { always: true } } : { rank: `r${next}`, basis: "paidAs" };
  }

  byRank(rates: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(rates).map(([name, rate]) => [this.rankId(name), rate]));
  }

  /** A bonus that settles with the period. */
  close(
    id: string,
    parts: Pick<EngineBonus, "source" | "walk"> & Partial<Pick<EngineBonus, "rate" | "gate" | "limit" | "settle">>,
  ): void {
    this.bonuses.push({
      id,
      label: id,
      when: { close: "month" },
      gate: { always: true },
      rankAt: { basis: "paidAs", at: "this" },
      settle: { as: "cash", holdDays: 0 },
      ...parts,
    });
  }

  finish(): PlanVersion {
    const points = [...this.#volumes.values()].map((id) => {
      return { id, label: id, kind: "points" as const, customers: true, peg: "1" };
    });
    const heads = this.#heads.map((id) => {
      return { id, label: id, kind: "heads" as const, headsTree: "binary", customers: false, peg: "1" };
    });
    const none = { id: "none", label: "none", kind: "points" as const, customers: true, peg: "1" };
    return {
      schema: 1,
      planId: "golden",
      version: 1,
      label: "golden",
      effectiveFrom: "2026-01-01",
      timeZone: "UTC",
      currency: "USD",
      minorDigits: this.#decimals,
      trees: [
        { id: "sponsor", label: "sponsor", kind: "sponsor" },
        { id: "binary", label: "binary", kind: "binary", width: 2 },
      ],
      rankTree: "sponsor",
      periods: [{ id: "month", every: "month", cutoffDays: 0 }],
      basePeriod: "month",
      volumes: [none, ...points, ...heads],
      metrics: this.#metrics,
      conditions: [{ id: "active", label: "active", when: ACTIVE }, ...this.#conditions],
      active: "active",
      ranks: [
        { id: "r0", label: "no rank", when: { always: true } },
        ...this.#ranks.map((name, index) => {
          return { id: `r${index + 1}`, label: name, when: { attribute: "rank", equals: name } };
        }),
      ],
      rankPolicy: { title: "lifetime", gracePeriods: 0, announce: "provisional" },
      bonuses: this.bonuses,
      limits: this.limits,
      policies: {
        orderEffective: "payment",
        refund: this.refund,
        moves: "asOfOrder",
        windowVersion: "join",
        correction: "cascade",
        rounding: "halfAwayFromZero",
        minNoticeDays: 0,
      },
      carryOver: [],
    };
  }
}

const ACTIVE: Cond = { attribute: "active", equals: "yes" };

/** Gate of everybody who is active. */
export const WHEN_ACTIVE: Cond = { ref: "active" };

/** Ranks of a case, low to high; names that only appear in tables or at members come in the order of appearance. */
export function rankNames({ plan, tree }: GoldenCase): string[] {
  const tables = plan.bonuses.flatMap((bonus) => ranksOf(bonus).names);
  const members = tree.flatMap(({ rank }) => (rank === undefined ? [] : [rank]));
  return [...new Set([...(plan.ranks ?? []), ...tables, ...members])];
}
