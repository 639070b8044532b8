import type { Cond, CountCond, PlanMetric } from "../plan-version.ts";
import {
  cadence,
  choice,
  clause,
  count,
  decimal,
  depthPart,
  type Field,
  type Json,
  type Names,
  named,
  nameOf,
  type Option,
  type Part,
  percent,
  plainNumber,
  pointsOf,
  reference,
  sentence,
  type Unit,
  word,
} from "./sentence.ts";

/**
 * A condition as a clause about one person, "is Active", "has a group volume of at least 500 GV". Wherever it stands it can
 * be turned into another kind.
 */
export function conditionPart(plan: Names, cond: Cond, path: string): Part {
  return {
    is: "slot",
    path,
    label: word("condition"),
    part: describeCondition(plan, cond, path),
    options: conditionStarters(plan),
  };
}

export function describeCondition(plan: Names, cond: Cond, path: string): Part {
  if ("all" in cond) return listOf(plan, cond.all, `${path}.all`, "and");
  if ("any" in cond) return listOf(plan, cond.any, `${path}.any`, "or");
  if ("not" in cond) return sentence("cond.not", { condition: conditionPart(plan, cond.not, `${path}.not`) });
  if ("always" in cond) return sentence("cond.always", {});
  if ("ref" in cond)
    return sentence("cond.ref", {
      name: reference(plan, "conditions", `${path}.ref`, cond.ref),
      at: atField(path, cond.at),
    });
  if ("metric" in cond) {
    const label = named(nameOf(plan, "metrics", cond.metric));
    return sentence("cond.metric", {
      metric: reference(plan, "metrics", `${path}.metric`, cond.metric),
      value: decimal(`${path}.atLeast`, label, unitOfMetric(plan, cond.metric), cond.atLeast),
      at: atField(path, cond.at),
    });
  }
  if ("rank" in cond) {
    return sentence("cond.rank", {
      basis: choice(`${path}.basis`, "basis", BASES, cond.basis),
      rank: reference(plan, "ranks", `${path}.rank`, cond.rank),
      at: atField(path, cond.at),
    });
  }
  return describeFact(plan, cond, path);
}

type Fact = Exclude<
  Cond,
  | { all: unknown }
  | { any: unknown }
  | { not: unknown }
  | { always: unknown }
  | { ref: unknown }
  | { metric: unknown }
  | { rank: unknown }
>;

/** What is said about a person without a definition of the plan, and what is counted. */
function describeFact(plan: Names, cond: Fact, path: string): Part {
  if ("status" in cond) {
    return sentence("cond.status", {
      status: choice(
        `${path}.status`,
        "status",
        [
          ["status.good", "good"],
          ["status.notTerminated", "notTerminated"],
        ],
        cond.status,
      ),
    });
  }
  if ("attribute" in cond) {
    return sentence("cond.attribute", {
      attribute: { is: "text", path: `${path}.attribute`, label: word("attribute"), value: cond.attribute },
      value: { is: "text", path: `${path}.equals`, label: word("value"), value: cond.equals },
    });
  }
  if ("joinedWithinDays" in cond) {
    return sentence("cond.joinedWithin", { days: count(`${path}.joinedWithinDays`, "days", cond.joinedWithinDays) });
  }
  if ("personallySponsored" in cond) return sentence("cond.personallySponsored", {});
  if ("count" in cond) {
    return sentence("cond.count", {
      count: count(`${path}.atLeast`, "number", cond.atLeast),
      what: describeCount(plan, cond.count, `${path}.count`),
    });
  }
  if ("cappedLegs" in cond) return describeCapped(plan, cond.cappedLegs, `${path}.cappedLegs`);
  return sentence("cond.heldFor", {
    name: reference(plan, "conditions", `${path}.heldFor`, cond.heldFor),
    periods: count(`${path}.periods`, "periods", cond.periods),
    outOf: clause(
      `${path}.outOf`,
      "outOf",
      cond.periods + 1,
      cond.outOf === undefined
        ? null
        : sentence("cond.outOf", { periods: count(`${path}.outOf`, "outOf", cond.outOf) }),
    ),
  });
}

/** What a count counts: legs, people, or customers. */
export function describeCount(plan: Names, of: CountCond, path: string): Part {
  if ("customers" in of) {
    const at = `${path}.customers`;
    return sentence("count.customers", {
      value: decimal(`${at}.atLeast`, word("atLeast"), pointsOf(plan, of.customers.volume), of.customers.atLeast),
      volume: reference(plan, "volumes", `${at}.volume`, of.customers.volume),
    });
  }
  if ("members" in of) {
    const at = `${path}.members`;
    const { tree, from, to, where } = of.members;
    return sentence("count.members", {
      tree: reference(plan, "trees", `${at}.tree`, tree),
      from: count(`${at}.from`, "fromLevel", from),
      to: depthPart(`${at}.to`, "toLevel", to),
      where: conditionPart(plan, where, `${at}.where`),
    });
  }
  const at = `${path}.legs`;
  const { tree, at: place, maxDepth, where } = of.legs;
  return sentence("count.legs", {
    tree: reference(plan, "trees", `${at}.tree`, tree),
    place: choice(
      `${at}.at`,
      "place",
      [
        ["place.somewhere", "somewhere"],
        ["place.top", "top"],
      ],
      place,
    ),
    depth: clause(
      `${at}.maxDepth`,
      "maxDepth",
      3,
      maxDepth === undefined
        ? null
        : sentence("count.depth", { levels: count(`${at}.maxDepth`, "maxDepth", maxDepth) }),
    ),
    where: conditionPart(plan, where, `${at}.where`),
  });
}

