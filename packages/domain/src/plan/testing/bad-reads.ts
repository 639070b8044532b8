import { planWith } from "../../evaluate/testing/random-story.ts";
import { EXAMPLE } from "../../evaluate/testing/worked-example.ts";
import type { Bonus, Cond, PlanMetric, PlanVersion } from "../plan-version.ts";
import type { PlanError } from "../problem.ts";
import { fund, SELF, weekly, withRank } from "./plan-parts.ts";

const PAID_BUILDER: Cond = { rank: "builder", basis: "paidAs" };
const somewhere = (where: Cond) => ({ legs: { tree: "sponsor", at: "somewhere", where } }) as const;

/** A ladder whose top rank asks for `when`, with names and metrics of its own. */
const ladder = (
  when: Cond,
  names: Readonly<Record<string, Cond>>,
  metrics: readonly PlanMetric[] = [],
): PlanVersion => ({
  ...withRank(when),
  conditions: [...EXAMPLE.conditions, ...Object.entries(names).map(([id, each]) => ({ id, label: id, when: each }))],
  metrics: [...EXAMPLE.metrics, ...metrics],
});

const closed = { basis: "paidAs", at: "lastClosed" } as const;
const ofWeek = (change: Partial<Bonus>): PlanVersion =>
  planWith({ when: { close: "week" }, gate: { always: true }, rankAt: closed, ...change }, weekly);
const award: Partial<Bonus> = {
  source: { kind: "milestone", instalments: 1, skipped: "payAll" },
  walk: SELF,
  rate: { unit: "amount", byRank: { member: "0", builder: "3", leader: "5" } },
};
const car = { label: "Car", when: { metric: "gv", atLeast: "1" }, amount: "100" };

/** Plans that read what is not there yet: ranks while they are decided, the base period before it closes. */
export const BAD_READS: readonly (readonly [what: string, code: PlanError, plan: PlanVersion])[] = [
  [
    "a ladder that reads its pay rank by two names",
    "dependency_cycle",
    ladder({ ref: "a" }, { a: { ref: "b" }, b: PAID_BUILDER }),
  ],
  [
    "a ladder that reads its pay rank as held for long",
    "dependency_cycle",
    ladder({ ref: "a" }, { a: { heldFor: "b", periods: 3 }, b: PAID_BUILDER }),
  ],
  [
    "a ladder that reads the pay rank of others by a name",
    "dependency_cycle",
    ladder({ count: somewhere({ ref: "b" }), atLeast: 1 }, { b: PAID_BUILDER }),
  ],
  [
    "a ladder that counts pay ranks by a metric that grows",
    "dependency_cycle",
    ladder({ metric: "more", atLeast: "1" }, {}, [
      { id: "builders", label: "builders", kind: "count", of: somewhere(PAID_BUILDER) },
      { id: "more", label: "more", kind: "growth", of: "builders" },
    ]),
  ],
  [
    "a growth of a growth of itself",
    "dependency_cycle",
    ladder({ always: true }, {}, [
      { id: "up", label: "up", kind: "growth", of: "down" },
      { id: "down", label: "down", kind: "growth", of: "up" },
    ]),
  ],
  [
    "weekly tiers by this month's volume",
    "rank_not_ready",
    ofWeek({ source: { kind: "tiers", tiers: [car] }, walk: SELF, rate: undefined }),
  ],
  [
    "a weekly pool by this month's volume",
    "rank_not_ready",
    ofWeek(fund({ shares: { byMetric: "gv", perUnit: "100" } })),
  ],
  ["a weekly award for this month's rank", "rank_not_ready", ofWeek(award)],
  [
    "a weekly limit by this month's rank",
    "rank_not_ready",
    {
      ...ofWeek({}),
      limits: [
        { id: "cap", kind: "memberTotal", bonuses: ["uni"], period: "week", amount: { byRank: { member: "1" } } },
      ],
    },
  ],
];
