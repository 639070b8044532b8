import type { PeriodFacts } from "../evaluate/facts.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import type { PlanVersion } from "../plan/plan-version.ts";

/** What a run came to, as its review shows it. Amounts are digits of minor units, volumes digits of hundredths. */
export interface RunSummary {
  readonly bonuses: readonly RunBonus[];
  /** By paid-as rank, highest first. */
  readonly ranks: readonly RunRank[];
  /** What was sold in the period less what was taken back, by volume. */
  readonly volumes: readonly { readonly id: string; readonly amount: string }[];
  readonly breakage: readonly { readonly bonusId: string; readonly minor: string; readonly count: number }[];
  readonly problems: readonly { readonly code: string; readonly count: number }[];
  readonly people: number;
  readonly earners: number;
}

export interface RunBonus {
  readonly id: string;
  readonly label: string;
  /** Paid at once, with each sale: it is counted here and posted already. */
  readonly isLive: boolean;
  /** Shares of one fund. */
  readonly isPool: boolean;
  readonly lines: number;
  readonly minor: string;
  /** Lines that a limit made smaller. */
  readonly limited: number;
}

export interface RunRank {
  readonly id: string;
  readonly label: string;
  readonly people: number;
  readonly earners: number;
  readonly minor: string;
}

/** Totals of an evaluated period. `posts` are the lines that its close posts; the others were paid at once. */
export function runSummary(
  plan: PlanVersion,
  { facts }: Pick<PeriodFacts, "facts">,
  { lines, ranks, breakage, problems }: Pick<Evaluation, "lines" | "ranks" | "breakage" | "problems">,
  posts: readonly Line[],
): RunSummary {
  return {
    bonuses: bonusesOf(plan, lines, new Set(posts)),
    ranks: ranksOf(plan, posts, ranks),
    volumes: volumesOf(plan, facts),
    breakage: [...Map.groupBy(breakage, ({ bonusId }) => bonusId)].map(([bonusId, own]) => ({
      bonusId,
      minor: String(own.reduce((sum, { minor }) => sum + minor, 0n)),
      count: own.reduce((sum, { count }) => sum + count, 0),
    })),
    problems: [...Map.groupBy(problems, ({ code }) => code)].map(([code, own]) => ({ code, count: own.length })),
    people: Object.keys(ranks).length,
    earners: new Set(posts.map(({ earnerId }) => earnerId)).size,
  };
}

function bonusesOf(plan: PlanVersion, lines: readonly Line[], posts: ReadonlySet<Line>): RunBonus[] {
  const byBonus = Map.groupBy(lines, ({ bonusId }) => bonusId);
  const known = plan.bonuses.map(({ id }) => id);
  // A refund may take back a line of a bonus that an earlier version had.
  const ids = [...known, ...[...byBonus.keys()].filter((id) => !known.includes(id))];
  return ids.map((id) => {
    const bonus = plan.bonuses.find((one) => one.id === id);
    const own = byBonus.get(id) ?? [];
    return {
      id,
      label: bonus?.label ?? id,
      isLive: bonus ? "live" in bonus.when : own.every((line) => !posts.has(line)),
      isPool: bonus?.source.kind === "fund",
      lines: own.length,
      minor: String(own.reduce((sum, { minor }) => sum + minor, 0n)),
      limited: own.filter(isLimited).length,
    };
  });
}

const isLimited = ({ because }: Line): boolean =>
  because.steps.some((step) => step.kind === "limit" && step.before !== step.after);

function ranksOf(plan: PlanVersion, posts: readonly Line[], ranks: Evaluation["ranks"]): RunRank[] {
  const sums = new Map<string, bigint>();
  for (const { earnerId, minor } of posts) sums.set(earnerId, (sums.get(earnerId) ?? 0n) + minor);
  return plan.ranks.toReversed().map(({ id, label }) => {
    const people = Object.entries(ranks).flatMap(([person, { paidAs }]) => (paidAs === id ? [person] : []));
    const amounts = people.map((person) => sums.get(person) ?? 0n);
    return {
      id,
      label,
      people: people.length,
      earners: amounts.filter((minor) => minor !== 0n).length,
      minor: String(amounts.reduce((sum, minor) => sum + minor, 0n)),
    };
  });
}

function volumesOf(plan: PlanVersion, facts: PeriodFacts["facts"]): RunSummary["volumes"] {
  return plan.volumes.flatMap(({ id, kind }) => {
    if (kind === "heads") return [];
    const amount = facts.reduce((sum, fact) => {
      if (fact.t === "order") return sum + (fact.volumes[id] ?? 0n);
      return fact.t === "refund" ? sum - (fact.volumes[id] ?? 0n) : sum;
    }, 0n);
    return [{ id, amount: String(amount) }];
  });
}
