import type { Cond, PlanVersion } from "@upline/domain";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { decimalForPeople } from "./decimal";
import { metricLabel, unitOf } from "./requirements";

const words = plans.editor;

/** A requirement in one line without fields: for names of buttons and for what was removed. */
export function plainText(cond: Cond, plan: PlanVersion): string {
  const rankOf = (id: string) => plan.ranks.find((rank) => rank.id === id)?.label ?? id;
  const nameOf = (id: string) => plan.conditions.find((condition) => condition.id === id)?.label ?? id;
  if ("ref" in cond) return say(words.named, { name: nameOf(cond.ref) });
  if ("metric" in cond) {
    const value = `${decimalForPeople(cond.atLeast)} ${unitOf(plan, cond.metric)}`.trim();
    return say(words.metric, { metric: metricLabel(plan, cond.metric), value });
  }
  if ("count" in cond && "customers" in cond.count) {
    const { volume, atLeast } = cond.count.customers;
    const unit = plan.volumes.find(({ id }) => id === volume)?.label ?? volume;
    return say(words.customers, { count: cond.atLeast, value: `${decimalForPeople(atLeast)} ${unit}` });
  }
  if ("count" in cond && "legs" in cond.count) {
    const { where, at } = cond.count.legs;
    const [count, place] = [cond.atLeast, words.place[at]];
    if ("rank" in where) return say(words.legsRank, { count, rank: rankOf(where.rank), place });
    if ("ref" in where) return say(words.legsActive, { count, who: nameOf(where.ref).toLowerCase(), place });
    return say(words.legsOther, { count });
  }
  return words.other;
}
