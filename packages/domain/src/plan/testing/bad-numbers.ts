import { planWith } from "../../evaluate/testing/random-story.ts";
import { EXAMPLE } from "../../evaluate/testing/worked-example.ts";
import type { Bonus, Cond, PlanVersion } from "../plan-version.ts";
import type { PlanError } from "../problem.ts";
import { fund, legs, SELF, withRank } from "./plan-parts.ts";

type Limit = PlanVersion["limits"][number];
type CappedLegs = Extract<Cond, { cappedLegs: unknown }>["cappedLegs"];

const withLimit = (limit: Limit): PlanVersion => ({ ...EXAMPLE, limits: [limit] });
const planShare = (share: string): PlanVersion =>
  withLimit({ id: "cap", kind: "planShare", bonuses: ["uni"], period: "month", share, of: "cv" });
const memberTotal = (amount: Extract<Limit, { kind: "memberTotal" }>["amount"]): PlanVersion =>
  withLimit({ id: "cap", kind: "memberTotal", bonuses: ["uni"], period: "month", amount });
const sameRank = (share: string): Partial<Bonus> => ({
  walk: {
    to: "differential",
    tree: "sponsor",
    includeSelf: true,
    selfAlreadyPaid: false,
    payFrom: 0,
    sameRank: { share, first: 1 },
  },
  rate: { unit: "share", byRank: { member: "0.1", builder: "0.1", leader: "0.1" } },
});
const party = (minSales: string): Partial<Bonus> => ({
  source: { kind: "party", volume: "cv", minSales, minBookings: 1, perBooking: "10" },
  walk: { to: "host" },
  rate: { unit: "share", flat: "0.1" },
  settle: { as: "credit", holdDays: 0 },
});
const capped = (change: Partial<CappedLegs>): PlanVersion => {
  const place = { volume: "pv", tree: "sponsor", period: "month" };
  const terms = { required: "1000", maxShare: "0.4", capBase: "requirement", own: "none" } as const;
  return withRank({ cappedLegs: { ...place, ...terms, ...change } });
};
const withPeg = (peg: string): PlanVersion => {
  return { ...EXAMPLE, volumes: EXAMPLE.volumes.map((volume) => ({ ...volume, peg })) };
};
const carry = (max: string): PlanVersion => legs({ carry: { max, capConsumes: "all" } });

/** Numbers that say too much, too little, or more finely than they are counted. */
const byWeek = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  periods: [...plan.periods, { id: "week", every: "week", cutoffDays: 3 }],
});
const OF_WEEKS = EXAMPLE.metrics.map((metric) => ("period" in metric ? { ...metric, period: "week" } : metric));

export const BAD_NUMBERS: readonly (readonly [what: string, code: PlanError, plan: PlanVersion])[] = [
  ["a pool of 500 percent", "rate_range", planWith(fund({ fund: { share: "5", volume: "cv" } }))],
  ["a pool below nothing", "rate_range", planWith(fund({ fund: { share: "-0.1", volume: "cv" } }))],
  ["a plan share over 100", "rate_range", planShare("1.000001")],
  ["a plan share below nothing", "rate_range", planShare("-0.1")],
  ["a same-rank share over 100", "rate_range", planWith(sameRank("1.5"))],
  ["legs that may count for more than all", "rate_range", capped({ maxShare: "1.1" })],
  ["a volume worth less than nothing", "negative_amount", withPeg("-1")],
  ["a share of a pool below nothing", "negative_amount", planWith(fund({ shares: { byRank: { member: "-1" } } }))],
  ["a carry limit finer than points", "decimal_invalid", carry("100.005")],
  ["a carry limit below nothing", "negative_amount", carry("-1")],
  ["a step finer than points", "decimal_invalid", legs({ match: { steps: ["100.005"] } })],
  ["a step below nothing", "negative_amount", legs({ match: { steps: ["-5"] } })],
  ["steps without a step", "table_empty", legs({ match: { steps: [] } })],
  ["sales of a party finer than points", "decimal_invalid", planWith(party("500.005"))],
  ["capped legs finer than points", "decimal_invalid", capped({ required: "1.005" })],
  ["capped legs of less than nothing", "negative_amount", capped({ required: "-1" })],
  ["capped legs of a period that is not there", "id_unknown", capped({ period: "none" })],
  ["capped legs of another period than the ranks'", "kind_not_supported", byWeek(capped({ period: "week" }))],
  ["a metric of another period than the ranks'", "kind_not_supported", byWeek({ ...EXAMPLE, metrics: OF_WEEKS })],
  ["a member total finer than the currency", "currency_digits", memberTotal({ flat: "10.005" })],
  ["a member total below nothing", "negative_amount", memberTotal({ byRank: { member: "-1" } })],
  ["a member total of a rank that is not there", "id_unknown", memberTotal({ byRank: { none: "10" } })],
  ["a limit of a rank that is not there", "id_unknown", planWith({ limit: { perEarner: { byRank: { none: "10" } } } })],
  ["tiers finer than the currency", "currency_digits", planWith(tiers("1.005"))],
];

function tiers(amount: string): Partial<Bonus> {
  const tier = { label: "Car", when: { always: true } as const, amount };
  return { source: { kind: "tiers", tiers: [tier] }, walk: SELF, rate: undefined };
}
