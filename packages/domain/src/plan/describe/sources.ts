import type { Source } from "../bonus-schema.ts";
import { conditionPart } from "./conditions.ts";
import { describeLegs } from "./legs.ts";
import { keyedTable, perRank, rankTable } from "./rates.ts";
import {
  choice,
  clause,
  count,
  decimal,
  moneyOf,
  type Names,
  namesOf,
  type Option,
  type Part,
  percent,
  plainNumber,
  pointsOf,
  reference,
  sentence,
  word,
} from "./sentence.ts";

type Of<K extends Source["kind"]> = Extract<Source, { kind: K }>;
type Describe<K extends Source["kind"]> = (plan: Names, source: Of<K>, path: string) => Part;

/** One line per kind: a source without a sentence does not compile. */
const SOURCES: { readonly [K in Source["kind"]]: Describe<K> } = {
  orders: (plan, source, path) =>
    sentence("source.orders", {
      volume: reference(plan, "volumes", `${path}.volume`, source.volume),
      of: ofField(path, source.of),
      window: clause(
        `${path}.withinDaysOfJoin`,
        "window",
        60,
        source.withinDaysOfJoin === undefined
          ? null
          : sentence("source.window", { days: count(`${path}.withinDaysOfJoin`, "days", source.withinDaysOfJoin) }),
      ),
      first: clause(`${path}.firstOnly`, "firstOnly", true, source.firstOnly ? sentence("source.firstOnly", {}) : null),
      except: clause(
        `${path}.except`,
        "except",
        plan.bonuses.slice(0, 1).map(({ id }) => id),
        exceptPart(plan, source, path),
      ),
    }),
  margin: (_, source, path) => sentence("source.margin", { of: ofField(path, source.of) }),
  legs: describeLegs,
  payouts: (plan, source, path) =>
    sentence("source.payouts", {
      bonuses: {
        is: "names",
        path: `${path}.bonuses`,
        label: word("bonuses"),
        options: namesOf(plan, "bonuses"),
        chosen: source.bonuses,
      },
      base: choice(
        `${path}.base`,
        "base",
        [
          ["base.afterBonusCap", "afterBonusCap"],
          ["base.beforeBonusCap", "beforeBonusCap"],
        ],
        source.base,
      ),
    }),
  fund: (plan, source, path) =>
    sentence("source.fund", {
      fund: fundPart(plan, source.fund, `${path}.fund`),
      shares: sharesPart(plan, source.shares, `${path}.shares`),
      most: clause(
        `${path}.maxPerMember`,
        "maxPerMember",
        "1000",
        source.maxPerMember === undefined
          ? null
          : sentence("source.maxPerMember", {
              value: decimal(`${path}.maxPerMember`, word("maxPerMember"), moneyOf(plan), source.maxPerMember),
            }),
      ),
      cumulative: clause(
        `${path}.cumulative`,
        "cumulative",
        true,
        source.cumulative ? sentence("source.cumulative", {}) : null,
      ),
    }),
  milestone: (_, source, path) =>
    sentence("source.milestone", {
      instalments: count(`${path}.instalments`, "instalments", source.instalments),
      outOf: clause(
        `${path}.outOf`,
        "outOf",
        source.instalments + 1,
        source.outOf === undefined
          ? null
          : sentence("cond.outOf", { periods: count(`${path}.outOf`, "outOf", source.outOf) }),
      ),
      skipped: choice(
        `${path}.skipped`,
        "skipped",
        [
          ["skipped.payAll", "payAll"],
          ["skipped.payHighest", "payHighest"],
        ],
        source.skipped,
      ),
    }),
  tiers: (plan, source, path) => sentence("source.tiers", { table: tierTable(plan, source, `${path}.tiers`) }),
  party: (plan, source, path) =>
    sentence("source.party", {
      volume: reference(plan, "volumes", `${path}.volume`, source.volume),
      sales: decimal(`${path}.minSales`, word("minSales"), pointsOf(plan, source.volume), source.minSales),
      bookings: count(`${path}.minBookings`, "minBookings", source.minBookings, 0),
      each: decimal(`${path}.perBooking`, word("perBooking"), moneyOf(plan), source.perBooking),
    }),
  custom: (_, source, path) => {
    const single = Object.fromEntries(
      Object.entries(source.params).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
    );
    return sentence("source.custom", {
      calculator: { is: "text", path: `${path}.calculator`, label: word("calculator"), value: source.calculator },
      table: keyedTable(single, `${path}.params`, "parameter", plainNumber),
    });
  },
};

