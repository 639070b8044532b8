import type { Match, Source } from "../bonus-schema.ts";
import {
  choice,
  clause,
  count,
  decimal,
  type Json,
  moneyOf,
  type Names,
  type Option,
  type Part,
  pointsOf,
  reference,
  sentence,
  type Unit,
  word,
} from "./sentence.ts";

type Legs = Extract<Source, { kind: "legs" }>;

/** The legs of a binary tree: what is matched, and what happens to what is not. */
export function describeLegs(plan: Names, source: Legs, path: string): Part {
  return sentence("source.legs", {
    volume: reference(plan, "volumes", `${path}.volume`, source.volume),
    tree: reference(plan, "trees", `${path}.tree`, source.tree),
    match: matchPart(plan, source, `${path}.match`),
    accrue: choice(
      `${path}.unqualified.accrue`,
      "accrue",
      [
        ["accrue.yes", true],
        ["accrue.no", false],
      ],
      source.unqualified.accrue,
    ),
    flush: choice(
      `${path}.unqualified.flush`,
      "flush",
      [
        ["flush.yes", true],
        ["flush.no", false],
      ],
      source.unqualified.flush,
    ),
    carry: clause(
      `${path}.carry.max`,
      "carryMax",
      "5000",
      source.carry.max === undefined
        ? null
        : sentence("source.carryMax", {
            value: decimal(`${path}.carry.max`, word("carryMax"), pointsOf(plan, source.volume), source.carry.max),
          }),
    ),
    expire: clause(
      `${path}.carry.expireAfter`,
      "expireAfter",
      12,
      source.carry.expireAfter === undefined
        ? null
        : sentence("source.expireAfter", {
            periods: count(`${path}.carry.expireAfter`, "periods", source.carry.expireAfter),
          }),
    ),
    consumes: choice(
      `${path}.carry.capConsumes`,
      "capConsumes",
      [
        ["consumes.all", "all"],
        ["consumes.paid", "paid"],
      ],
      source.carry.capConsumes,
    ),
  });
}

function matchPart(plan: Names, source: Legs, path: string): Part {
  const { match } = source;
  const unit = pointsOf(plan, source.volume);
  return { is: "slot", path, label: word("match"), part: describeMatch(plan, match, path, unit), options: MATCHES };
}

const MATCHES: readonly Option[] = [
  { label: word("match.percent"), value: { percent: true } },
  { label: word("match.steps"), value: { steps: ["100", "300", "1000"] } },
  { label: word("match.cycle"), value: { cycle: { weak: "300", strong: "600" } } },
  { label: word("match.pairs"), value: { pairs: {} } },
];

function describeMatch(plan: Names, match: Match, path: string, unit: Unit): Part {
  if ("percent" in match) return sentence("match.percent", {});
  if ("steps" in match) {
    const items = match.steps.map((step, index): Part => decimal(`${path}.steps.${index}`, word("step"), unit, step));
    return sentence("match.steps", {
      steps: {
        is: "list",
        path: `${path}.steps`,
        between: "slash",
        items,
        additions: [{ label: word("step"), value: match.steps.at(-1) ?? "100" }],
      },
    });
  }
  if ("cycle" in match) {
    return sentence("match.cycle", {
      weak: decimal(`${path}.cycle.weak`, word("weakSide"), unit, match.cycle.weak),
      strong: decimal(`${path}.cycle.strong`, word("strongSide"), unit, match.cycle.strong),
    });
  }
  const first = match.pairs.first;
  const at = `${path}.pairs.first`;
  const start: Json = { strong: 2, weak: 1, amount: "50" };
  return sentence("match.pairs", {
    first: clause(
      at,
      "firstPair",
      start,
      first
        ? sentence("match.firstPair", {
            strong: count(`${at}.strong`, "strongSide", first.strong),
            weak: count(`${at}.weak`, "weakSide", first.weak),
            amount: decimal(`${at}.amount`, word("amount"), moneyOf(plan), first.amount),
          })
        : null,
    ),
  });
}
