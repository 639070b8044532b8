import type { PlanMetric, PlanVersion } from "../plan-version.ts";
import { conditionPart, describeCount } from "./conditions.ts";
import { describeAmounts } from "./rates.ts";
import {
  cadence,
  choice,
  clause,
  count,
  decimal,
  namesOf,
  type Part,
  percent,
  plainNumber,
  reference,
  sentence,
  word,
} from "./sentence.ts";

type Item<K extends "trees" | "periods" | "volumes" | "conditions" | "limits"> = PlanVersion[K][number];

const nameField = (path: string, value: string): Part => ({
  is: "text",
  path: `${path}.label`,
  label: word("name"),
  value,
});

export function describeTree({ kind, label, width, placement }: Item<"trees">, path: string): Part {
  const name = nameField(path, label);
  const placed = choice(
    `${path}.placement`,
    "placement",
    [
      ["placement.manual", "manual"],
      ["placement.bfs", "bfs"],
      ["placement.weakestSubtree", "weakestSubtree"],
      ["placement.outerLeg", "outerLeg"],
    ],
    placement ?? "manual",
  );
  if (kind === "sponsor") return sentence("tree.sponsor", { name });
  if (kind === "binary") return sentence("tree.binary", { name, placement: placed });
  return sentence("tree.matrix", { name, width: count(`${path}.width`, "width", width ?? null), placement: placed });
}

export function describeCadence({ every, weekStart, cutoffDays }: Item<"periods">, path: string): Part {
  const lasts = choice(
    `${path}.every`,
    "period",
    [
      ["every.day", "day"],
      ["every.week", "week"],
      ["every.month", "month"],
      ["every.quarter", "quarter"],
      ["every.year", "year"],
    ],
    every,
  );
  const days = count(`${path}.cutoffDays`, "cutoffDays", cutoffDays, 0);
  if (every !== "week") return sentence("cadence.any", { every: lasts, days });
  const start = choice(
    `${path}.weekStart`,
    "weekStart",
    ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => [`weekday.${day}`, day] as const),
    weekStart ?? 1,
  );
  return sentence("cadence.week", { every: lasts, start, days });
}

export function describeVolume(
  plan: PlanVersion,
  { label, kind, customers, peg, headsTree }: Item<"volumes">,
  path: string,
): Part {
  const name = nameField(path, label);
  const value = decimal(`${path}.peg`, word("peg"), plainNumber, peg);
  if (kind === "heads")
    return sentence("volume.heads", {
      name,
      tree: reference(plan, "trees", `${path}.headsTree`, headsTree ?? ""),
      peg: value,
    });
  return sentence("volume.points", {
    name,
    customers: choice(
      `${path}.customers`,
      "customers",
      [
        ["customers.yes", true],
        ["customers.no", false],
      ],
      customers,
    ),
    peg: value,
  });
}

export function describeMetric(plan: PlanVersion, metric: PlanMetric, path: string): Part {
  const name = nameField(path, metric.label);
  if (metric.kind === "count")
    return sentence("metric.count", { name, what: describeCount(plan, metric.of, `${path}.of`) });
  if (metric.kind === "growth")
    return sentence("metric.growth", { name, of: reference(plan, "metrics", `${path}.of`, metric.of) });
  const shared = {
    name,
    volume: reference(plan, "volumes", `${path}.volume`, metric.volume),
    period: cadence(plan, `${path}.period`, metric.period),
  };
  if (metric.kind === "own") {
    const periods =
      metric.periods === undefined
        ? null
        : sentence("metric.periods", { periods: count(`${path}.periods`, "periods", metric.periods) });
    return sentence("metric.own", { ...shared, periods: clause(`${path}.periods`, "severalPeriods", 2, periods) });
  }
  const stopped =
    metric.stopAtRank === undefined
      ? null
      : sentence("metric.stop", { rank: reference(plan, "ranks", `${path}.stopAtRank`, metric.stopAtRank) });
  const placed = {
    ...shared,
    tree: reference(plan, "trees", `${path}.tree`, metric.tree),
    stop: clause(`${path}.stopAtRank`, "stopAtRank", plan.ranks.at(-1)?.id ?? "", stopped),
  };
  if (metric.kind === "leg") return sentence("metric.leg", { ...placed, pick: pickPart(metric.pick, `${path}.pick`) });
  const depth =
    metric.maxDepth === undefined
      ? null
      : sentence("count.depth", { levels: count(`${path}.maxDepth`, "maxDepth", metric.maxDepth) });
  return sentence("metric.group", {
    ...placed,
    includeSelf: choice(
      `${path}.includeSelf`,
      "includeSelf",
      [
        ["group.withSelf", true],
        ["group.withoutSelf", false],
      ],
      metric.includeSelf,
    ),
    depth: clause(`${path}.maxDepth`, "maxDepth", 3, depth),
  });
}