/** What a bonus is paid on. */
export function describeSource(plan: Names, source: Source, path: string): Part {
  switch (source.kind) {
    case "orders":
      return SOURCES.orders(plan, source, path);
    case "margin":
      return SOURCES.margin(plan, source, path);
    case "legs":
      return SOURCES.legs(plan, source, path);
    case "payouts":
      return SOURCES.payouts(plan, source, path);
    case "fund":
      return SOURCES.fund(plan, source, path);
    case "milestone":
      return SOURCES.milestone(plan, source, path);
    case "tiers":
      return SOURCES.tiers(plan, source, path);
    case "party":
      return SOURCES.party(plan, source, path);
    case "custom":
      return SOURCES.custom(plan, source, path);
  }
}

function ofField(path: string, of: "own" | "customers" | "both"): Part {
  return choice(
    `${path}.of`,
    "of",
    [
      ["of.both", "both"],
      ["of.customers", "customers"],
      ["of.own", "own"],
    ],
    of,
  );
}

function exceptPart(plan: Names, { except }: Of<"orders">, path: string): Part | null {
  if (except === undefined || except.length === 0) return null;
  const bonuses: Part = {
    is: "names",
    path: `${path}.except`,
    label: word("bonuses"),
    options: namesOf(plan, "bonuses"),
    chosen: except,
  };
  return sentence("source.except", { bonuses });
}

function fundPart(plan: Names, fund: Of<"fund">["fund"], path: string): Part {
  const volume = plan.volumes.at(-1)?.id ?? "";
  const part =
    "fixed" in fund
      ? sentence("fund.fixed", { value: decimal(`${path}.fixed`, word("amount"), moneyOf(plan), fund.fixed) })
      : sentence("fund.share", {
          share: decimal(`${path}.share`, word("share"), percent, fund.share),
          volume: reference(plan, "volumes", `${path}.volume`, fund.volume),
        });
  const options: Option[] = [
    { label: word("fund.share"), value: { share: "0.02", volume } },
    { label: word("fund.fixed"), value: { fixed: "1000" } },
  ];
  return { is: "slot", path, label: word("fund"), part, options };
}

function sharesPart(plan: Names, shares: Of<"fund">["shares"], path: string): Part {
  const metric = plan.metrics[0]?.id;
  const part =
    "byRank" in shares
      ? sentence("shares.byRank", { table: rankTable(plan, shares.byRank, `${path}.byRank`, plainNumber) })
      : "byAttribute" in shares
        ? sentence("shares.byAttribute", {
            attribute: { is: "text", path: `${path}.byAttribute`, label: word("attribute"), value: shares.byAttribute },
          })
        : sentence("shares.byMetric", {
            value: decimal(`${path}.perUnit`, word("perUnit"), plainNumber, shares.perUnit),
            metric: reference(plan, "metrics", `${path}.byMetric`, shares.byMetric),
          });
  const options: Option[] = [
    { label: word("form.byRank"), value: { byRank: perRank(plan, "1") } },
    ...(metric ? [{ label: word("form.byMetric"), value: { byMetric: metric, perUnit: "1000" } }] : []),
    { label: word("form.byAttribute"), value: { byAttribute: "shares" } },
  ];
  return { is: "slot", path, label: word("shares"), part, options };
}

function tierTable(plan: Names, { tiers }: Of<"tiers">, path: string): Part {
  const money = moneyOf(plan);
  const last = tiers.at(-1);
  return {
    is: "table",
    path,
    label: word("tiers"),
    columns: [word("name"), word("condition"), word("amount")],
    rows: tiers.map(({ label, when, amount }, index) => {
      const at = `${path}.${index}`;
      return {
        path: at,
        label: null,
        cells: [
          { is: "text", path: `${at}.label`, label: word("name"), value: label },
          conditionPart(plan, when, `${at}.when`),
          decimal(`${at}.amount`, word("amount"), money, amount),
        ],
      };
    }),
    additions: last
      ? [{ label: word("row"), value: { label: last.label, when: { ref: plan.active }, amount: last.amount } }]
      : [],
    isFixed: false,
  };
}
