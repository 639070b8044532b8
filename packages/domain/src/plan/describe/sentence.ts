import type { PlanVersion } from "../plan-version.ts";
import type { LabelKey } from "./labels.ts";
import type { SENTENCES, SentenceKey } from "./words.ts";

/** What a plan document is made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A word of the portal, or a name that the plan itself gives. */
export type Label = { readonly key: LabelKey } | { readonly text: string };

/** What a decimal counts. */
export type Unit =
  | { readonly kind: "percent" }
  | { readonly kind: "money"; readonly currency: string; readonly digits: number }
  | { readonly kind: "points"; readonly volume: string }
  | { readonly kind: "number" };

/** Something that may be chosen or added, and what the document holds then. */
export interface Option {
  readonly label: Label;
  readonly value: Json;
}

interface At {
  /** Where in the document, as in a problem: `bonuses.2.rate.byLevel.0`. */
  readonly path: string;
  /** What the field is called on its own: for assistive technology, menus, and the words of a difference. */
  readonly label: Label;
}

/** A value that people may change where it stands. */
export type Field =
  | (At & { readonly is: "decimal"; readonly unit: Unit; readonly value: string | null })
  | (At & { readonly is: "count"; readonly least: number; readonly value: number | null })
  | (At & { readonly is: "text"; readonly value: string })
  | (At & { readonly is: "choice"; readonly options: readonly Option[]; readonly chosen: Json | undefined })
  /** Several of a list, at least one. */
  | (At & { readonly is: "names"; readonly options: readonly Option[]; readonly chosen: readonly string[] });

/** One thing after the other; those with a path may be taken out, and others put at the end. */
export interface PartList {
  readonly is: "list";
  readonly path: string;
  readonly between: "slash" | "comma" | "and" | "or";
  readonly items: readonly Part[];
  readonly additions: readonly Option[];
}

export interface Table {
  readonly is: "table";
  readonly path: string;
  readonly label: Label;
  readonly columns: readonly Label[];
  readonly rows: readonly { readonly path: string; readonly label: Label | null; readonly cells: readonly Part[] }[];
  /** Rows that the plan may leave out are taken out and added; rows of a given list (ranks) are not. */
  readonly additions: readonly Option[];
  readonly isFixed: boolean;
}

/** Something that may be there or not. */
export type Clause = At & {
  readonly is: "clause";
  readonly part: Part | null;
  /** What is put there when somebody adds it. */
  readonly start: Json;
};

/** A part that can be another kind: a condition, a walk, a rate table. */
export type Slot = At & { readonly is: "slot"; readonly part: Part; readonly options: readonly Option[] };

export interface Sentence {
  readonly is: "sentence";
  readonly key: SentenceKey;
  readonly with: Readonly<Record<string, Part>>;
}

/** A name of the plan that cannot be changed here. */
export interface Name {
  readonly is: "name";
  readonly label: Label;
}

/** Text as data: keys of messages and values. The portal finds the words; fields are changed where they stand. */
export type Part = Sentence | Name | Field | PartList | Table | Clause | Slot;

type Gaps<K extends SentenceKey> = (typeof SENTENCES)[K][number];

/** A sentence with every gap filled: a missing or a wrong one does not compile. */
export function sentence<K extends SentenceKey>(key: K, parts: { readonly [G in Gaps<K>]: Part }): Sentence {
  return { is: "sentence", key, with: parts };
}

export const word = (key: LabelKey): Label => ({ key });
export const named = (text: string): Label => ({ text });

/** What a description is made with: the plan for its names, and nothing else. */
export type Names = Pick<
  PlanVersion,
  | "trees"
  | "periods"
  | "volumes"
  | "metrics"
  | "conditions"
  | "ranks"
  | "bonuses"
  | "currency"
  | "minorDigits"
  | "basePeriod"
  | "rankTree"
  | "active"
>;

type ListOfNames = "trees" | "volumes" | "metrics" | "conditions" | "ranks" | "bonuses";

/** Every definition of a kind, as options under their own names. */
export function namesOf(plan: Names, list: ListOfNames): Option[] {
  return plan[list].map(({ id, label }) => ({ label: named(label), value: id }));
}

/** The name of a definition; its id when the plan has none of that id. */
export function nameOf(plan: Names, list: ListOfNames, id: string): string {
  const items: readonly { readonly id: string; readonly label: string }[] = plan[list];
  return items.find((item) => item.id === id)?.label ?? id;
}

const SINGULAR = {
  trees: "tree",
  volumes: "volume",
  metrics: "metric",
  conditions: "condition",
  ranks: "rank",
} as const;

/** A field that points at a definition of the plan. */
export function reference(plan: Names, list: keyof typeof SINGULAR, path: string, chosen: string): Field {
  return { is: "choice", path, label: word(SINGULAR[list]), options: namesOf(plan, list), chosen };
}

/** A choice between words of the portal. */
export function choice(
  path: string,
  label: LabelKey,
  options: readonly (readonly [LabelKey, Json])[],
  chosen: Json | undefined,
): Field {
  return {
    is: "choice",
    path,
    label: word(label),
    options: options.map(([key, value]) => ({ label: word(key), value })),
    chosen,
  };
}

/** The cadences of a plan; they have no names but how long they last. */
export function cadence(plan: Names, path: string, chosen: string): Field {
  const options = plan.periods.map(({ id, every }) => ({ label: word(`every.${every}`), value: id }));
  return { is: "choice", path, label: word("period"), options, chosen };
}

export function decimal(path: string, label: Label, unit: Unit, value: string | null | undefined): Field {
  return { is: "decimal", path, label, unit, value: value ?? null };
}

export function count(path: string, label: LabelKey, value: number | null | undefined, least = 1): Field {
  return { is: "count", path, label: word(label), least, value: value ?? null };
}

/** A number of levels, or all of them. */
export function depthPart(path: string, label: LabelKey, levels: number | "infinity"): Slot {
  const part: Part = levels === "infinity" ? { is: "name", label: word("infinity") } : count(path, label, levels);
  const other: Option =
    levels === "infinity" ? { label: word("someLevels"), value: 5 } : { label: word("infinity"), value: "infinity" };
  return { is: "slot", path, label: word(label), part, options: [other] };
}

export function clause(path: string, label: LabelKey, start: Json, part: Part | null): Clause {
  return { is: "clause", path, label: word(label), start, part };
}

export const percent: Unit = { kind: "percent" };
export const plainNumber: Unit = { kind: "number" };
export const moneyOf = ({ currency, minorDigits }: Names): Unit => ({ kind: "money", currency, digits: minorDigits });
export const pointsOf = (plan: Names, volume: string): Unit => ({
  kind: "points",
  volume: nameOf(plan, "volumes", volume),
});
