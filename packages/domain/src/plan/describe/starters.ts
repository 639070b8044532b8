import type { Bonus } from "../bonus-schema.ts";
import type { LabelKey } from "./labels.ts";
import { perRank } from "./rates.ts";
import type { Names } from "./sentence.ts";

/** The families of bonuses, in the order in which a new one is offered. */
export const FAMILIES = [
  "retail",
  "fastStart",
  "unilevel",
  "infinity",
  "stairstep",
  "rankDifferential",
  "generations",
  "binary",
  "matrix",
  "matching",
  "generationMatch",
  "margin",
  "pool",
  "rankAward",
  "tiers",
  "party",
  "coded",
  "passUp",
] as const;
export type Family = (typeof FAMILIES)[number];

/** A new bonus of a family, or what the plan lacks for it. */
export type Start =
  | { readonly family: Family; readonly value: Bonus }
  | { readonly family: Family; readonly needs: LabelKey };

type Parts = Pick<Bonus, "when" | "source" | "walk"> & Partial<Bonus>;
type Make = (
  plan: Names,
  with_: { readonly cv: string; readonly sponsor: string; readonly active: Bonus["gate"] },
) => Parts | LabelKey;

const NOW: Bonus["rankAt"] = { basis: "paidAs", at: "this" };
const CLOSED: Bonus["rankAt"] = { basis: "paidAs", at: "lastClosed" };
const share = (...byLevel: string[]): Bonus["rate"] => ({ unit: "share", byLevel });

const upline = (tree: string, levels: number | "infinity"): Bonus["walk"] => ({
  to: "upline",
  tree,
  payFrom: 1,
  levels,
  compress: "skipInactive",
});
const close = ({ basePeriod }: Names): Bonus["when"] => ({ close: basePeriod });
const live = { when: { live: true }, rankAt: CLOSED, settle: { as: "cash", holdDays: 14 } } as const;

const MAKE: Readonly<Record<Family, Make>> = {
  retail: (_, { cv }) => ({
    ...live,
    source: { kind: "orders", volume: cv, of: "customers" },
    gate: { status: "notTerminated" },
    walk: { to: "self" },
    rate: { unit: "share", flat: "0.2" },
  }),
  fastStart: ({ active }, { cv, sponsor }) => ({
    ...live,
    source: { kind: "orders", volume: cv, of: "own", withinDaysOfJoin: 60 },
    gate: { ref: active, at: "lastClosed" },
    walk: { to: "upline", tree: sponsor, payFrom: 1, levels: 3, compress: "none" },
    rate: share("0.2", "0.1", "0.05"),
  }),
  unilevel: (plan, { cv, sponsor }) => ({
    when: close(plan),
    source: { kind: "orders", volume: cv, of: "both" },
    walk: upline(sponsor, 3),
    rate: share("0.05", "0.04", "0.03"),
  }),
  infinity: (plan, { cv, sponsor }) => ({
    when: close(plan),
    source: { kind: "orders", volume: cv, of: "both" },
    walk: upline(sponsor, "infinity"),
    rate: { unit: "share", flat: "0.01" },
  }),
  stairstep: (plan, { cv, sponsor }) => {
    const metric = plan.metrics.find(({ kind }) => kind === "group")?.id;
    if (metric === undefined) return "needs.groupMetric";
    const rows: [string, string][] = [
      ["100", "0.03"],
      ["1000", "0.09"],
      ["10000", "0.21"],
    ];
    return {
      when: close(plan),
      source: { kind: "orders", volume: cv, of: "both" },
      walk: { to: "differential", tree: sponsor, includeSelf: true, selfAlreadyPaid: false, payFrom: 0 },
      rate: { unit: "share", byMetric: metric, at: "this", rows, mode: "whole" },
    };
  },
  rankDifferential: (plan, { cv, sponsor }) => ({
    when: close(plan),
    source: { kind: "orders", volume: cv, of: "both" },
    walk: { to: "differential", tree: sponsor, includeSelf: false, selfAlreadyPaid: false, payFrom: 1 },
    rate: { unit: "share", byRank: perRank(plan, "0.05") },
  }),
  generations: (plan, { cv, sponsor }) => ({
    when: close(plan),
    source: { kind: "orders", volume: cv, of: "both" },
    walk: {
      to: "generations",
      tree: sponsor,
      boundary: plan.ranks.at(-1)?.id ?? "sameOrHigher",
      edge: "starts",
      count: 3,
    },
    rate: share("0.03", "0.02", "0.01"),
  }),
  binary: (plan, { cv }) => {
    const tree = plan.trees.find(({ kind }) => kind === "binary")?.id;
    if (tree === undefined) return "needs.binaryTree";
    return {
      when: close(plan),
      source: {
        kind: "legs",
        volume: cv,
        tree,
        match: { percent: true },
        unqualified: { accrue: true, flush: false },
        carry: { capConsumes: "all" },
      },
      walk: { to: "self" },
      rate: { unit: "share", flat: "0.1" },
    };
  },
  matrix: (plan, { cv }) => {
    const tree = plan.trees.find(({ kind }) => kind === "matrix")?.id;
    if (tree === undefined) return "needs.matrixTree";
    return {
      when: close(plan),
      source: { kind: "orders", volume: cv, of: "both" },
      walk: upline(tree, 5),
      rate: share("0.05", "0.04", "0.03", "0.02", "0.01"),
    };
  },
  matching: (plan, { sponsor }) =>
    matching(plan, { to: "upline", tree: sponsor, payFrom: 1, levels: 2, compress: "none" }),
  generationMatch: (plan, { sponsor }) =>
    matching(plan, {
      to: "generations",
      tree: sponsor,
      boundary: plan.ranks.at(-1)?.id ?? "sameOrHigher",
      edge: "closes",
      count: 2,
    }),
  margin: () => ({
    ...live,
    source: { kind: "margin", of: "customers" },
    gate: { status: "notTerminated" },
    walk: { to: "self" },
    rate: { unit: "share", flat: "1" },
  }),
  pool: (plan, { cv }) => ({
    when: close(plan),
    source: { kind: "fund", fund: { share: "0.02", volume: cv }, shares: { byRank: perRank(plan, "1") } },
    walk: { to: "self" },
  }),
  rankAward: (plan) => ({
    when: close(plan),
    source: { kind: "milestone", instalments: 1, skipped: "payAll" },
    walk: { to: "self" },
    rate: { unit: "amount", byRank: perRank(plan, "50") },
  }),
  tiers: (plan, { active }) => ({
    when: close(plan),
    source: { kind: "tiers", tiers: [{ label: "1", when: active, amount: "50" }] },
    walk: { to: "self" },
  }),
  party: (plan, { cv }) => ({
    when: close(plan),
    source: { kind: "party", volume: cv, minSales: "500", minBookings: 1, perBooking: "10" },
    gate: { always: true },
    walk: { to: "host" },
    rate: { unit: "share", flat: "0.1" },
    settle: { as: "credit", holdDays: 0 },
  }),
  coded: (plan, { cv, sponsor }) => ({
    when: close(plan),
    source: { kind: "orders", volume: cv, of: "own" },
    walk: { to: "coded", tree: sponsor, attribute: "code" },
    rate: { unit: "amount", byPackage: { 100: "0.1", 500: "0.2" } },
  }),
  passUp: (plan, { cv, sponsor }) => ({
    when: close(plan),
    source: { kind: "orders", volume: cv, of: "both" },
    walk: { to: "passUp", tree: sponsor, first: 2 },
    rate: { unit: "share", flat: "0.1" },
  }),
};

