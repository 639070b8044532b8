import type { Cond } from "@upline/domain";
import { decimalGrouped, rateFromDecimal } from "~/components/ui/format";
import { changes } from "~/messages/en/changes";
import { say } from "~/messages/say";

const words = changes.conditions;
type Names = Readonly<Record<string, string>>;

/** A condition of a plan in one line. @param names  what the plan calls its ids */
export function conditionText(cond: Cond, names: Names): string {
  const nameOf = (id: string) => names[id] ?? id;
  const inside = (part: Cond) => conditionText(part, names);
  if ("all" in cond) return cond.all.length === 1 && cond.all[0] ? inside(cond.all[0]) : listed(words.all, cond.all);
  if ("any" in cond) return listed(words.any, cond.any);
  if ("not" in cond) return say(words.not, { part: inside(cond.not) });
  if ("ref" in cond) return nameOf(cond.ref);
  if ("metric" in cond) return say(words.metric, { metric: nameOf(cond.metric), value: decimalGrouped(cond.atLeast) });
  if ("rank" in cond) return say(words.rank, { basis: changes.values[cond.basis], rank: nameOf(cond.rank) });
  if ("status" in cond) return words.status[cond.status];
  if ("attribute" in cond) return say(words.attribute, { name: cond.attribute, value: cond.equals });
  if ("joinedWithinDays" in cond) return say(words.joined, { count: cond.joinedWithinDays });
  if ("personallySponsored" in cond) return words.sponsored;
  if ("heldFor" in cond) return say(words.held, { name: nameOf(cond.heldFor), count: cond.periods });
  if ("cappedLegs" in cond) {
    const { volume, required, maxShare } = cond.cappedLegs;
    const value = decimalGrouped(required);
    return say(words.capped, { value, volume: nameOf(volume), share: rateFromDecimal(maxShare) });
  }
  if ("count" in cond) return countText(cond, names);
  return words.always;

  function listed(message: typeof words.all | typeof words.any, parts: readonly Cond[]): string {
    return say(message, { parts: parts.map(inside).join("; ") });
  }
}

function countText({ count: of, atLeast: count }: Extract<Cond, { count: unknown }>, names: Names): string {
  if ("customers" in of) {
    const { volume, atLeast } = of.customers;
    return say(words.customers, { count, value: decimalGrouped(atLeast), volume: names[volume] ?? volume });
  }
  if ("members" in of) {
    const { from, to, where } = of.members;
    const last = to === "infinity" ? changes.values.infinity : String(to);
    return say(words.members, { count, from: String(from), to: last, who: conditionText(where, names) });
  }
  const who = conditionText(of.legs.where, names);
  return say(of.legs.at === "top" ? words.top : words.legs, { count, who });
}

/** Whether a value of a plan document is a condition. */
export function isCondition(value: unknown): value is Cond {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = ["all", "any", "not", "always", "ref", "metric", "rank", "status", "attribute", "joinedWithinDays"];
  const more = ["personallySponsored", "count", "cappedLegs", "heldFor"];
  return !Object.hasOwn(value, "id") && [...keys, ...more].some((key) => Object.hasOwn(value, key));
}
