/** One step into a plan document: a field, a place in a list, or the item of a list that has this key. */
export type Step = string | number | { readonly item: string };

/** What a figure is, so that it can be written as people write it. */
export type Unit = "share" | "money" | "points" | "days" | "count" | "date" | "text";

/** One word of the way to a change, from outside in: what it is, and its name in the plan. */
export interface Place {
  readonly of:
    | "rank"
    | "bonus"
    | "metric"
    | "condition"
    | "limit"
    | "tree"
    | "volume"
    | "period"
    | "tier"
    | "level"
    | "row"
    | "requirement"
    | "item"
    | "field";
  readonly name: string;
}

/** One difference between two versions. The changes of a diff, applied in their order, turn the one into the other. */
export interface PlanChange {
  readonly kind: "changed" | "added" | "removed" | "moved";
  readonly path: readonly Step[];
  /** What stood there; absent for something added. Of a list whose items were moved: their keys in the old order. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Where an added item stands in its list. */
  readonly at?: number;
  readonly place: readonly Place[];
  readonly unit: Unit;
  /** Names of what `before` and `after` refer to, by id. */
  readonly names: Readonly<Record<string, string>>;
}