function matching(plan: Names, walk: Bonus["walk"]): Parts | LabelKey {
  const matched = plan.bonuses.find(
    ({ source, when }) => source.kind !== "party" && source.kind !== "payouts" && "close" in when,
  );
  if (!matched) return "needs.closingBonus";
  return {
    when: matched.when,
    source: { kind: "payouts", bonuses: [matched.id], base: "afterBonusCap" },
    walk,
    rate: share("0.1", "0.05"),
  };
}

/** A bonus of every family to begin with, made from what the plan has: its volumes, trees, ranks. */
export function bonusStarters(plan: Names, labelOf: (family: Family) => string): Start[] {
  const cv = plan.volumes.find(({ id }) => id === "cv")?.id ?? plan.volumes.at(-1)?.id ?? "";
  const sponsor = plan.trees.find(({ kind }) => kind === "sponsor")?.id ?? plan.rankTree;
  const active: Bonus["gate"] = { ref: plan.active };
  return FAMILIES.map((family): Start => {
    const parts = MAKE[family](plan, { cv, sponsor, active });
    if (typeof parts === "string") return { family, needs: parts };
    const label = labelOf(family);
    const id = freeId(plan.bonuses, family);
    return {
      family,
      value: {
        id,
        label,
        ...(isOfRanks(plan, parts.when)
          ? { gate: active, rankAt: NOW }
          : { gate: { ref: plan.active, at: "lastClosed" }, rankAt: CLOSED }),
        settle: { as: "cash", holdDays: 0 },
        ...parts,
      },
    };
  });
}

/** A bonus that does not settle with the ranks reads what is closed. */
const isOfRanks = (plan: Names, when: Bonus["when"]): boolean => "close" in when && when.close === plan.basePeriod;

/** "unilevel", "unilevel_2", …: an id that is not taken, in the form of plan ids. */
export function freeId(taken: readonly { readonly id: string }[], name: string): string {
  const base = name
    .replaceAll(/([A-Z])/g, "_$1")
    .toLowerCase()
    .slice(0, 24);
  const ids = new Set(taken.map(({ id }) => id));
  for (let nth = 1; ; nth += 1) {
    const id = nth === 1 ? base : `${base}_${nth}`;
    if (!ids.has(id)) return id;
  }
}
