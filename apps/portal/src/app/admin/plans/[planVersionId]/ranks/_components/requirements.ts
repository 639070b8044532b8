import type { Cond, PlanVersion } from "@upline/domain";

export type Mode = "all" | "any";
export type Rank = PlanVersion["ranks"][number];

/** What a rank asks for, as the editor sees it: how many of the items must hold, and the items. */
export interface Asked {
  readonly mode: Mode;
  readonly items: readonly Cond[];
}

/** The requirements of a rank as a flat list; `{ always: true }` is the empty one. */
export function askedBy(when: Cond): Asked {
  if ("always" in when) return { mode: "all", items: [] };
  if ("all" in when) return { mode: "all", items: when.all };
  if ("any" in when) return { mode: "any", items: when.any };
  return { mode: "all", items: [when] };
}

/** The list as the plan holds it. */
export function condOf({ mode, items }: Asked): Cond {
  if (items.length === 0) return { always: true };
  return mode === "all" ? { all: [...items] } : { any: [...items] };
}

/** Every kind that the editor can write; `other` is shown and kept. */
export type Kind = "named" | "metric" | "legsRank" | "legsActive" | "legsOther" | "customers" | "capped" | "other";

export function kindOf(cond: Cond): Kind {
  if ("ref" in cond) return "named";
  if ("metric" in cond) return "metric";
  if ("cappedLegs" in cond) return "capped";
  if (!("count" in cond)) return "other";
  if ("customers" in cond.count) return "customers";
  if (!("legs" in cond.count)) return "other";
  const { where } = cond.count.legs;
  return "rank" in where ? "legsRank" : "ref" in where ? "legsActive" : "legsOther";
}

/** What makes two requirements of two versions the same one with another value. */
export function identityOf(cond: Cond): string {
  const kind = kindOf(cond);
  if ("ref" in cond) return `${kind}:${cond.ref}`;
  if ("metric" in cond) return `${kind}:${cond.metric}:${cond.at ?? "this"}`;
  return kind === "other" ? `other:${JSON.stringify(cond)}` : kind;
}

/** Each item with the one of the version in force that it replaces; several of one kind are matched in order. */
export function matched(items: readonly Cond[], before: readonly Cond[]) {
  const left = [...before];
  const rows = items.map((cond) => {
    const at = left.findIndex((other) => identityOf(other) === identityOf(cond));
    return { cond, was: at < 0 ? null : (left.splice(at, 1)[0] ?? null) };
  });
  return { rows, gone: left };
}

/** The plan with other requirements for one rank. */
export function withRank(plan: PlanVersion, rankId: string, asked: Asked): PlanVersion {
  return { ...plan, ranks: plan.ranks.map((rank) => (rank.id === rankId ? { ...rank, when: condOf(asked) } : rank)) };
}

/** "GV" for the group's points, else the name of the volume; nothing for a count. */
export function unitOf(plan: PlanVersion, metricId: string): string {
  const metric = plan.metrics.find(({ id }) => id === metricId);
  if (!metric || !("volume" in metric)) return "";
  const label = plan.volumes.find(({ id }) => id === metric.volume)?.label ?? metric.volume;
  return metric.kind !== "own" && metric.volume === "pv" ? "GV" : label;
}

export const metricLabel = (plan: PlanVersion, id: string): string =>
  plan.metrics.find((metric) => metric.id === id)?.label ?? id;

/** What may be added to a rank: nothing that it has already and that can stand once only. */
export interface Addition {
  readonly id: string;
  readonly kind: "metric" | "legsRank" | "legsActive" | "customers" | "named";
  readonly label: string;
  readonly cond: Cond;
}

export function additionsFor(plan: PlanVersion, rankIndex: number, items: readonly Cond[]): readonly Addition[] {
  const has = new Set(items.map(identityOf));
  const lower = plan.ranks[Math.max(0, rankIndex - 1)]?.id ?? "";
  const volume = plan.volumes[0]?.id ?? "pv";
  const legs = (where: Cond): Cond => ({
    count: { legs: { tree: plan.rankTree, at: "somewhere", where } },
    atLeast: 1,
  });
  const metrics = plan.metrics
    .filter((metric) => metric.kind === "own" || metric.kind === "group")
    .map(
      ({ id, label }): Addition => ({ id, kind: "metric", label, cond: { metric: id, atLeast: metric100(plan, id) } }),
    );
  const named = plan.conditions.map(({ id, label }): Addition => ({ id, kind: "named", label, cond: { ref: id } }));
  const counted: readonly Addition[] = [
    { id: "legsRank", kind: "legsRank", label: "", cond: legs({ rank: lower, basis: "qualified" }) },
    { id: "legsActive", kind: "legsActive", label: "", cond: legs({ ref: plan.active }) },
    {
      id: "customers",
      kind: "customers",
      label: "",
      cond: { count: { customers: { volume, atLeast: "0.01" } }, atLeast: 1 },
    },
  ];
  return [...named, ...metrics, ...counted].filter(
    ({ cond }) => kindOf(cond) === "legsRank" || !has.has(identityOf(cond)),
  );
}

const metric100 = (plan: PlanVersion, id: string): string =>
  plan.metrics.find((metric) => metric.id === id)?.kind === "own" ? "100" : "500";
