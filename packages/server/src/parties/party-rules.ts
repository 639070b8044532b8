import { party } from "@upline/db";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";

/** Whether hosts are paid under the plan of today, and the company's day and currency. */
export async function partyRules(deps: Deps) {
  const { timeZone, currency } = await companyOf(deps);
  const now = deps.clock.now();
  const plan = (await publishedPlans(deps)).findLast(({ from }) => from <= now)?.plan;
  const bonuses = plan?.bonuses.filter(({ source }) => source.kind === "party") ?? [];
  const [known] = await deps.db.select({ id: party.id }).from(party).limit(1);
  return { isPaid: bonuses.length > 0, isShown: bonuses.length > 0 || known !== undefined, timeZone, currency };
}
