import type { PlanVersion } from "@upline/domain";
import { dateText, localDate } from "~/components/ui/format";
import { plans } from "~/messages/en/plans";
import { piecesOf, say } from "~/messages/say";
import type { Outputs } from "../../../../_components/outputs";

export type Problem = Outputs["plans"]["get"]["problems"][number];

/** What is wrong in plain words, with names instead of ids; a code without words is shown as it is, never hidden. */
export function problemText({ code, values }: Pick<Problem, "code" | "values">, plan: PlanVersion | null): string {
  const known: Readonly<Record<string, string>> = plans.problems;
  if (values.field !== undefined) return say(plans.problems.unknown_field, { field: values.field });
  if (code === "id_unknown" && !values.id) return say(plans.problems.id_missing, { kind: values.kind ?? "" });
  if (code === "kind_not_supported") {
    return say(plans.problems.kind_not_supported, { kind: unrecordedText(values.kind ?? "") });
  }
  const text = known[code] ?? `${code.replaceAll("_", " ")}.`;
  if (text.includes("{")) return spoken(text, values, plan);
  const names = namesIn(values, plan);
  return names === "" ? text : `${text} (${names})`;
}

/** What a plan needs and is not recorded here, in words: "a binary tree". */
export function unrecordedText(kind: string): string {
  const known: Readonly<Record<string, string>> = plans.unrecorded;
  return known[kind] ?? known[kind.split(" ")[0] ?? ""] ?? kind;
}

/** The name of a definition of the plan, by its id. */
function labelOf(id: string, plan: PlanVersion | null): string | null {
  if (plan === null) return null;
  const { ranks, bonuses, metrics, conditions, trees, volumes } = plan;
  const named = [...ranks, ...bonuses, ...metrics, ...conditions, ...trees, ...volumes];
  return named.find((one) => one.id === id)?.label ?? null;
}

/** The names of those definitions of the plan that a problem speaks of; an id, or a kind and an id. */
const namesIn = (values: Problem["values"], plan: PlanVersion | null): string =>
  Object.values(values)
    .flatMap((value) => labelOf(value, plan) ?? labelOf(value.split(" ")[1] ?? "", plan) ?? [])
    .join(", ");

/** The sentence with its values put in; an instant is said as a day of the company. */
const spoken = (text: string, values: Problem["values"], plan: PlanVersion | null): string =>
  piecesOf(text)
    .map(({ literal, name }) => literal ?? valueText(values[name ?? ""] ?? "", plan))
    .join("");

const valueText = (value: string, plan: PlanVersion | null): string =>
  /^\d{4}-\d\d-\d\dT/.test(value)
    ? dateText(localDate(value, plan?.timeZone ?? "UTC"), "long")
    : (labelOf(value, plan) ?? value);
