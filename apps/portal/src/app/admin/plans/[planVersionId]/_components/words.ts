import { type Field, type Json, type Label, type Part, partsWithin } from "@upline/domain/browser";
import { PLAN_LABELS } from "~/messages/en/plan-labels";
import { PLAN_SENTENCES } from "~/messages/en/plan-sentences";
import { piecesOf } from "~/messages/say";
import { decimalToText, unitText } from "./decimals";

export const labelText = (label: Label): string => ("key" in label ? PLAN_LABELS[label.key] : label.text);

/** Whether a choice offers what is held: both are small pieces of a document. */
export const isSame = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The value of a field in words: "5 %", "Unilevel, Fast start", "customers' orders". */
export function valueText(field: Field): string {
  switch (field.is) {
    case "decimal":
      return field.value === null ? "—" : `${decimalToText(field.value, field.unit)} ${unitText(field.unit)}`.trim();
    case "count":
      return field.value === null ? "—" : String(field.value);
    case "text":
      return field.value;
    case "choice":
      return labelText(
        field.options.find(({ value }) => isSame(value, field.chosen))?.label ?? { text: String(field.chosen) },
      );
    case "names":
      return field.options
        .filter(({ value }) => typeof value === "string" && field.chosen.includes(value))
        .map(({ label }) => labelText(label))
        .join(", ");
  }
}

const BETWEEN = { slash: " / ", comma: ", ", and: " and ", or: " or " } as const;

/** A part as plain text, for names of buttons and for what was changed: the same sentence without its fields. */
export function partText(part: Part): string {
  switch (part.is) {
    case "sentence":
      return piecesOf(PLAN_SENTENCES[part.key])
        .map(({ literal, name }) => literal ?? (part.with[name ?? ""] ? gapText(part.with[name ?? ""]) : ""))
        .join("");
    case "name":
      return labelText(part.label);
    case "list":
      return part.items.map(partText).join(BETWEEN[part.between]);
    case "slot":
      return partText(part.part);
    case "clause":
    case "table":
      return "";
    default:
      return valueText(part);
  }
}

function gapText(part: Part | undefined): string {
  if (part === undefined) return "";
  if (part.is === "clause") return part.part === null ? "" : `, ${partText(part.part)}`;
  if (part.is === "table") {
    const rows = part.rows.map(({ label, cells }) =>
      [...(label ? [labelText(label)] : []), ...cells.map(partText)].join(" "),
    );
    return ` (${rows.join(", ")})`;
  }
  return partText(part);
}

/** Every path of a part that can show a problem of its own. */
export const pathsIn = (part: Part): string[] =>
  partsWithin(part).flatMap((inner) => ("path" in inner ? [inner.path] : []));