function pickPart(pick: Extract<PlanMetric, { kind: "leg" }>["pick"], path: string): Part {
  const words = [
    ["pick.strongest", "strongest"],
    ["pick.weakest", "weakest"],
    ["pick.allButStrongest", "allButStrongest"],
  ] as const;
  const part: Part =
    typeof pick === "number"
      ? sentence("metric.nthLeg", { nth: count(path, "nthLeg", pick) })
      : choice(path, "pick", words, pick);
  const other =
    typeof pick === "number"
      ? { label: word("pick.strongest"), value: "strongest" }
      : { label: word("nthLeg"), value: 2 };
  return { is: "slot", path, label: word("pick"), part, options: [other] };
}

export function describeNamedCondition(plan: PlanVersion, { label, when }: Item<"conditions">, path: string): Part {
  return sentence("condition.named", { name: nameField(path, label), when: conditionPart(plan, when, `${path}.when`) });
}

export function describeRank(plan: PlanVersion, { label, when }: PlanVersion["ranks"][number], path: string): Part {
  return sentence("rank.named", { name: nameField(path, label), when: conditionPart(plan, when, `${path}.when`) });
}

export function describeLimit(plan: PlanVersion, limit: Item<"limits">, path: string): Part {
  const shared = {
    bonuses: {
      is: "names",
      path: `${path}.bonuses`,
      label: word("bonuses"),
      options: namesOf(plan, "bonuses"),
      chosen: limit.bonuses,
    },
    period: cadence(plan, `${path}.period`, limit.period),
  } as const;
  if (limit.kind === "memberTotal")
    return sentence("limit.memberTotal", { ...shared, amount: describeAmounts(plan, limit.amount, `${path}.amount`) });
  return sentence("limit.planShare", {
    ...shared,
    share: decimal(`${path}.share`, word("share"), percent, limit.share),
    volume: reference(plan, "volumes", `${path}.of`, limit.of),
  });
}

/** How ranks are kept. */
export function describeRankPolicy({ rankPolicy: { title, gracePeriods, announce } }: PlanVersion): Part {
  const path = "rankPolicy";
  const kept: Part =
    title === "lifetime"
      ? sentence("title.lifetime", {})
      : sentence("title.demoteAfter", { periods: count(`${path}.title.demoteAfter`, "periods", title.demoteAfter) });
  const options =
    title === "lifetime"
      ? [{ label: word("title.demoteAfter"), value: { demoteAfter: 3 } }]
      : [{ label: word("title.lifetime"), value: "lifetime" }];
  return sentence("rankPolicy", {
    title: { is: "slot", path: `${path}.title`, label: word("title"), part: kept, options },
    grace: count(`${path}.gracePeriods`, "gracePeriods", gracePeriods, 0),
    announce: choice(
      `${path}.announce`,
      "announce",
      [
        ["announce.provisional", "provisional"],
        ["announce.atClose", "atClose"],
      ],
      announce,
    ),
  });
}

const POLICIES = {
  orderEffective: ["payment", "orderDate"],
  refund: ["inRefundPeriod", "restateIfOpen", "averageRate"],
  moves: ["asOfOrder", "asOfClose"],
  windowVersion: ["join", "order"],
  correction: ["cascade", "adjustmentLot"],
  rounding: ["halfAwayFromZero", "halfEven"],
} as const;

/** One sentence for each policy, in the order in which they are asked. */
export function describePolicies({ policies }: PlanVersion): Part[] {
  const { orderEffective, refund, moves, windowVersion, correction, rounding, minNoticeDays } = policies;
  const of = (name: string) => `policies.${name}`;
  const words = <K extends string, V extends string>(name: K, values: readonly V[]) =>
    values.map((value) => [`${name}.${value}`, value] as const);
  return [
    sentence("policy.orderEffective", {
      choice: choice(
        of("orderEffective"),
        "orderEffective",
        words("orderEffective", POLICIES.orderEffective),
        orderEffective,
      ),
    }),
    sentence("policy.refund", { choice: choice(of("refund"), "refund", words("refund", POLICIES.refund), refund) }),
    sentence("policy.moves", { choice: choice(of("moves"), "moves", words("moves", POLICIES.moves), moves) }),
    sentence("policy.windowVersion", {
      choice: choice(
        of("windowVersion"),
        "windowVersion",
        words("windowVersion", POLICIES.windowVersion),
        windowVersion,
      ),
    }),
    sentence("policy.correction", {
      choice: choice(of("correction"), "correction", words("correction", POLICIES.correction), correction),
    }),
    sentence("policy.rounding", {
      choice: choice(of("rounding"), "rounding", words("rounding", POLICIES.rounding), rounding),
    }),
    sentence("policy.minNoticeDays", { days: count(of("minNoticeDays"), "days", minNoticeDays, 0) }),
  ];
}
