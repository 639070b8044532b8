import type { Bonus, Walk } from "../bonus-schema.ts";
import { describeUnlock, perRank } from "./rates.ts";
import {
  choice,
  clause,
  count,
  decimal,
  depthPart,
  type Json,
  type Names,
  namesOf,
  type Option,
  type Part,
  percent,
  reference,
  sentence,
  word,
} from "./sentence.ts";

type To<K extends Walk["to"]> = Extract<Walk, { to: K }>;
type Describe<K extends Walk["to"]> = (plan: Names, walk: To<K>, path: string) => Part;

/** One line per kind: a walk without a sentence does not compile. */
const WALKS: { readonly [K in Walk["to"]]: Describe<K> } = {
  self: () => sentence("walk.self", {}),
  host: () => sentence("walk.host", {}),
  upline: (plan, walk, path) =>
    sentence("walk.upline", {
      tree: reference(plan, "trees", `${path}.tree`, walk.tree),
      levels: depthPart(`${path}.levels`, "levels", walk.levels),
      payFrom: count(`${path}.payFrom`, "fromLevel", walk.payFrom),
      compress: choice(`${path}.compress`, "compress", COMPRESSIONS, walk.compress),
      unlock: unlockPart(plan, walk, `${path}.unlock`),
    }),
  differential: (plan, walk, path) =>
    sentence("walk.differential", {
      tree: reference(plan, "trees", `${path}.tree`, walk.tree),
      includeSelf: choice(
        `${path}.includeSelf`,
        "includeSelf",
        [
          ["self.yes", true],
          ["self.no", false],
        ],
        walk.includeSelf,
      ),
      alreadyPaid: choice(
        `${path}.selfAlreadyPaid`,
        "selfAlreadyPaid",
        [
          ["paid.no", false],
          ["paid.yes", true],
        ],
        walk.selfAlreadyPaid,
      ),
      payFrom: count(`${path}.payFrom`, "fromLevel", walk.payFrom, 0),
      stop: clause(
        `${path}.stopAfterRank`,
        "stopAfterRank",
        plan.ranks.at(-1)?.id ?? "",
        walk.stopAfterRank === undefined
          ? null
          : sentence("walk.stopAfter", {
              rank: reference(plan, "ranks", `${path}.stopAfterRank`, walk.stopAfterRank),
            }),
      ),
      same: clause(`${path}.sameRank`, "sameRank", { share: "0.01", first: 1 }, samePart(walk, `${path}.sameRank`)),
    }),
  generations: (plan, walk, path) =>
    sentence("walk.generations", {
      tree: reference(plan, "trees", `${path}.tree`, walk.tree),
      count: count(`${path}.count`, "generations", walk.count),
      boundary: {
        is: "choice",
        path: `${path}.boundary`,
        label: word("boundary"),
        options: [...namesOf(plan, "ranks"), { label: word("sameOrHigher"), value: "sameOrHigher" }],
        chosen: walk.boundary,
      },
      edge: choice(
        `${path}.edge`,
        "edge",
        [
          ["edge.starts", "starts"],
          ["edge.closes", "closes"],
        ],
        walk.edge,
      ),
    }),
  coded: (plan, walk, path) =>
    sentence("walk.coded", {
      tree: reference(plan, "trees", `${path}.tree`, walk.tree),
      attribute: { is: "text", path: `${path}.attribute`, label: word("attribute"), value: walk.attribute },
    }),
  passUp: (plan, walk, path) =>
    sentence("walk.passUp", {
      tree: reference(plan, "trees", `${path}.tree`, walk.tree),
      first: count(`${path}.first`, "passedUp", walk.first),
    }),
};

const COMPRESSIONS = [
  ["compress.none", "none"],
  ["compress.skipInactive", "skipInactive"],
  ["compress.skipUnqualified", "skipUnqualified"],
] as const;

/** Who is asked, in which order. */
export function describeWalk(plan: Names, walk: Walk, path: string): Part {
  switch (walk.to) {
    case "self":
      return WALKS.self(plan, walk, path);
    case "host":
      return WALKS.host(plan, walk, path);
    case "upline":
      return WALKS.upline(plan, walk, path);
    case "differential":
      return WALKS.differential(plan, walk, path);
    case "generations":
      return WALKS.generations(plan, walk, path);
    case "coded":
      return WALKS.coded(plan, walk, path);
    case "passUp":
      return WALKS.passUp(plan, walk, path);
  }
}

function unlockPart(plan: Names, { unlock, levels }: To<"upline">, path: string): Part {
  const most = levels === "infinity" ? 10 : levels;
  const byRank: Json = { byRank: perRank(plan, most) };
  const metric = plan.metrics[0]?.id;
  const options: Option[] = [
    { label: word("form.byRank"), value: byRank },
    ...(metric
      ? [{ label: word("form.byMetric"), value: { byMetric: metric, rows: [["100", most]], at: "this" } }]
      : []),
    { label: word("form.byAttribute"), value: { byAttribute: "levels" } },
  ];
  const part: Part | null =
    unlock === undefined
      ? null
      : { is: "slot", path, label: word("unlock"), part: describeUnlock(plan, unlock, path), options };
  return clause(path, "unlock", byRank, part);
}

function samePart({ sameRank }: To<"differential">, path: string): Part | null {
  if (sameRank === undefined) return null;
  return sentence("walk.sameRank", {
    share: decimal(`${path}.share`, word("share"), percent, sameRank.share),
    first: count(`${path}.first`, "number", sameRank.first),
  });
}

/** The walks that a source may take, each with values to begin with. A source with one walk has nothing to choose. */
export function walkStarters(plan: Names, { source, walk }: Bonus): Option[] {
  const sponsor = plan.trees.find(({ kind }) => kind === "sponsor")?.id ?? plan.rankTree;
  const tree = "tree" in walk ? walk.tree : sponsor;
  const boundary = plan.ranks.at(-1)?.id ?? "sameOrHigher";
  const upline: Option = {
    label: word("walk.upline"),
    value: { to: "upline", tree, payFrom: 1, levels: 3, compress: "skipInactive" },
  };
  const generations: Option = {
    label: word("walk.generations"),
    value: { to: "generations", tree, boundary, edge: "starts", count: 3 },
  };
  if (source.kind === "payouts") return [upline, generations];
  if (source.kind !== "orders") return [];
  return [
    { label: word("walk.self"), value: { to: "self" } },
    upline,
    {
      label: word("walk.differential"),
      value: { to: "differential", tree, includeSelf: false, selfAlreadyPaid: false, payFrom: 1 },
    },
    generations,
    { label: word("walk.passUp"), value: { to: "passUp", tree, first: 2 } },
    { label: word("walk.coded"), value: { to: "coded", tree, attribute: "code" } },
  ];
}
