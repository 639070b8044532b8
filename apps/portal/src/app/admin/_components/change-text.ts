import { countText, rateFromDecimal } from "~/components/ui/format";
import { plans } from "~/messages/en/plans";

export interface PlanChange {
  readonly key: string;
  readonly values: { readonly where: string; readonly was: string; readonly now: string };
}

const SEPARATOR = " › ";

/** A difference of two plan versions as one sentence: "Unilevel, Leaf, level 2: 5 % → 6 %". */
export function changeText({ key, values }: PlanChange): string {
  const path = values.where.split(SEPARATOR);
  const isShare = path.includes("rate");
  const place = placeText(path);
  const value = (text: string) => valueText(text, isShare);
  if (key.endsWith("added")) return `${place}: ${value(values.now)} ${plans.added}`;
  if (key.endsWith("removed")) return `${place}: ${value(values.was)} ${plans.removed}`;
  return `${place}: ${value(values.was)} → ${value(values.now)}`;
}

/** The way into the document in words; structure that says nothing to a reader is left out. */
function placeText(path: readonly string[]): string {
  const known: Readonly<Record<string, string>> = plans.places;
  const isLevel = path.includes("byRankLevel") || path.includes("byLevel");
  const words = path.flatMap((part, index) => {
    const word = known[part];
    if (word !== undefined) return word === "" ? [] : [word];
    if (/^\d+$/.test(part)) return isLevel && index === path.length - 1 ? [`level ${part}`] : [];
    return [index === 0 ? part : part.replaceAll("_", " ")];
  });
  const [first = "", ...rest] = words.filter((word) => !(isLevel && word === "level"));
  return [capital(first), ...rest.map((word) => (isLevel && !word.startsWith("level") ? capital(word) : word))].join(
    ", ",
  );
}

function valueText(text: string, isShare: boolean): string {
  if (isShare && /^\d+(\.\d+)?$/.test(text)) return rateFromDecimal(text);
  if (/^\d{4,}$/.test(text)) return countText(BigInt(text));
  return text.startsWith("{") || text.startsWith("[")
    ? text.replaceAll(/[{}"[\]]/g, "").replaceAll(/[:,]/g, " ")
    : text;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
