import { type Bonus, type MeadowAndOakVersion, meadowAndOak, type PlanVersion } from "@upline/domain";

/** Where everybody has a left and a right leg; nothing is paid on it before version 4. */
const PLACEMENT = "placement";

/** A twentieth of the weaker leg's week; what is over is carried, at most 5,000 points and for twelve weeks. */
const TEAM_BONUS: Bonus = {
  id: "team_bonus",
  label: "Team bonus",
  when: { close: "week" },
  source: {
    kind: "legs",
    volume: "cv",
    tree: PLACEMENT,
    match: { percent: true },
    unqualified: { accrue: true, flush: false },
    carry: { max: "5000", capConsumes: "all", expireAfter: 12 },
  },
  gate: { ref: "is_active", at: "lastClosed" },
  walk: { to: "self" },
  rate: { unit: "share", flat: "0.05" },
  limit: {
    perEarner: { byRank: { seed: "50", sprout: "100", leaf: "250", branch: "500", bough: "1000", oak: "2500" } },
  },
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 14 },
};

/** The demo's versions: the plan of the worked examples with a placement tree, and in the draft a weekly bonus on it. */
export function demoPlan(version: MeadowAndOakVersion): PlanVersion {
  const plan = meadowAndOak(version);
  const trees: PlanVersion["trees"] = [
    ...plan.trees,
    { id: PLACEMENT, label: "Placement tree", kind: "binary", placement: "weakestSubtree" },
  ];
  if (version < 4) return { ...plan, trees };
  const week: PlanVersion["periods"][number] = { id: "week", every: "week", weekStart: 1, cutoffDays: 2 };
  return { ...plan, trees, periods: [...plan.periods, week], bonuses: [...plan.bonuses, TEAM_BONUS] };
}
