import type { Place, PlanChange } from "@upline/domain";
import { countText, dateText, decimalGrouped, rateFromDecimal } from "~/components/ui/format";
import { changes as words } from "~/messages/en/changes";
import { say } from "~/messages/say";
import { conditionText, isCondition } from "./condition-text";

export type { PlanChange };

/** A difference of two plan versions as one sentence: "Unilevel, Leaf, level 2: 5 % → 6 %". */
export function changeText(change: PlanChange): string {
  const { kind } = change;
  const { place, was, now } = changeParts(change);
  if (kind === "moved") return say(words.moved, { place, now });
  if (kind === "added") return now === "" ? say(words.addedItem, { place }) : say(words.added, { place, now });
  if (kind === "removed") return was === "" ? say(words.removedItem, { place }) : say(words.removed, { place, was });
  return say(words.changed, { place, was, now });
}

/** The same in its parts: where, what it was, what it is; an item with a name of its own is told by its place alone. */
export function changeParts(change: PlanChange): {
  readonly place: string;
  readonly was: string;
  readonly now: string;
} {
  const { place, before, after, kind } = change;
  const isItem = place.at(-1)?.of !== "field" && place.at(-1)?.of !== "requirement";
  const text = (value: unknown) => {
    if (value === undefined || (isItem && kind !== "changed" && isNamed(value))) return "";
    return valueText(value, change);
  };
  return { place: placeText(place), was: text(before), now: text(after) };
}

const isNamed = (value: unknown) => typeof value === "object" && value !== null && "label" in value;

/** The part of the plan that a change is in. */
export type Section = keyof typeof words.sections;

export function sectionOf({ path }: PlanChange): Section {
  const known: Readonly<Record<string, Section>> = words.sectionOf;
  return known[String(path[0])] ?? "version";
}

/** The way into the document in words; structure that says nothing to a reader is left out. */
function placeText(place: readonly Place[]): string {
  const hasName = place.some(({ of }) => of !== "field");
  const parts = place.map(({ of, name }, index) => {
    if (of === "field") return fieldText(name, { isFirst: index === 0, hasName });
    if (of === "level") return say(words.level, { level: name });
    if (of === "row") return say(words.row, { points: decimalGrouped(name) });
    if (of === "item") return /^\d+$/.test(name) ? say(words.item, { number: name }) : name;
    return of === "requirement" ? requirementText(name) : name;
  });
  const said = parts.filter((part) => part !== "");
  // A rate that names its rank or level says itself that it is one.
  const isTable = place.some(({ of }) => of === "level" || of === "rank");
  return capital(said.filter((part) => !(isTable && part === words.fields.rate)).join(", "));
}

function fieldText(
  name: string,
  { isFirst, hasName }: { readonly isFirst: boolean; readonly hasName: boolean },
): string {
  const known: Readonly<Record<string, string>> = words.fields;
  if (isFirst && hasName) return "";
  return known[name] ?? name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** "metric Group volume" is what the threshold is about: "Group volume". */
function requirementText(key: string): string {
  const [kind = "", ...rest] = key.split(" ");
  const known: Readonly<Record<string, string>> = words.requirements;
  const counted = rest.join(" ");
  if (kind === "count") return known[counted] ?? counted;
  return known[kind] ?? (counted.replace(/ (this|lastClosed)$/, "") || words.requirement);
}

function valueText(value: unknown, change: PlanChange): string {
  const { unit, names, kind } = change;
  if (kind === "moved" && Array.isArray(value)) return value.map((id) => names[String(id)] ?? String(id)).join(", ");
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return unit === "days" ? say(words.days, { count: value }) : countText(value);
  if (typeof value === "string") return figureText(value, change);
  if (value === null || value === undefined) return words.nothing;
  if (isCondition(value)) return conditionText(value, names);
  if (Array.isArray(value)) return value.map((one) => valueText(one, change)).join(" / ");
  return recordText(value as Record<string, unknown>, change);
}

function figureText(text: string, { unit, names }: PlanChange): string {
  const known: Readonly<Record<string, string>> = words.values;
  if (unit === "date") return dateText(text, "long");
  if (unit === "share" && /^-?\d+(\.\d+)?$/.test(text)) return rateFromDecimal(text);
  if (/^-?\d+(\.\d+)?$/.test(text)) return decimalGrouped(text);
  return names[text] ?? known[text] ?? text;
}

/** A table or a rule as a whole, in as few words as it has figures. */
function recordText(value: Record<string, unknown>, change: PlanChange): string {
  if (typeof value.label === "string") return value.label;
  const parts = Object.entries(value).flatMap(([key, inner]) => {
    if (key === "unit" || key === "kind" || key === "to") return [];
    const text = valueText(inner, change);
    const name = change.names[key] ?? fieldText(key, { isFirst: false, hasName: true });
    return [name === "" ? text : `${name} ${text}`];
  });
  return parts.join(", ") || words.nothing;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