function describeCapped(plan: Names, capped: Extract<Cond, { cappedLegs: unknown }>["cappedLegs"], path: string): Part {
  const { volume, tree, period, required, maxShare, capBase, own } = capped;
  return sentence("cond.capped", {
    required: decimal(`${path}.required`, word("required"), pointsOf(plan, volume), required),
    volume: reference(plan, "volumes", `${path}.volume`, volume),
    tree: reference(plan, "trees", `${path}.tree`, tree),
    period: cadence(plan, `${path}.period`, period),
    share: decimal(`${path}.maxShare`, word("maxShare"), percent, maxShare),
    base: choice(
      `${path}.capBase`,
      "capBase",
      [
        ["capBase.requirement", "requirement"],
        ["capBase.actual", "actual"],
      ],
      capBase,
    ),
    own: choice(
      `${path}.own`,
      "ownVolume",
      [
        ["own.none", "none"],
        ["own.uncapped", "uncapped"],
        ["own.capped", "capped"],
      ],
      own,
    ),
  });
}

const BASES = [
  ["basis.qualified", "qualified"],
  ["basis.paidAs", "paidAs"],
  ["basis.title", "title"],
] as const;

/** Of which period something is read. What is not said is the period being evaluated. */
export function atField(path: string, at: "this" | "lastClosed" | undefined): Field {
  return choice(
    `${path}.at`,
    "at",
    [
      ["at.this", "this"],
      ["at.lastClosed", "lastClosed"],
    ],
    at ?? "this",
  );
}

function listOf(plan: Names, parts: readonly Cond[], path: string, between: "and" | "or"): Part {
  const items = parts.map((part, index) => conditionPart(plan, part, `${path}.${index}`));
  return { is: "list", path, between, items, additions: conditionStarters(plan) };
}

/** Points of a volume, or plain people: "GV" for the group's points, else the name of the volume. */
export function unitOfMetric(plan: Names, id: string): Unit {
  const metric: PlanMetric | undefined = plan.metrics.find((one) => one.id === id);
  if (!metric || metric.kind === "count") return plainNumber;
  if (metric.kind === "growth")
    return metric.of === id
      ? plainNumber
      : unitOfMetric({ ...plan, metrics: plan.metrics.filter((one) => one.id !== id) }, metric.of);
  const volume = nameOf(plan, "volumes", metric.volume);
  return { kind: "points", volume: metric.kind !== "own" && volume === "PV" ? "GV" : volume };
}

/** One of every kind of condition, with values to begin with. */
export function conditionStarters(plan: Names): Option[] {
  const [metric, volume, rank] = [plan.metrics[0]?.id, plan.volumes[0]?.id, plan.ranks[1]?.id ?? plan.ranks[0]?.id];
  const isActive: Json = { ref: plan.active };
  const { rankTree: tree, basePeriod: period } = plan;
  const counted = (what: Json): Json => ({ count: what, atLeast: 2 });
  return [
    { label: word("kind.ref"), value: isActive },
    ...(metric ? [{ label: word("kind.metric"), value: { metric, atLeast: "100" } }] : []),
    ...(rank ? [{ label: word("kind.rank"), value: { rank, basis: "paidAs" } }] : []),
    ...(rank
      ? [
          {
            label: word("kind.legsRank"),
            value: counted({ legs: { tree, at: "somewhere", where: { rank, basis: "qualified" } } }),
          },
        ]
      : []),
    { label: word("kind.legs"), value: counted({ legs: { tree, at: "somewhere", where: isActive } }) },
    {
      label: word("kind.members"),
      value: counted({ members: { tree, from: 1, to: 1, where: { personallySponsored: true } } }),
    },
    ...(volume ? [{ label: word("kind.customers"), value: counted({ customers: { volume, atLeast: "0.01" } }) }] : []),
    ...(volume
      ? [
          {
            label: word("kind.capped"),
            value: {
              cappedLegs: {
                volume,
                tree,
                period,
                required: "1000",
                maxShare: "0.4",
                capBase: "requirement",
                own: "uncapped",
              },
            },
          },
        ]
      : []),
    { label: word("kind.heldFor"), value: { heldFor: plan.active, periods: 3 } },
    { label: word("kind.status"), value: { status: "notTerminated" } },
    { label: word("kind.attribute"), value: { attribute: "package", equals: "gold" } },
    { label: word("kind.joinedWithin"), value: { joinedWithinDays: 60 } },
    { label: word("kind.personallySponsored"), value: { personallySponsored: true } },
    { label: word("kind.all"), value: { all: [isActive] } },
    { label: word("kind.any"), value: { any: [isActive] } },
    { label: word("kind.not"), value: { not: isActive } },
    { label: word("kind.always"), value: { always: true } },
  ];
}
